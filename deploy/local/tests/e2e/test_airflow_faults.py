"""Airflow is away, people change things inside it: every run settles and says what happened."""

from __future__ import annotations

import pytest

from .books import balanced, exported, once, one_attempt_each
from .graphs import definition, disabled, fresh_key, ingest, pipeline, rows, table
from .rest import Rest
from .stack import Stack
from .tenant import Tenant, states
from .waiting import eventually

ROWS = 12


def _ready(tenant: Tenant, word: str) -> str:
    key = fresh_key(word)
    return tenant.set_up(pipeline(key, tenant.put(f"{key}.csv", table(ROWS))))


def _dag(tenant: Tenant, process: str) -> str:
    return str(tenant.publication(process, 1)["dagId"])


def test_a_dag_that_is_paused_inside_airflow_is_let_go_on_and_the_run_says_so(stack: Stack, acme: Tenant) -> None:
    key = _ready(acme, "paused")
    airflow = stack.airflow()
    run = acme.start(key)
    held = stack.freeze_step(acme.await_step(run, "few"))
    try:
        airflow.patch(f"/dags/{_dag(acme, key)}", {"is_paused": True})

        def told() -> bool:
            trouble = acme.run(run)["trouble"]
            return bool(trouble and trouble["code"] == "run.paused-in-airflow")

        eventually(told, "the run says that its DAG was paused", pause=0.5)
    finally:
        stack.release(held)
    assert acme.await_state(run, "SUCCEEDED")["trouble"] is None
    assert airflow.get(f"/dags/{_dag(acme, key)}")["is_paused"] is False


def test_what_is_done_inside_airflow_to_a_process_that_rests_is_told_and_mended(stack: Stack, acme: Tenant) -> None:
    key = _ready(acme, "resting")
    airflow = stack.airflow()
    path = f"/dags/{_dag(acme, key)}"

    def trouble() -> str:
        found = acme.publication(key, 1)["trouble"]
        return str(found["code"]) if found else ""

    airflow.patch(path, {"is_paused": True})
    eventually(lambda: trouble() == "publication.paused-in-airflow", "it is told that it was paused", pause=0.5)
    assert airflow.get(path)["is_paused"] is False
    eventually(lambda: trouble() == "", "it is well again", pause=0.5)
    ours = stack.aws("s3", "111111111111/headgate")
    ours.delete_object(Bucket=stack.local["bucket"], Key=f"dags/{_dag(acme, key)}.py")
    eventually(lambda: trouble() == "publication.lost-by-airflow", "it is told that it is gone", seconds=90, pause=0.5)
    assert acme.publication(key, 1)["state"] in ("RETIRING", "RETIRED")
    assert acme.publish(key)["number"] == 2
    acme.await_state(acme.start(key), "SUCCEEDED")


def test_a_task_that_is_cleared_inside_airflow_makes_no_second_step(stack: Stack, acme: Tenant) -> None:
    key = fresh_key("cleared")
    components = [ingest("few", acme.put(f"{key}.csv", table(ROWS))), rows("after", "few")]
    acme.set_up(definition(key, components, [("few", "after")]))
    run = acme.start(key)
    acme.await_component(run, "few", "SUCCEEDED")
    held = stack.freeze_step(acme.await_step(run, "after"))
    try:
        words = {"dry_run": False, "task_ids": ["C1", "W1"], "dag_run_id": run, "only_failed": False}
        cleared = stack.airflow().post(f"/dags/{_dag(acme, key)}/clearTaskInstances", words)
        assert cleared["total_entries"] >= 2
    finally:
        stack.release(held)
    view = acme.await_state(run, "SUCCEEDED")
    _await_airflow(stack.airflow(), _dag(acme, key), run, "success")
    balanced(acme, view)
    one_attempt_each(view)


@pytest.mark.parametrize("mark", ["failed", "success"])
def test_a_run_that_is_marked_inside_airflow_settles_when_its_steps_have_ended(
    stack: Stack, acme: Tenant, mark: str
) -> None:
    key = fresh_key("marked")
    components = [ingest("few", acme.put(f"{key}.csv", table(ROWS))), rows("after", "few")]
    acme.set_up(definition(key, components, [("few", "after")]))
    run = acme.start(key)
    held = stack.freeze_step(acme.await_step(run, "few"))
    try:
        stack.airflow().patch(f"/dags/{_dag(acme, key)}/dagRuns/{run}", {"state": mark})
        acme.await_state(run, "SETTLING")
    finally:
        stack.release(held)
    view = acme.await_state(run, "FAILED")
    assert view["trouble"]["code"] == "run.ended-in-airflow"
    assert states(view) == {"few": "SUCCEEDED", "after": "SKIPPED"}
    balanced(acme, view)


def test_a_run_that_is_deleted_inside_airflow_settles_and_the_next_one_runs(stack: Stack, acme: Tenant) -> None:
    key = _ready(acme, "deleted")
    run = acme.start(key)
    held = stack.freeze_step(acme.await_step(run, "few"))
    try:
        place = f"/dags/{_dag(acme, key)}/dagRuns/{run}"
        # Airflow deletes no run that is under way: whoever wants to marks it first.
        stack.airflow().patch(place, {"state": "failed"})
        stack.airflow().delete(place)
        acme.await_state(run, "SETTLING")
    finally:
        stack.release(held)
    view = acme.await_state(run, "FAILED")
    # Which of both the reconciler saw depends on when it looked.
    assert view["trouble"]["code"] in ("run.lost-by-airflow", "run.ended-in-airflow")
    assert acme.await_state(acme.start(key), "SUCCEEDED")["id"] != run
    assert exported(acme, key) == once(ROWS)


@pytest.mark.faults
def test_airflow_down_altogether_delays_a_run_and_loses_none(stack: Stack, acme: Tenant) -> None:
    key = acme.set_up(definition(fresh_key("down"), [disabled(ingest("only", "nowhere.csv"))], []))
    parts = ["airflow scheduler", "airflow triggerer", "airflow dag-processor", "airflow api-server"]
    with stack.frozen(parts[0]), stack.frozen(parts[1]), stack.frozen(parts[2]), stack.frozen(parts[3]):
        asked = [acme.start(key) for _ in range(3)]
        told = eventually(lambda: acme.run(asked[0])["trouble"], "the first run's trouble")
        assert told["code"] == "airflow.away"
        assert acme.run(asked[1])["waitingFor"]["code"] == "waiting.concurrency"
    for run in asked:
        assert acme.await_state(run, "SUCCEEDED")["trouble"] is None


def _await_airflow(airflow: Rest, dag: str, run: str, state: str) -> None:
    eventually(lambda: airflow.get(f"/dags/{dag}/dagRuns/{run}")["state"] == state, f"Airflow's run is {state}")
