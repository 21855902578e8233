"""What a measurement found: tables for people, JSON for whoever compares, and on which machine it was."""

from __future__ import annotations

import json
import math
import os
import platform
import subprocess
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from headgate_local.settings import AIRFLOW_VERSION

Cell = str | float | int | None


@dataclass(frozen=True)
class Table:
    """Figures of one kind, a row for each of those that are compared."""

    title: str
    columns: list[str]
    rows: list[list[Cell]]

    def markdown(self) -> str:
        """As it stands in a page."""
        lines = [self.columns, ["---", *("---:" for _ in self.columns[1:])], *map(_shown, self.rows)]
        body = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        return f"**{self.title}**\n\n{body}\n"

    def text(self) -> str:
        """As it stands in a terminal."""
        lines = [self.columns, *map(_shown, self.rows)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        shown = [
            "  ".join([line[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(line[1:], widths[1:], strict=True))])
            for line in lines
        ]
        return "\n".join([f"\n{self.title}", *(f"  {line.rstrip()}" for line in shown)])


@dataclass(frozen=True)
class Result:
    """One measurement's tables, and what one must know to read them."""

    name: str
    tables: list[Table]
    notes: list[str] = field(default_factory=list)

    def keep(self, folder: Path, machine: dict[str, Any], seconds: float) -> None:
        """Print it and leave it as JSON."""
        for table in self.tables:
            print(table.text())
        for note in self.notes:
            print(f"  - {note}")
        kept = {**asdict(self), "machine": machine, "seconds": round(seconds)}
        (folder / f"{self.name}.json").write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n")


def ratio(other: float, ours: float) -> str:
    """How many times ours another one is; below 1 we lose."""
    return f"{other / ours:.2g}×" if ours > 0 else "–"


def quantile(values: list[float], share: float) -> float:
    """The value that this share of values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[math.ceil(round(share * len(ordered), 9)) - 1]


def machine() -> dict[str, Any]:
    """Where and when; the load before tells how far the figures may be trusted."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "date": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
        "cores": os.cpu_count(),
        "processor": _processor(),
        "memoryGiB": round(memory / 2**30, 1),
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "python": platform.python_version(),
        "java": _java(),
        "airflow": AIRFLOW_VERSION,
        "loadBefore": round(os.getloadavg()[0], 2),
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _java() -> str:
    home = os.environ["JAVA_HOME"]
    told = subprocess.run([f"{home}/bin/java", "-version"], capture_output=True, text=True, check=True).stderr
    return told.splitlines()[0]


def _shown(row: list[Cell]) -> list[str]:
    return [_cell(cell) for cell in row]


def _cell(cell: Cell) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, float):
        return f"{cell:.2f}" if abs(cell) < 10 else f"{cell:.1f}" if abs(cell) < 100 else f"{cell:,.0f}"
    return f"{cell:,}" if isinstance(cell, int) else cell
