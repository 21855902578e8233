"""A diamond: one side fails fast, the other takes its time."""

from __future__ import annotations

from .graphs import definition, fresh_key, ingest, rows, sql, table
from .stack import Stack
from .tenant import ENDED, Tenant, states


def test_the_slow_sibling_finishes_the_join_is_skipped_and_the_run_settles_once(stack: Stack, acme: Tenant) -> None:
    key = fresh_key("diamond")
    components = [
        ingest("top", acme.put(f"{key}.csv", table())),
        sql("fast", "SELECT no_such_column FROM top"),
        rows("sibling", "top"),
        sql("bottom", "SELECT s.id FROM sibling s JOIN fast f ON s.id = f.id"),
    ]
    acme.set_up(
        definition(key, components, [("top", "fast"), ("top", "sibling"), ("fast", "bottom"), ("sibling", "bottom")])
    )
    run = acme.start(key)
    held = stack.freeze_step(acme.await_step(run, "sibling"))
    try:
        acme.await_component(run, "fast", "FAILED")
        meanwhile = acme.run(run)
        assert meanwhile["state"] == "RUNNING", "the run waits for the sibling"
        assert states(meanwhile)["bottom"] == "NONE"
    finally:
        stack.release(held)
    view = acme.await_state(run, "FAILED")
    assert states(view) == {"top": "SUCCEEDED", "fast": "FAILED", "sibling": "SUCCEEDED", "bottom": "SKIPPED"}
    assert len(acme.steps_of(run)) == 3, "the join was never submitted"

    told = [e for name, e in acme.user.events(f"/tenants/{acme.key}/events") if name == "run" and e["run"] == run]
    final = [event["state"] for event in told if event["state"] in ENDED]
    assert final == ["FAILED"], "the run reaches one final state, once"
    assert told[-1]["state"] == "FAILED"
