"""DAG files a second: JMH, in `dag-generator`'s profile `bench`."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from headgate_local.layout import ROOT

from .report import Cell, Result, Table


def measure(small: bool) -> Result:
    """Compile the benchmark and run it, in a virtual machine of its own."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "jmh.json"
        options = "-f 1 -wi 1 -w 1s -i 1 -r 1s" if small else "-f 2 -wi 5 -w 1s -i 5 -r 2s"
        subprocess.run(
            ["mvn", "-B", "-q", "-Pbench", "-pl", "dag-generator", "-DskipTests", "test-compile", "exec:exec",
             f"-Dbench.options={options} -rf json -rff {target}"],
            cwd=ROOT, check=True, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        told: list[dict[str, Any]] = json.loads(target.read_text())
    assert told, "JMH measured nothing"
    rows: list[list[Cell]] = []
    for benchmark in sorted(told, key=lambda one: (one["benchmark"], int(one["params"]["components"]))):
        metric = benchmark["primaryMetric"]
        what = benchmark["benchmark"].rpartition(".")[2]
        score, error = float(metric["score"]), metric["scoreError"]
        doubt = None if error == "NaN" else float(error)
        rows.append([what, int(benchmark["params"]["components"]), score, doubt, 1e6 / score])
    columns = ["", "components", "a second", "± (99.9 %)", "µs each"]
    return Result("render", [Table("Processes to DAG files, one thread", columns, rows)])
