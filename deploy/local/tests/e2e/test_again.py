"""Runs again: from an earlier run, with what had succeeded taken over; and for days of the past."""

from __future__ import annotations

from .books import balanced, exported, once
from .graphs import definition, export, fresh_key, idle, ingest, sql, table
from .stack import Stack
from .tenant import Tenant, component, states
from .waiting import eventually

ROWS = 10


def _again(tenant: Tenant, run: str, **how: str) -> str:
    return str(tenant.ask("POST", f"/runs/{run}/rerun", how).good()["id"])


def test_a_run_is_repeated_from_what_failed_and_what_had_succeeded_makes_no_step(stack: Stack, acme: Tenant) -> None:
    key = fresh_key("again")
    late = f"{key}-late.csv"
    components = [
        ingest("few", acme.put(f"{key}.csv", table(ROWS))),
        ingest("late", late),
        sql("both", "SELECT f.id, l.name FROM few f JOIN late l ON f.id = l.id"),
        export("out", key),
    ]
    acme.set_up(definition(key, components, [("few", "both"), ("late", "both"), ("both", "out")]))
    first = acme.await_end(acme.start(key))
    assert first["state"] == "FAILED"
    assert states(first) == {"few": "SUCCEEDED", "late": "FAILED", "both": "SKIPPED", "out": "SKIPPED"}

    acme.put(late, table(ROWS))
    second = acme.await_end(_again(acme, first["id"], scope="FAILED"))

    assert second["state"] == "SUCCEEDED"
    assert second["parent"] == first["id"]
    assert [c["key"] for c in second["components"] if c["reusedFrom"] == first["id"]] == ["few"]
    assert len(acme.steps_of(second["id"])) == 3
    balanced(acme, second)
    assert exported(acme, key) == once(ROWS)

    third = acme.await_end(_again(acme, second["id"], scope="FROM", component="out"))

    assert third["state"] == "SUCCEEDED"
    assert len(acme.steps_of(third["id"])) == 1
    reused = component(third, "few")
    assert reused is not None
    assert reused["reusedFrom"] == first["id"]
    assert exported(acme, key) == {row: 2 for row in once(ROWS)}
    assert acme.run(first["id"])["repetitions"] == [second["id"]]


def test_a_backfill_runs_each_day_of_a_span_once_and_leaves_out_those_that_have_succeeded(acme: Tenant) -> None:
    key = fresh_key("days")
    acme.set_up(idle(key, ["one", "two"]))
    span = {"firstDate": "2026-03-02", "lastDate": "2026-03-05", "concurrency": 2}
    path = f"/processes/{key}/backfills"
    assert acme.ask("POST", f"{path}/plan", span).good()["dates"] == [f"2026-03-0{day}" for day in range(2, 6)]
    assert acme.ask("GET", f"/processes/{key}/runs").good()["total"] == 0

    begun = acme.ask("POST", path, span).good()
    assert acme.ask("POST", path, span).body["code"] == "backfill.under-way"
    done = eventually(
        lambda: next(
            (b for b in [acme.ask("GET", f"/backfills/{begun['id']}").good()] if b["state"] == "COMPLETED"), None
        ),
        "the backfill is complete",
        240,
    )

    assert done["progress"] == {"total": 4, "pending": 0, "active": 0, "succeeded": 4, "failed": 0}
    runs = acme.ask("GET", f"/processes/{key}/runs").good()["items"]
    assert sorted(run["businessDate"] for run in runs) == [day["date"] for day in done["dates"]]
    assert {run["origin"] for run in runs} == {"BACKFILL"}
    assert acme.ask("POST", path, span).body["code"] == "backfill.nothing-to-do"
