"""Stopping a run: before it begins, while a step of it is made, waits or runs, and when EMR will not."""

from __future__ import annotations

import psutil

from .graphs import definition, fresh_key, idle, ingest, rows, slow, table
from .stack import Stack
from .tenant import Tenant, component, states
from .waiting import eventually


def _works(process: psutil.Process) -> bool:
    """Whether a process is there and not just waiting for its parent to take note of its end."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


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

    assert not [process for process in processes if _works(process)], "a process of the step is still there"
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


def test_what_is_being_submitted_when_a_run_is_stopped_is_completed_cancelled_and_told(
    stack: Stack, acme: Tenant
) -> None:
    key = fresh_key("stop")
    acme.set_up(definition(key, [ingest("few", acme.put(f"{key}.csv", table()))], []))
    with stack.fault("hold", service="emr", operation="AddJobFlowSteps", account=acme.account, count=1) as fault:
        run = acme.start(key)
        fault.await_holding()
        acme.stop(run)
        assert acme.run(run)["state"] == "STOPPING", "a step may come of the call that is under way"
    view = acme.await_state(run, "STOPPED")
    (line,) = view["receipt"]
    assert line["stepId"], "the step that came of it is told"
    # It may have been quicker than its cancellation.
    assert line["outcome"] in ("CANCELLED", "FINISHED_BEFORE")
    assert len(acme.steps_of(run)) == 1


def test_a_component_that_waits_for_its_next_try_is_not_tried_again_after_a_stop(stack: Stack, acme: Tenant) -> None:
    key = fresh_key("stop")
    patient = {**ingest("absent", f"{key}.csv"), "retries": {"count": 3, "delay": "PT10M"}}
    acme.set_up(definition(key, [patient], []))
    run = acme.start(key)

    def between_two_tries() -> bool:
        found = component(acme.run(run), "absent")
        return bool(found and [a["state"] for a in found["attempts"]] == ["FAILED", "QUEUED"])

    eventually(between_two_tries, "the first attempt has failed and the second waits")
    acme.stop(run)
    view = acme.await_state(run, "STOPPED")
    assert states(view) == {"absent": "STOPPED"}
    assert len(acme.steps_of(run)) == 1


def test_a_run_that_waits_is_stopped_at_once_and_never_starts(stack: Stack, acme: Tenant) -> None:
    key = acme.set_up(idle(fresh_key("stop"), ["only"]))
    acme.ask("PATCH", f"/processes/{key}", {"paused": True}).good()
    run = acme.start(key)
    acme.stop(run)
    assert acme.await_state(run, "STOPPED")["receipt"] == []
    acme.ask("PATCH", f"/processes/{key}", {"paused": False}).good()
    next_run = acme.await_state(acme.start(key), "SUCCEEDED")
    assert next_run["id"] != run
    assert acme.run(run)["startedAt"] is None
