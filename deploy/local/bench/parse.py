"""CPU of reading a DAG file: what the DAG processor spends on each change, and each worker on each task."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from headgate_local import build, jdk
from headgate_local.layout import ROOT, find_layout

from . import graphs, neighbours
from .report import Cell, Result, Table, quantile, ratio

_PROBE = Path(__file__).parent / "parse_probe.py"
_RUNTIME = ROOT / "dag-generator" / "airflow-runtime"
_LENGTHS = (10, 100, 200)


def measure(small: bool) -> Result:
    """Each file in processes of its own, in turns, so that a slow moment of the machine meets all."""
    rounds = 2 if small else 7
    with tempfile.TemporaryDirectory() as folder:
        files = _files(Path(folder))
        found: dict[Path, list[dict[str, Any]]] = {path: [] for _, _, path in files}
        for _ in range(rounds):
            for _, _, path in files:
                found[path].append(_probe(path, Path(folder)))
    median = {path: _median(probes) for path, probes in found.items()}
    rows: list[list[Cell]] = []
    for length in _LENGTHS:
        ours = next(median[path] for name, n, path in files if name == "Headgate" and n == length)
        for name, n, path in files:
            if n == length:
                rows.append(_row(name, n, median[path], ours))
    columns = [
        "", "components", "Airflow itself", "fresh", "÷ ours", "warm", "÷ ours", "serialise", "kB serialised",
        "read serialised", "÷ ours",
    ]  # fmt: skip
    table = Table("CPU of reading a DAG file, milliseconds (median)", columns, rows)
    return Result(
        "parse", [table], [f"Each file {rounds} times in a process of its own; `warm` is the best of five more."]
    )


def _files(folder: Path) -> list[tuple[str, int, Path]]:
    found = []
    for length in _LENGTHS:
        ours = folder / f"ours_{length}.py"
        ours.write_text(_render(length, folder))
        plain = folder / f"plain_{length}.py"
        plain.write_text(neighbours.plain(dag_id=f"plain_{length}", seconds=[1.0] * length))
        found += [("Headgate", length, ours), ("EmrAddStepsOperator + EmrStepSensor", length, plain)]
    return found


def _render(length: int, folder: Path) -> str:
    """As `./headgate render` does."""
    build.generator(find_layout())
    definition = folder / f"process_{length}.json"
    definition.write_text(json.dumps(graphs.chain_of(length)))
    java = jdk.for_headgate(jdk.find_all()).home / "bin" / "java"
    command = [str(java), "-jar", str(build.generator_jar()), "render", str(definition)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _probe(path: Path, home: Path) -> dict[str, Any]:
    environment = {
        "PATH": os.environ["PATH"],
        "AIRFLOW_HOME": str(home / "airflow"),
        # Nothing here may lean on a database.
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": "postgresql+psycopg2://nobody@127.0.0.1:1/nothing",
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "PYTHONPATH": str(_RUNTIME),
    }
    command = [os.environ["HEADGATE_BENCH_AIRFLOW"], str(_PROBE), str(path)]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr[-2000:]
    probe: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return probe


def _median(probes: list[dict[str, Any]]) -> dict[str, float]:
    return {name: quantile([float(probe[name]) for probe in probes], 0.5) for name in probes[0]}


def _row(name: str, length: int, told: dict[str, float], ours: dict[str, float]) -> list[Cell]:
    return [
        name, length, told["airflow"], told["fresh"], ratio(told["fresh"], ours["fresh"]), told["warm"],
        ratio(told["warm"], ours["warm"]), told["serialise"], told["bytes"] / 1000, told["deserialise"],
        ratio(told["deserialise"], ours["deserialise"]),
    ]  # fmt: skip
