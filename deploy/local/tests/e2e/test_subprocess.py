"""A process runs another one: its rows come out, a kill of the api in between does no harm, and both stop together."""

from __future__ import annotations

import pytest

from .books import balanced, exported, once
from .graphs import Component, definition, export, fresh_key, ingest, rows, slow, table
from .stack import Stack
from .tenant import Tenant, View, component, states
from .waiting import eventually

ROWS = 10
LEAST = 6


def _call(key: str, process: str, **settings: object) -> Component:
    return {
        "key": key,
        "type": "run-process",
        "version": 1,
        "label": f"Run {process}",
        "settings": {"process": process, **settings},
    }


def _called(tenant: Tenant, run: str, key: str) -> str:
    """The run that a component has called, as soon as it has."""

    def called() -> str | None:
        found = component(tenant.run(run), key)
        return found["call"]["run"] if found and found["call"] else None

    return eventually(called, f"{key} of {run} has called a run")


def _late(key: str, path: str) -> View:
    """Takes in a file and yields its later rows, as many as a value of the run says."""
    late: Component = {
        "key": "late",
        "type": "sql-rule",
        "version": 1,
        "label": "Late",
        "settings": {
            "sql": "SELECT id, name FROM few WHERE id > :least",
            "parameters": {"least": "${param.least}"},
        },
    }
    parameters = [{"key": "least", "type": "integer", "required": True}]
    return {**definition(key, [ingest("few", path), late], [("few", "late")]), "parameters": parameters}


@pytest.mark.faults
def test_rows_of_a_called_run_are_read_also_across_a_kill_of_the_api_while_it_runs(stack: Stack, acme: Tenant) -> None:
    inner, outer = fresh_key("inner"), fresh_key("outer")
    calling = definition(
        outer,
        [_call("late", inner, resultFrom="late", parameters={"least": str(LEAST)}), export("out", outer)],
        [("late", "out")],
    )
    acme.create(_late(inner, acme.put(f"{inner}.csv", table(ROWS))))
    acme.create(calling)
    early = acme.ask("POST", f"/processes/{outer}/publications", {})
    assert [problem["code"] for problem in early.body["problems"]] == ["binding.process-missing"]
    for key in (inner, outer):
        acme.await_live(key, acme.publish(key)["number"])

    run = acme.start(outer)
    called = _called(acme, run, "late")
    held = stack.freeze_step(acme.await_step(called, "few"))
    try:
        stack.kill("api")
        stack.up()
        assert acme.run(run)["state"] == "RUNNING"
    finally:
        stack.release(held)
    view = acme.await_end(run)

    assert view["state"] == "SUCCEEDED", view
    assert states(view) == {"late": "SUCCEEDED", "out": "SUCCEEDED"}
    found = component(view, "late")
    assert found is not None
    assert found["result"]["rows"]["out"] == ROWS - LEAST
    assert (found["call"]["run"], found["call"]["process"], found["call"]["state"]) == (called, inner, "SUCCEEDED")
    assert exported(acme, outer) == once(ROWS) - once(LEAST)
    inside = acme.run(called)
    assert inside["origin"] == "SUBPROCESS"
    assert inside["calledBy"] == {"run": run, "process": outer, "processName": f"Test {outer}", "component": "late"}
    assert inside["parameters"] == {"least": LEAST}
    assert inside["businessDate"] == view["businessDate"]
    for each in (view, inside):
        balanced(acme, each)
    listed = acme.ask("GET", f"/processes/{inner}/runs").good()["items"]
    assert [each["id"] for each in listed] == [called], "called once"


def test_a_caller_that_is_stopped_stops_what_it_has_called_and_names_it(stack: Stack, acme: Tenant) -> None:
    inner, outer = fresh_key("endless"), fresh_key("outer")
    components = [ingest("few", acme.put(f"{inner}.csv", table())), slow("endless", "few"), rows("after", "endless")]
    acme.set_up(definition(inner, components, [("few", "endless"), ("endless", "after")]))
    acme.set_up(definition(outer, [_call("call", inner)], []))
    run = acme.start(outer)
    called = _called(acme, run, "call")
    acme.await_component(called, "endless", "RUNNING")

    acme.stop(run)
    view = acme.await_state(run, "STOPPED")

    inside = acme.run(called)
    assert inside["state"] == "STOPPED"
    assert states(inside) == {"few": "SUCCEEDED", "endless": "STOPPED", "after": "STOPPED"}
    assert inside["stopRequestedBy"] == view["stopRequestedBy"]
    (line,) = view["receipt"]
    assert (line["run"], line["outcome"]) == (called, "CANCELLED")
    assert states(view) == {"call": "STOPPED"}
