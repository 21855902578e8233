"""A schedule of every minute, publications among its runs, the api killed, Airflow away: each date runs once."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from datetime import timedelta

from ..e2e.graphs import fresh_key, idle
from ..e2e.stack import Stack
from ..e2e.tenant import Tenant
from ..e2e.ticking import MINUTE, Ticking, next_minute, now
from ..e2e.waiting import eventually

PUBLICATIONS = int(os.environ.get("HEADGATE_SOAK_PUBLICATIONS", "30"))
KILLS = int(os.environ.get("HEADGATE_SOAK_TICKING_KILLS", "5"))
AIRFLOW_AWAY = float(os.environ.get("HEADGATE_SOAK_AIRFLOW_AWAY_SECONDS", "600"))
AIRFLOW = ("airflow scheduler", "airflow triggerer", "airflow dag-processor", "airflow api-server")
PATIENCE = 3600.0


def test_each_minute_runs_once_whatever_happens_meanwhile(stack: Stack, borealis: Tenant) -> None:
    key = fresh_key("minutes")
    borealis.set_up(idle(key, ["tick0"]))
    ticking = Ticking(borealis, key)
    half = PUBLICATIONS // 2
    _publish(stack, borealis, key, range(1, half + 1))
    with ExitStack() as away:
        for part in AIRFLOW:
            away.enter_context(stack.frozen(part))
        # The time that Airflow is away is what the test is about.
        time.sleep(AIRFLOW_AWAY)
    _publish(stack, borealis, key, range(half + 1, PUBLICATIONS + 1))
    last = next_minute(now())
    eventually(lambda: last in ticking.dates(), f"the run of {last:%H:%M}", 300)
    ticking.remove()

    dates = ticking.dates()
    assert dates[0] in (next_minute(ticking.asked), next_minute(ticking.began))
    assert dates == [dates[0] + i * MINUTE for i in range(len(dates))], "no minute is missing, none is there twice"
    assert len(dates) * MINUTE >= timedelta(seconds=AIRFLOW_AWAY)
    versions = set()
    for run in ticking.runs():
        versions.add(borealis.await_state(run["id"], "SUCCEEDED", seconds=PATIENCE)["version"])
    missed = borealis.ask("GET", f"/processes/{key}/schedule/dates?missed=true").good()["items"]
    assert missed == [], "the ledger knows of none that was missed"
    print(f"{len(dates)} minutes, {PUBLICATIONS} publications, {KILLS} kills, {len(versions)} versions ran")


def _publish(stack: Stack, tenant: Tenant, key: str, numbers: range) -> None:
    """Publish one change after another; the api is killed right after some of them."""
    every = max(1, PUBLICATIONS // KILLS)
    for number in numbers:
        tenant.change(idle(key, [f"tick{number}"]))
        made = tenant.publish(key)["number"]
        if number % every == 0:
            stack.await_restart("api", stack.kill("api"))
        tenant.await_live(key, made)
