"""Publishing: what runs is what was published last, and no file is ever written twice."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from .graphs import definition, disabled, fresh_key, idle, ingest, rows, table
from .stack import Stack
from .tenant import Tenant, states

TURNS = 10


def _publish_and_run_at_once(tenant: Tenant) -> int:
    """Change, publish, run, without a pause; how often the new graph was the one that ran."""
    key = fresh_key("changing")
    tenant.create(idle(key, ["first"]))
    right = 0
    for turn in range(1, TURNS + 1):
        # All components are renamed each turn, and in every other turn there is one more.
        names = [f"turn{turn}_{i}" for i in range(1 + turn % 2)]
        tenant.change(definition(key, [disabled(ingest(name, "nowhere.csv")) for name in names], []))
        number = tenant.publish(key)["number"]
        view = tenant.await_state(tenant.start(key), "SUCCEEDED")
        assert view["publication"] == number == turn
        assert states(view) == dict.fromkeys(names, "PASSED")
        right += 1
    return right


def test_a_changed_graph_that_is_published_and_run_at_once_is_the_one_that_runs_20_times_of_20(
    acme: Tenant, borealis: Tenant
) -> None:
    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(_publish_and_run_at_once, (acme, borealis))) == 20


def test_a_run_under_way_ends_with_its_graph_and_the_next_has_the_new_one(stack: Stack, borealis: Tenant) -> None:
    key = fresh_key("replaced")
    path = borealis.put(f"{key}.csv", table())
    old = definition(key, [ingest("old", path), disabled(rows("old_end", "old"))], [("old", "old_end")])
    borealis.set_up(old)
    run = borealis.start(key)
    held = stack.freeze_step(borealis.await_step(run, "old"))
    try:
        borealis.change(idle(key, ["new", "new_end", "newest"]))
        borealis.await_live(key, borealis.publish(key)["number"])
        later = borealis.start(key)
    finally:
        stack.release(held)
    ended = borealis.await_state(run, "SUCCEEDED")
    assert (ended["publication"], states(ended)) == (1, {"old": "SUCCEEDED", "old_end": "PASSED"})
    view = borealis.await_state(later, "SUCCEEDED")
    assert (view["publication"], states(view)) == (2, dict.fromkeys(["new", "new_end", "newest"], "PASSED"))


def test_no_dag_file_was_ever_written_twice(stack: Stack, acme: Tenant) -> None:
    acme.set_up(idle(fresh_key("once"), ["only"]))
    puts = [
        call
        for call in stack.calls(service="s3")
        if call["parameters"].get("key", "").startswith("dags/")
        and call["action"] not in ("GetObject", "HeadObject", "DeleteObject")
        and call["status"] < 300
    ]
    assert puts
    assert {call["action"] for call in puts} == {"PutObject"}
    assert not [call for call in puts if call["parameters"]["existed"]]
    assert max(Counter(call["parameters"]["key"] for call in puts).values()) == 1
    assert {call["principal"].rpartition("/")[2] for call in puts} == {"headgate"}
