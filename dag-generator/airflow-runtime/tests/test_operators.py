"""The operators: how they are set, and what they do with each answer."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from headgate_airflow import DAG, Ask, Entry, Exit, Wait, __version__, operators
from headgate_airflow.callback import Answer, NotAuthoritativeError
from headgate_airflow.compat import AirflowException, AirflowFailException, AirflowSkipException

ROOT = Path(__file__).resolve().parents[1]
CONTEXT = {"ti": SimpleNamespace(dag_id="hdag", run_id="r1", task_id="C1", try_number=1)}


@pytest.fixture
def tasks() -> dict[str, Any]:
    with DAG(dag_id="hdag", schedule=None, catchup=False, default_args={"connection_id": "headgate_t"}) as dag:
        Entry() >> Ask(1, label="Ingest {{ x }}") >> Wait(1, label="Ingest.md") >> Exit()
    return dict(dag.task_dict)


def test_every_task_is_all_done_with_explicit_retries(tasks: dict[str, Any]) -> None:
    assert set(tasks) == {"PEntry", "C1", "W1", "PExit"}
    assert {task.trigger_rule.value for task in tasks.values()} == {"all_done"}
    assert {name: task.retries for name, task in tasks.items()} == {"PEntry": 0, "W1": 0, "C1": 30, "PExit": 30}
    assert tasks["C1"].task_display_name == "Ingest {{ x }}"
    assert tasks["W1"].task_display_name == "Ingest.md"
    assert all(not task.template_fields for task in tasks.values())


def test_the_gate_and_the_waits_start_in_the_triggerer(tasks: dict[str, Any]) -> None:
    from headgate_airflow import triggers

    for name, trigger in (("PEntry", triggers.GateTrigger), ("W1", triggers.WaitTrigger)):
        arguments = tasks[name].start_trigger_args
        assert tasks[name].start_from_trigger is True
        assert arguments.trigger_cls == trigger("x").serialize()[0]
        assert arguments.trigger_kwargs == {"connection_id": "headgate_t"}
    assert not tasks["C1"].start_from_trigger


class Answering:
    """Stands where the hook stands and gives one answer."""

    def __init__(self, answer: Answer | Exception) -> None:
        self.answer = answer

    def __call__(self, _: Any) -> Answering:
        return self

    def component(self, *_: Any) -> Answer:
        return self.exit()

    def exit(self, *_: Any) -> Answer:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.mark.parametrize(
    ("task_id", "word", "error"),
    [
        ("C1", "submit", None),
        ("C1", "pass", None),
        ("C1", "refuse", AirflowSkipException),
        ("PExit", "SETTLING", None),
        ("PExit", "SUCCEEDED", None),
        ("PExit", "FAILED", AirflowFailException),
        ("PExit", "STOPPED", AirflowFailException),
        ("PExit", "SKIPPED", AirflowSkipException),
    ],
)
def test_a_worker_task_does_as_headgate_says(
    tasks: dict[str, Any], monkeypatch: pytest.MonkeyPatch, task_id: str, word: str, error: type | None
) -> None:
    monkeypatch.setattr(
        operators, "get_connection", lambda _: SimpleNamespace(host="h", schema="http", port=1, password="t")
    )
    monkeypatch.setattr(operators, "CallbackHook", Answering(Answer(word, "code", "Because of this.")))
    if error is None:
        tasks[task_id].execute(CONTEXT)
        return
    with pytest.raises(error, match=re.escape("Because of this.")):
        tasks[task_id].execute(CONTEXT)


@pytest.mark.parametrize("task_id", ["C1", "PExit"])
def test_no_answer_is_an_error_that_airflow_retries(
    tasks: dict[str, Any], monkeypatch: pytest.MonkeyPatch, task_id: str
) -> None:
    monkeypatch.setattr(
        operators, "get_connection", lambda _: SimpleNamespace(host="h", schema="http", port=1, password="t")
    )
    monkeypatch.setattr(operators, "CallbackHook", Answering(NotAuthoritativeError("HTTP 503")))
    with pytest.raises(AirflowException, match="HTTP 503") as caught:
        tasks[task_id].execute(CONTEXT)
    assert not isinstance(caught.value, (AirflowFailException, AirflowSkipException))


def python(code: str) -> str:
    """The last line that this code prints in a Python of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip().splitlines()[-1]


def test_importing_the_words_costs_a_dag_file_neither_the_amazon_provider_nor_boto() -> None:
    loaded = python(
        "import sys, headgate_airflow.compat; bare = set(sys.modules); import headgate_airflow\n"
        "print([m for m in set(sys.modules) - bare"
        " if m.startswith('airflow.providers') or m.split('.')[0] in ('boto3', 'botocore', 'aiohttp', 'httpx')],"
        " [m for m in sys.modules if m.startswith('airflow.providers.amazon.aws') or m == 'boto3'],"
        " 'headgate_airflow.hub' in sys.modules)"
    )
    assert loaded == "[] [] False"


def test_a_plugins_folder_shows_the_version_and_does_not_spill_our_modules(tmp_path: Path) -> None:
    """Airflow imports every file of the folder by its bare name, unless .airflowignore says otherwise."""
    for name in ("headgate_plugin.py", ".airflowignore"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "headgate_airflow", tmp_path / "headgate_airflow")
    told = python(
        f"import os; os.environ['AIRFLOW__CORE__PLUGINS_FOLDER'] = {str(tmp_path)!r}\n"
        "import sys; from airflow import plugins_manager as m\n"
        "m.ensure_plugins_loaded()\n"
        "errors = m.import_errors if hasattr(m, 'import_errors') else m.get_import_errors()\n"
        "plugins = m.plugins if hasattr(m, 'plugins') else m._get_plugins()[0]\n"
        "print(sorted(p.name for p in plugins if p.name.startswith('headgate')), dict(errors),"
        " [n for n in ('compat', 'hub', 'words', 'operators') if n in sys.modules])"
    )
    assert told == f"['headgate_airflow_{__version__.replace('.', '_')}'] {{}} []"
