"""The gate between Airflow and Headgate: what it lets through, and what not, for each reason."""

from __future__ import annotations

from typing import Any

import pytest

from .graphs import definition, fresh_key, idle, ingest, table
from .onboarding import Newcomer
from .rest import Rest
from .stack import Stack
from .tenant import Tenant, View, states
from .waiting import eventually

pytestmark = pytest.mark.faults


def _process_with_a_step(tenant: Tenant) -> tuple[str, str]:
    """A live process that would make a step if it were let; its key and its DAG's id."""
    key = fresh_key("gate")
    tenant.set_up(definition(key, [ingest("few", tenant.put(f"{key}.csv", table()))], []))
    return key, str(tenant.publication(key, 1)["dagId"])


def _await_airflow(airflow: Rest, dag: str, run: str) -> dict[str, str]:
    """The states of a DAG run's tasks once Airflow is through with it."""
    path = f"/dags/{dag}/dagRuns/{run}"
    eventually(lambda: airflow.get(path)["state"] in ("success", "failed"), f"Airflow is through with {run}")
    return {task["task_id"]: task["state"] for task in airflow.get(f"{path}/taskInstances")["task_instances"]}


def _await_handed_over(airflow: Rest, dag: str, run: str) -> None:
    eventually(lambda: airflow.ask("GET", f"/dags/{dag}/dagRuns/{run}").status == 200, f"Airflow has {run}")


def _touches(stack: Stack, tenant: Tenant, since: int) -> list[View]:
    """Calls in a tenant's account, or to get into it, by anybody but its own administrator.

    Its queue is left aside: it is always listened to.
    """
    calls = [call for call in stack.calls(since) if call["service"] != "sqs"]
    inside = [c for c in calls if c["account"] == tenant.account and not c["principal"].endswith(":user/admin")]
    entering = [c for c in calls if c["parameters"].get("RoleArn", "").startswith(f"arn:aws:iam::{tenant.account}:")]
    return inside + entering


SKIPPED = dict.fromkeys(("PEntry", "C1", "W1", "PExit"), "skipped")


def test_a_run_begun_by_hand_inside_airflow_is_skipped_and_touches_no_tenants_account(
    stack: Stack, acme: Tenant
) -> None:
    key, dag = _process_with_a_step(acme)
    since = stack.last_call()
    airflow = stack.airflow()
    by_hand = airflow.post(f"/dags/{dag}/dagRuns", {"logical_date": None})["dag_run_id"]
    assert _await_airflow(airflow, dag, by_hand) == SKIPPED
    assert _touches(stack, acme, since) == []
    assert acme.ask("GET", f"/processes/{key}/runs").good()["total"] == 0


def test_a_run_begun_by_hand_under_the_id_of_a_run_of_another_process_is_skipped(stack: Stack, acme: Tenant) -> None:
    known = acme.ask("GET", "/runs?process=flight-delays").good()["items"][-1]["id"]
    _, dag = _process_with_a_step(acme)
    since = stack.last_call()
    airflow = stack.airflow()
    airflow.post(f"/dags/{dag}/dagRuns", {"logical_date": None, "dag_run_id": known})
    assert _await_airflow(airflow, dag, known) == SKIPPED
    assert _touches(stack, acme, since) == []
    assert acme.run(known)["state"] == "SUCCEEDED"


def test_a_run_that_was_stopped_before_it_began_is_skipped(stack: Stack, acme: Tenant) -> None:
    key, dag = _process_with_a_step(acme)
    since = stack.last_call()
    airflow = stack.airflow()
    with stack.frozen("airflow triggerer"):
        run = acme.start(key)
        _await_handed_over(airflow, dag, run)
        acme.stop(run)
        stopped = acme.await_state(run, "STOPPED")
    assert [line["outcome"] for line in stopped["receipt"]] == ["NOT_STARTED"]
    # A stopped run ends red in Airflow, too.
    assert _await_airflow(airflow, dag, run) == {**SKIPPED, "PExit": "failed"}
    assert acme.run(run)["state"] == "STOPPED", "what Airflow says later does not raise the run"
    assert _touches(stack, acme, since) == []


def test_a_tenant_that_is_suspended_between_admission_and_gate_runs_nothing(stack: Stack, newcomer: Newcomer) -> None:
    tenant = newcomer.tenant
    key, dag = _process_with_a_step(tenant)
    since = stack.last_call()
    airflow = stack.airflow()
    try:
        with stack.frozen("airflow triggerer"):
            run = tenant.start(key)
            _await_handed_over(airflow, dag, run)
            stack.admin.patch(f"/tenants/{tenant.key}", {"suspended": True})
        skipped = tenant.await_state(run, "SKIPPED")
        assert skipped["trouble"]["code"] == "run.tenant-suspended"
        assert _await_airflow(airflow, dag, run) == SKIPPED
        waiting = tenant.start(key)
        reason = eventually(lambda: tenant.run(waiting)["waitingFor"], "the next run tells why it waits")
        assert reason["code"] == "waiting.tenant-suspended"
        assert _touches(stack, tenant, since) == []
    finally:
        stack.admin.patch(f"/tenants/{tenant.key}", {"suspended": False})
    assert states(tenant.await_state(waiting, "SUCCEEDED")) == {"few": "SUCCEEDED"}


def _gate(rest: Rest, dag: str, run: str) -> tuple[str, Any]:
    answer = rest.post("/gate", {"dagId": dag, "runId": run})
    return answer["answer"], (answer["reason"] or {}).get("code")


def test_the_gate_starts_an_admitted_run_and_skips_any_other(stack: Stack, acme: Tenant, borealis: Tenant) -> None:
    own, foreign = (stack.callbacks(tenant.callback_token()) for tenant in (acme, borealis))
    key = acme.set_up(idle(fresh_key("gate"), ["only"]))
    dag = acme.publication(key, 1)["dagId"]
    with stack.frozen("airflow triggerer"):
        run = acme.start(key)
        _await_handed_over(stack.airflow(), dag, run)
        assert _gate(own, dag, "r000000000000000") == ("skip", "run.unknown")
        assert _gate(own, "h00000000000", run) == ("skip", "run.unknown")
        assert _gate(foreign, dag, run) == ("skip", "run.unknown")
        assert acme.run(run)["state"] == "STARTING", "nobody but its own tenant's Airflow starts a run"
        assert _gate(own, dag, run) == ("start", None)
        assert acme.run(run)["state"] == "RUNNING"
    acme.await_state(run, "SUCCEEDED")
    assert _gate(own, dag, run) == ("skip", "run.over")


def test_a_tenants_token_speaks_for_no_other_tenants_run(stack: Stack, acme: Tenant, borealis: Tenant) -> None:
    token = borealis.callback_token()
    foreign = stack.callbacks(token)
    listed = acme.ask("GET", "/runs?process=flight-delays&state=SUCCEEDED").good()["items"][-1]["id"]
    call = {"dagId": acme.publication("flight-delays", 1)["dagId"], "runId": listed}
    assert foreign.post("/component", {**call, "taskId": "C1", "tryNumber": 1})["answer"] == "refuse"
    assert foreign.post("/exit", call)["state"] == "SKIPPED"
    waits = [{"id": name, "token": t, "taskId": "W1", **call} for name, t in (("theirs", token), ("nobody's", "no"))]
    outcomes = foreign.post("/waits", {"waits": waits, "timeoutSeconds": 1})["outcomes"]
    assert {o["id"]: o["outcome"] for o in outcomes} == {"theirs": "skipped", "nobody's": "unauthorised"}


@pytest.mark.parametrize("token", [None, "", "hgc_wrong"])
def test_a_wrong_token_is_no_answer_at_all(stack: Stack, acme: Tenant, token: str | None) -> None:
    wrong = Rest(f"{stack.local['url']}/api/v1/callbacks", token)
    call = {"dagId": acme.publication("flight-delays", 1)["dagId"], "runId": "r000000000000000"}
    for path, body in (("/gate", call), ("/exit", call), ("/component", {**call, "taskId": "C1", "tryNumber": 1})):
        assert wrong.ask("POST", path, body).status == 401
