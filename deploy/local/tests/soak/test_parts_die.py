"""Parts of Airflow and the database are killed in the middle of runs, and a DAG's file is taken away."""

from __future__ import annotations

import pytest

from ..e2e.books import balanced, exported, once, one_attempt_each
from ..e2e.graphs import fresh_key, idle, pipeline, table
from ..e2e.stack import CONTROL, Stack
from ..e2e.tenant import Tenant
from ..e2e.waiting import eventually

ROWS = 12


def _ready(tenant: Tenant, word: str) -> str:
    key = fresh_key(word)
    return tenant.set_up(pipeline(key, tenant.put(f"{key}.csv", table(ROWS))))


@pytest.mark.parametrize("part", ["scheduler", "triggerer", "dag-processor", "api-server"])
def test_a_run_ends_rightly_though_a_part_of_airflow_is_killed_in_its_middle(
    stack: Stack, acme: Tenant, part: str
) -> None:
    key = _ready(acme, "killed")
    run = acme.start(key)
    held = stack.freeze_step(acme.await_step(run, "few"))
    try:
        stack.await_restart(f"airflow {part}", stack.kill(f"airflow {part}"))
    finally:
        stack.release(held)
    # An orphaned task is found by Airflow after its own five minutes.
    view = acme.await_state(run, "SUCCEEDED", seconds=420)
    balanced(acme, view)
    one_attempt_each(view)
    assert exported(acme, key) == once(ROWS)


def test_the_database_is_restarted_under_a_run(stack: Stack, acme: Tenant) -> None:
    key = _ready(acme, "database")
    run = acme.start(key)
    held = stack.freeze_step(acme.await_step(run, "few"))
    try:
        stack.await_restart("postgres", stack.kill("postgres"))
    finally:
        stack.release(held)
    view = acme.await_state(run, "SUCCEEDED", seconds=420)
    balanced(acme, view)
    one_attempt_each(view)
    assert exported(acme, key) == once(ROWS)


def test_a_dag_whose_file_was_removed_fails_its_run_and_can_be_published_again(stack: Stack, acme: Tenant) -> None:
    key = acme.set_up(idle(fresh_key("removed"), ["only"]))
    dag, airflow = str(acme.publication(key, 1)["dagId"]), stack.airflow()
    local = stack.local
    stack.aws("s3", f"{CONTROL}/admin").delete_object(Bucket=local["bucket"], Key=f"dags/{dag}.py")
    eventually(lambda: airflow.ask("GET", f"/dags/{dag}").body.get("is_stale", True), "the DAG is stale")
    airflow.ask("DELETE", f"/dags/{dag}")
    run = acme.start(key)
    view = acme.await_state(run, "FAILED")
    assert view["trouble"]["code"] == "airflow.run-refused"
    again = acme.publish(key)
    assert again["number"] == 2
    acme.await_live(key, 2)
    assert acme.await_state(acme.start(key), "SUCCEEDED")["publication"] == 2
