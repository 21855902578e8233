"""The suites of clients know AWS and nothing of what answers them; each of them is run."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from .standin import HERE, LOCAL

ROOT = LOCAL.parents[1]
PYTHON = sorted(p for folder in ("with_boto3", "with_airflow") for p in (HERE / "clients" / folder).glob("*.py"))
JAVA = ROOT / "tenant-connector/src/test/java/io/headgate/connector/aws/AwsSdkTests.java"


OURS = {path.stem for path in LOCAL.iterdir() if path.is_dir() or path.suffix == ".py"}


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            # A relative import is one of ours, whatever it is called.
            found.add("." if node.level else str(node.module).partition(".")[0])
    return found


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_suite_in_python_imports_nothing_of_ours(path: Path) -> None:
    names = imported(path)
    assert names
    assert not names & (OURS | {".", "moto"})
    assert {"__import__", "import_module"}.isdisjoint(re.findall(r"\w+", path.read_text()))


def test_the_suite_in_java_uses_the_sdk_and_the_connector_only() -> None:
    packages = re.findall(r"^import (?:static )?([\w.]+);", JAVA.read_text(), re.MULTILINE)
    allowed = ("java.", "org.junit.", "org.assertj.", "software.amazon.awssdk.", "io.headgate.connector.")
    assert packages
    assert [name for name in packages if not name.startswith(allowed)] == []
    assert "FakeAws" not in JAVA.read_text()


@pytest.mark.parametrize("path", [*PYTHON, JAVA], ids=lambda path: path.name)
def test_no_suite_asks_the_stand_in_itself(path: Path) -> None:
    assert "_standin" not in path.read_text()
    assert "standin" not in path.read_text().lower()


def test_every_suite_is_run() -> None:
    table = json.loads((LOCAL / "suites.json").read_text())
    entries = [*table["java"], *table["python"]]
    served = [" ".join(entry["run"]) for entry in entries if "tests.clients.serve" in entry["run"]]
    for suite in ("tests/clients/with_boto3", "tests/clients/with_airflow", f"-Dtest={JAVA.stem}"):
        assert sum(suite in words for words in served) == 1
    assert {path.parent.name for path in PYTHON if path.name.startswith("test_")} == {"with_boto3", "with_airflow"}
