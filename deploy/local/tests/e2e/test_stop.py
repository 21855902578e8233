"""Stopping a run while a step of it runs."""

from __future__ import annotations

from .graphs import definition, fresh_key, ingest, rows, slow, table
from .stack import Stack
from .tenant import Tenant, states
from .waiting import eventually


def test_stop_ends_the_steps_processes_and_tells_each_step_in_the_receipt(stack: Stack, acme: Tenant) -> None:
    key = fresh_key("stop")
    components = [ingest("few", acme.put(f"{key}.csv", table())), slow("endless", "few"), rows("after", "endless")]
    acme.set_up(definition(key, components, [("few", "endless"), ("endless", "after")]))
    run = acme.start(key)
    acme.await_component(run, "endless", "RUNNING")
    step = acme.await_step(run, "endless")
    processes = eventually(lambda: stack.step_processes(step), "the step's processes")
    assert {process.name() for process in processes} & {"java", "python", "python3"}

    acme.stop(run)
    view = acme.await_state(run, "STOPPED")

    assert not [process for process in processes if process.is_running()], "a process of the step is still there"
    assert not stack.step_processes(step)
    assert {line["component"]: line["outcome"] for line in view["receipt"]} == {
        "few": "FINISHED_BEFORE",
        "endless": "CANCELLED",
        "after": "NOT_STARTED",
    }
    assert states(view) == {"few": "SUCCEEDED", "endless": "STOPPED", "after": "STOPPED"}
    told = acme.aws("emr").describe_step(ClusterId=acme.cluster(), StepId=step)["Step"]["Status"]["State"]
    assert told == "CANCELLED"
    assert len(acme.steps_of(run)) == 2, "nothing was submitted after the stop"
