"""From the request to publish until Airflow has serialised that very file; beside a plain file in the same bucket."""

from __future__ import annotations

import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from typing import Any

from tests.e2e.tenant import Tenant
from tests.e2e.waiting import eventually

from . import graphs, neighbours
from .ground import Ground, Shelf, open_stack
from .report import Cell, Result, Table, quantile, ratio

_COMPONENTS = 10
# Longer than most publications take at the local pace; at MWAA's they overlap, and begin in every part of its 30 s.
_EVERY_SECONDS = 3.7
_PATIENCE = 240.0


def measure(small: bool) -> Result:
    """At the pace of the stack."""
    stack = open_stack()
    ground, shelf = Ground(stack), Shelf(stack)
    count = 3 if small else 20
    with ThreadPoolExecutor(2 * count) as pool:
        jobs = []
        for _ in range(count):
            jobs.append((pool.submit(_ours, ground.tenant), pool.submit(_plain, shelf)))
            time.sleep(_EVERY_SECONDS)
        told = [(ours.result(), plain.result()) for ours, plain in jobs]
    ready = [ours[0] for ours, _ in told]
    live = [ours[1] for ours, _ in told]
    plain = [seconds for _, seconds in told]
    p50 = quantile(ready, 0.5)
    rows: list[list[Cell]] = [
        ["Headgate: publish → READY", p50, quantile(ready, 0.95), ratio(p50, p50)],
        ["Headgate: publish → LIVE", quantile(live, 0.5), quantile(live, 0.95), ratio(quantile(live, 0.5), p50)],
        [
            "a plain file: put into the bucket → shown by Airflow",
            quantile(plain, 0.5),
            quantile(plain, 0.95),
            ratio(quantile(plain, 0.5), p50),
        ],
    ]
    slow = stack.local["pace"] == "mwaa"
    return Result(
        "publish-mwaa" if slow else "publish",
        [Table("Publishing, seconds", ["", "p50", "p95", "p50 ÷ ours to READY"], rows)],
        [f"{count} processes of {_COMPONENTS} components and {count} plain files, one pair every {_EVERY_SECONDS} s."],
    )


def _ours(tenant: Tenant) -> tuple[float, float]:
    key = tenant.create(graphs.chain_of(_COMPONENTS))
    began = time.time()
    number = tenant.publish(key)["number"]

    def live() -> dict[str, Any] | None:
        found = tenant.publication(key, number)
        assert found["state"] != "IMPORT_ERROR", found
        return found if found["state"] == "LIVE" else None

    steps = {step["state"]: step["at"] for step in eventually(live, f"{key} is live", _PATIENCE)["steps"]}
    return _epoch(steps["READY"]) - began, _epoch(steps["LIVE"]) - began


def _plain(shelf: Shelf) -> float:
    dag = f"bench_seen_{secrets.token_hex(4)}"
    text = neighbours.plain(dag_id=dag, seconds=[1.0] * _COMPONENTS)
    began = time.time()
    shelf.put_dag(dag, text)
    shelf.await_dag(dag, pause=0.1)
    return time.time() - began


def seconds_to(publication: dict[str, Any], state: str) -> float:
    """From the moment that Headgate rendered it until it reached a state, by Headgate's clock."""
    steps = {step["state"]: step["at"] for step in publication["steps"]}
    return _epoch(steps[state]) - _epoch(steps["RENDERED"])


def _epoch(moment: str) -> float:
    # Python 3.10 reads neither Z nor nanoseconds.
    whole, _, fraction = moment.rstrip("Z").partition(".")
    seconds = datetime.fromisoformat(whole).replace(tzinfo=timezone.utc).timestamp()
    return seconds + (float(f"0.{fraction}") if fraction else 0.0)
