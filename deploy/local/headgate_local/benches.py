"""`./headgate bench`: measurements, each alone or all, those that need a stack on one of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from . import delegates, teststack
from .layout import LOCAL, ROOT, Layout, Trouble

# Not the tests' stack: both may be up at once.
STATE = ROOT / ".headgate" / "bench-stack"
RESULTS = ROOT / ".headgate" / "bench"
_QUICK_STEP = LOCAL / "bench" / "quick-step"
_DEFAULT_PACE = "fast"


def _table() -> dict[str, dict[str, Any]]:
    table: dict[str, list[dict[str, Any]]] = json.loads((LOCAL / "suites.json").read_text())
    return {entry["name"]: entry for entry in table["bench"]}


def list_all() -> int:
    """Say which there are."""
    for name, entry in _table().items():
        print(f"{name:14} {entry['measures']}")
    return 0


def run(layout: Layout, names: list[str], small: bool, write: bool) -> int:
    """Run the named ones or all. `write` puts what was measured last into the page; it measures only what is named."""
    table = _table()
    unknown = [name for name in names if name not in table]
    if unknown:
        raise Trouble(f"no bench {', '.join(unknown)}; there are {', '.join(table)}")
    wanted = [table[name] for name in names] if names or write else list(table.values())
    layout.prepare()
    results = RESULTS / "small" if small else RESULTS
    results.mkdir(parents=True, exist_ok=True)
    told = {"HEADGATE_BENCH_RESULTS": str(results), "HEADGATE_BENCH_SMALL": "1" if small else ""}
    alone = [_run(layout, entry, told) for entry in wanted if not entry.get("stack")]
    paces = dict.fromkeys(entry.get("pace", _DEFAULT_PACE) for entry in wanted if entry.get("stack"))
    good = all(alone) & all([_run_at(layout, pace, wanted, told) for pace in paces])
    if write and good:
        return subprocess.call([sys.executable, "-m", "bench.pages", str(RESULTS)], cwd=LOCAL)
    return 0 if good else 1


def _run_at(layout: Layout, pace: str, wanted: list[dict[str, Any]], told: dict[str, str]) -> bool:
    """All that need a stack of this pace, one after the other on the same one."""
    entries = [entry for entry in wanted if entry.get("stack") and entry.get("pace", _DEFAULT_PACE) == pace]
    try:
        environment = {"HEADGATE_SPARK_SUBMIT": str(_QUICK_STEP)}
        with teststack.own_stack(STATE, ("--no-demo", "--pace", pace), environment) as local_json:
            place = {**told, "HEADGATE_LOCAL_JSON": str(local_json)}
            return all([_run(layout, entry, place) for entry in entries])
    except Trouble as trouble:
        print(f"--- {trouble}", flush=True)
        return False


def _run(layout: Layout, entry: dict[str, Any], told: dict[str, str]) -> bool:
    return delegates.run_entry(layout, {**entry, "env": {**entry.get("env", {}), **told}})
