"""Two hundred publications of processes that change each time: is any READY before Airflow has it as it was drawn?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from tests.e2e.rest import Rest
from tests.e2e.tenant import Tenant
from tests.e2e.waiting import eventually

from . import graphs
from .ground import Ground, open_stack
from .publish import seconds_to
from .report import Cell, Result, Table, quantile

_TURNS = 10
_PATIENCE = 600.0


def measure(small: bool) -> Result:
    """At the pace of the stack."""
    stack = open_stack()
    tenant, airflow = Ground(stack).tenant, stack.airflow()
    slow = stack.local["pace"] == "mwaa"
    # At MWAA's pace nearly all is waiting for the sync, so that many may wait at once.
    at_once = 20 if slow else 5
    processes = 2 if small else 20
    with ThreadPoolExecutor(at_once) as pool:
        told = list(pool.map(lambda _: _change(tenant, airflow), range(processes)))
    ready = [each for seconds, _ in told for each in seconds]
    false = sum(wrong for _, wrong in told)
    rows: list[list[Cell]] = [
        ["publish → READY, seconds, p50", quantile(ready, 0.5)],
        ["publish → READY, seconds, p95", quantile(ready, 0.95)],
        ["publish → READY, seconds, longest", max(ready)],
        ["false READY", false],
    ]
    assert len(ready) == processes * _TURNS
    assert false == 0, "READY was said of what Airflow had not got as it was drawn"
    return Result(
        "changes-mwaa" if slow else "changes",
        [Table(f"{len(ready)} changed publications", ["", "found"], rows)],
        [
            f"{processes} processes, {at_once} at once, each changed and published {_TURNS} times without a pause.",
            "As soon as one is READY, Airflow itself is asked which tasks it has: PEntry, PExit, and two a component.",
        ],
    )


def _change(tenant: Tenant, airflow: Rest) -> tuple[list[float], int]:
    """Change and publish one process again and again: seconds to READY of each, and how many were not true."""
    first = graphs.chain_of(1)
    key = tenant.create(first)
    seconds: list[float] = []
    false = 0
    for turn in range(1, _TURNS + 1):
        # Another length and other components each time.
        drawn = graphs.chains(1 + turn % 3, [1.0] * (1 + turn % 4))
        tenant.change({**drawn, "key": key, "name": f"Turn {turn}"})
        made = tenant.publish(key)
        number = int(made["number"])
        publication = eventually(partial(_ready, tenant, key, number), f"{key} is READY", _PATIENCE, 0.05)
        answer = airflow.ask("GET", f"/dags/{publication['dagId']}/tasks")
        shown = {task["task_id"] for task in answer.body["tasks"]} if answer.status == 200 else set()
        numbers = range(1, len(drawn["components"]) + 1)
        expected = {"PEntry", "PExit", *(f"{kind}{n}" for n in numbers for kind in "CW")}
        false += shown != expected
        seconds.append(seconds_to(publication, "READY"))
    return seconds, false


def _ready(tenant: Tenant, key: str, number: int) -> dict[str, Any] | None:
    found = tenant.publication(key, number)
    assert found["state"] != "IMPORT_ERROR", found
    return found if any(step["state"] == "READY" and step["at"] for step in found["steps"]) else None
