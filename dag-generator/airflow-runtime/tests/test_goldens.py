"""The generator's golden files, loaded by a real Airflow and compared with the processes they were made from."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from headgate_airflow.compat import AIRFLOW_3

GOLDEN = Path(__file__).resolve().parents[2] / "src/test/resources/golden"
CASES = sorted(path.parent for path in GOLDEN.glob("*/dag.py"))


def load(file: Path) -> Any:
    """The one DAG of this file, as the DAG processor would read it."""
    if AIRFLOW_3:
        from airflow.dag_processing.dagbag import DagBag

        bag = DagBag(str(file))
    else:
        from airflow.models.dagbag import DagBag

        bag = DagBag(str(file), include_examples=False, read_dags_from_db=False)
    assert bag.import_errors == {}
    [dag] = bag.dags.values()
    return dag


def serialised(dag: Any) -> dict[str, Any]:
    """What Airflow would store; the tests' database does not exist."""
    if AIRFLOW_3:
        from airflow.serialization.serialized_objects import DagSerialization

        return dict(DagSerialization.to_dict(dag))
    from airflow.serialization.serialized_objects import SerializedDAG

    return dict(SerializedDAG.to_dict(dag))


def expected_edges(process: dict[str, Any]) -> set[tuple[str, str]]:
    """The rule of the contract, written down a second time and on its own."""
    number = {component["key"]: n for n, component in enumerate(process["components"], 1)}
    edges = [(number[edge["from"]], number[edge["to"]]) for edge in process["edges"]]
    entered, left = {to for _, to in edges}, {start for start, _ in edges}
    found = {(f"C{n}", f"W{n}") for n in number.values()}
    found |= {(f"W{start}", f"C{to}") for start, to in edges}
    found |= {("PEntry", f"C{n}") for n in number.values() if n not in entered}
    return found | {(f"W{n}", "PExit") for n in number.values() if n not in left}


def test_there_are_goldens() -> None:
    assert CASES, f"no golden files in {GOLDEN}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_golden_has_the_tasks_and_edges_of_its_process(case: Path) -> None:
    process = json.loads((case / "process.json").read_text(encoding="utf-8"))
    dag = load(case / "dag.py")
    edges = {(task.task_id, below) for task in dag.tasks for below in task.downstream_task_ids}
    assert edges == expected_edges(process)
    assert len(dag.task_ids) == 2 * len(process["components"]) + 2
    labels = {f"{kind}{n}": c["label"] for n, c in enumerate(process["components"], 1) for kind in "CW"}
    assert {task_id: dag.get_task(task_id).task_display_name for task_id in labels} == labels


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_golden_is_what_admission_expects(case: Path) -> None:
    dag = load(case / "dag.py")
    assert re.fullmatch(r"h[a-z0-9]{11}", dag.dag_id)
    assert dag.catchup is False
    assert dag.timetable.can_be_scheduled is False
    assert dag.dagrun_timeout is None
    assert dag.is_paused_upon_creation is None
    assert "headgate" in dag.tags
    assert [tag for tag in dag.tags if re.fullmatch(r"sha256:[0-9a-f]{64}", tag)]
    for task in dag.tasks:
        assert getattr(task.trigger_rule, "value", task.trigger_rule) == "all_done"
        assert task.execution_timeout is None
        assert task.connection_id == dag.default_args["connection_id"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_golden_serialises_without_a_database(case: Path) -> None:
    stored = json.loads(json.dumps(serialised(load(case / "dag.py"))))
    tasks = {task["__var"]["task_id"]: task["__var"] for task in stored["dag"]["tasks"]}
    for task_id, task in tasks.items():
        assert bool(task.get("start_from_trigger")) == (task_id == "PEntry" or task_id.startswith("W"))
        if task.get("start_from_trigger"):
            assert json.dumps(task["start_trigger_args"]).count("headgate_airflow.triggers.") == 1
