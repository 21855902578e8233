"""One step per attempt and one committed output per component, whatever crashes, is lost, comes late or twice."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from .books import balanced, exported, once, one_attempt_each
from .graphs import definition, fresh_key, ingest, pipeline, slow, table
from .stack import Stack
from .tenant import Tenant, component, states
from .waiting import Away, eventually

pytestmark = pytest.mark.faults

ROWS = 30
# In the order in which a run comes to them. What follows the attempt's row looks for a lost step for nearly a minute.
ON_THE_WAY = (
    "admission",
    "run-taken-by-airflow",
    "gate-answered",
    "intent-committed",
    "attempt-row-committed",
    "answer-not-committed",
    "running-not-committed",
    "end-seen",
    "success-not-committed",
    "settling",
)


@pytest.fixture(autouse=True)
def _nothing_stays_armed(stack: Stack) -> Iterator[None]:
    yield
    stack.disarm()
    # Whoever comes next may ask at once.
    eventually(lambda: stack.admin.get("/me"), "the api answers")


def _ready(tenant: Tenant, word: str) -> str:
    key = fresh_key(word)
    return tenant.set_up(pipeline(key, tenant.put(f"{key}.csv", table(ROWS))))


def test_a_run_whose_api_dies_at_every_point_of_its_way_makes_each_step_once(stack: Stack, acme: Tenant) -> None:
    key = _ready(acme, "dying")
    before = stack.parts()["api"]["pid"]
    stack.crash_at(*ON_THE_WAY)
    run = eventually(lambda: acme.start(key), "a run is asked for")
    view = acme.await_state(run, "SUCCEEDED", seconds=600)

    assert not stack.armed(), "the api did not come to these points"
    assert stack.parts()["api"]["pid"] != before
    balanced(acme, view)
    one_attempt_each(view)
    assert exported(acme, key) == once(ROWS)


def test_an_api_that_dies_while_it_stops_a_run_completes_the_stop(stack: Stack, acme: Tenant) -> None:
    key = fresh_key("dying")
    path = acme.put(f"{key}.csv", table())
    acme.set_up(definition(key, [ingest("few", path), slow("endless", "few")], [("few", "endless")]))
    run = acme.start(key)
    step = acme.await_step(run, "endless")
    acme.await_component(run, "endless", "RUNNING")
    stack.crash_at("cancel-comes-next", "cancel-not-committed", "settling")
    with contextlib.suppress(Away):
        # It may die before it has answered: the stop itself is committed before anything is cancelled.
        acme.stop(run)
    view = acme.await_state(run, "STOPPED")

    assert not stack.armed()
    assert [line["outcome"] for line in view["receipt"]] == ["FINISHED_BEFORE", "CANCELLED"]
    assert not stack.step_processes(step)
    balanced(acme, view)


def test_a_publication_whose_api_dies_between_airflow_and_its_record_goes_live(stack: Stack, acme: Tenant) -> None:
    key = fresh_key("dying")
    acme.create(pipeline(key, acme.put(f"{key}.csv", table(ROWS))))
    stack.crash_at("file-not-recorded", "live-not-recorded")
    # It may die before it has answered; asked again, it answers with the same publication.
    number = eventually(lambda: acme.publish(key), "the publication is asked for")["number"]
    assert number == 1
    acme.await_live(key, number)
    assert not stack.armed()
    assert exported(acme, key) == once(0)
    view = acme.await_state(acme.start(key), "SUCCEEDED")
    one_attempt_each(view)
    assert exported(acme, key) == once(ROWS)


def test_a_step_whose_answer_was_lost_is_found_and_not_made_again(stack: Stack, acme: Tenant) -> None:
    key = _ready(acme, "lost")
    with stack.fault("lost-answer", service="emr", operation="AddJobFlowSteps", account=acme.account, count=1) as fault:
        run = acme.start(key)
        view = acme.await_state(run, "SUCCEEDED")
        assert fault.state()["struck"] == 1
    balanced(acme, view)
    one_attempt_each(view)
    assert exported(acme, key) == once(ROWS)


def test_a_step_that_was_accepted_timed_out_and_shows_up_late_is_not_made_again(stack: Stack, acme: Tenant) -> None:
    key = _ready(acme, "late")
    words = {"service": "emr", "operation": "AddJobFlowSteps", "account": acme.account, "count": 1}
    with stack.fault("late-step", seconds=30, **words) as late, stack.fault("lost-answer", **words) as lost:
        run = acme.start(key)
        view = acme.await_state(run, "SUCCEEDED")
        assert (late.state()["struck"], lost.state()["struck"]) == (1, 1)
    balanced(acme, view)
    one_attempt_each(view)
    assert exported(acme, key) == once(ROWS)


def test_a_step_whose_api_died_while_emr_was_answering_is_found(stack: Stack, acme: Tenant) -> None:
    key = _ready(acme, "held")
    with stack.fault("hold", service="emr", operation="AddJobFlowSteps", account=acme.account, count=1) as fault:
        run = acme.start(key)
        fault.await_holding()
        stack.await_restart("api", stack.kill("api"))
    view = acme.await_state(run, "SUCCEEDED")
    balanced(acme, view)
    one_attempt_each(view)
    assert exported(acme, key) == once(ROWS)


def test_a_component_that_is_asked_for_many_times_at_once_has_one_step(stack: Stack, acme: Tenant) -> None:
    key = _ready(acme, "many")
    callbacks = stack.callbacks(acme.callback_token())
    dag = acme.publication(key, 1)["dagId"]
    with stack.fault("hold", service="emr", operation="AddJobFlowSteps", account=acme.account, count=1) as fault:
        run = acme.start(key)
        fault.await_holding()
        call = {"dagId": dag, "runId": run, "taskId": "C1", "tryNumber": 2}
        with ThreadPoolExecutor(10) as pool:
            answers = [each["answer"] for each in pool.map(lambda _: callbacks.post("/component", call), range(40))]
        assert answers == ["submit"] * 40
        early = callbacks.ask("POST", "/component", {**call, "taskId": "C2"})
        assert (early.status, early.code) == (409, "callback.too-early")
    view = acme.await_state(run, "SUCCEEDED")
    balanced(acme, view)
    one_attempt_each(view)
    # And once more, when all is over: an Airflow that was cleared by hand asks again.
    assert callbacks.post("/component", call)["answer"] == "submit"
    assert callbacks.post("/exit", {"dagId": dag, "runId": run})["state"] == "SUCCEEDED"
    balanced(acme, acme.run(run))


def test_a_second_copy_of_a_job_with_the_same_attempt_key_writes_nothing(stack: Stack, acme: Tenant) -> None:
    key = _ready(acme, "copy")
    run = acme.start(key)
    view = acme.await_state(run, "SUCCEEDED")
    assert exported(acme, key) == once(ROWS)
    emr, cluster = acme.aws("emr"), acme.cluster()
    done = component(view, "out")
    assert done is not None
    first = emr.describe_step(ClusterId=cluster, StepId=done["attempts"][0]["stepId"])["Step"]
    jar = {"Jar": "command-runner.jar", "Args": first["Config"]["Args"]}
    spec = {"Name": first["Name"], "ActionOnFailure": "CONTINUE", "HadoopJarStep": jar}
    copy = emr.add_job_flow_steps(JobFlowId=cluster, Steps=[spec])["StepIds"][0]

    def over() -> str | None:
        state: str = emr.describe_step(ClusterId=cluster, StepId=copy)["Step"]["Status"]["State"]
        return state if state in ("COMPLETED", "FAILED", "CANCELLED") else None

    assert eventually(over, "the second copy has ended") == "COMPLETED"
    assert exported(acme, key) == once(ROWS)
    assert states(acme.run(run)) == {"few": "SUCCEEDED", "out": "SUCCEEDED"}


def test_throttled_calls_are_made_again_later_and_each_step_once(stack: Stack, acme: Tenant) -> None:
    key = _ready(acme, "throttled")
    with (
        stack.fault("throttle", service="emr", operation="AddJobFlowSteps", account=acme.account, count=3) as adding,
        stack.fault("throttle", service="emr", operation="ListSteps", account=acme.account, count=5) as listing,
    ):
        run = acme.start(key)
        view = acme.await_state(run, "SUCCEEDED")
        assert (adding.state()["struck"], listing.state()["struck"]) == (3, 5)
    balanced(acme, view)
    one_attempt_each(view)
    assert exported(acme, key) == once(ROWS)


def test_sessions_that_expire_before_their_time_are_made_anew(stack: Stack, acme: Tenant) -> None:
    key = _ready(acme, "expired")
    run = acme.start(key)
    held = stack.freeze_step(acme.await_step(run, "few"))
    try:
        role = acme.ask("GET", "/accounts").good()[0]["roleArn"].rpartition("/")[2]
        with stack.fault("expire-sessions", account=acme.account, role=role) as fault:
            fault.await_struck()
    finally:
        stack.release(held)
    view = acme.await_state(run, "SUCCEEDED")
    balanced(acme, view)
    assert exported(acme, key) == once(ROWS)
