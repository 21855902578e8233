"""3 a.m.: a cluster ends under many processes. One alert says why, and one action runs all of it again."""

from __future__ import annotations

import os
import time

from ..e2e.graphs import definition, fresh_key, ingest, sql, table
from ..e2e.onboarding import Newcomer
from ..e2e.stack import Stack
from ..e2e.tenant import states
from ..e2e.test_alerts import mails
from ..e2e.waiting import eventually

PROCESSES = int(os.environ.get("HEADGATE_NIGHT_PROCESSES", "100"))
QUERY = "SELECT count(*) AS total FROM few"
PATIENCE = 300 + 60 * PROCESSES


def test_one_dead_cluster_is_one_alert_one_mail_and_one_action(stack: Stack) -> None:
    newcomer = Newcomer(stack)
    newcomer.register().good()
    tenant = newcomer.tenant
    newcomer.add_location("raw", tenant.data_bucket)
    address = f"{newcomer.key}@example.com"
    tenant.ask("PUT", "/alerts/address", {"address": address}).good()
    path = tenant.put("night.csv", table())
    keys = [fresh_key("night") for _ in range(PROCESSES)]
    for key in keys:
        tenant.create(definition(key, [ingest("few", path), sql("count", QUERY)], [("few", "count")]))
        tenant.publish(key)
    for key in keys:
        tenant.await_live(key, 1)

    with stack.fault("freeze", cluster=newcomer.cluster):
        runs = [tenant.start(key) for key in keys]
        eventually(lambda: all(tenant.steps_of(run) for run in runs), "all wait on the cluster", PATIENCE, pause=2)

    def first_steps_are_done() -> bool:
        done = [step for step in tenant.all_steps() if step["Status"]["State"] == "COMPLETED"]
        return len(done) >= PROCESSES

    # The cluster takes the steps in their order: the second ones begin only now, and take seconds to begin their work.
    eventually(first_steps_are_done, "each run's first step is done", PATIENCE, pause=0.2)
    with stack.fault("freeze", cluster=newcomer.cluster):

        def all_half_way() -> bool:
            views = [states(tenant.run(run)) for run in runs]
            return all(view["few"] == "SUCCEEDED" and view["count"] in ("PENDING", "RUNNING") for view in views)

        eventually(all_half_way, "each has its first result and waits for its second", PATIENCE, pause=1)
        newcomer.end_cluster()
    for run in runs:
        tenant.await_state(run, "FAILED", seconds=PATIENCE)

    alert = eventually(
        lambda: next((a for a in tenant.ask("GET", "/alerts").good()["items"] if a["runs"] == PROCESSES), None),
        "one alert has all runs",
    )
    assert alert["code"] == "cluster.steps-lost"
    assert alert["processes"] == PROCESSES
    assert alert["rerunnable"] == PROCESSES
    assert tenant.ask("GET", "/alerts").good()["total"] == 1
    eventually(lambda: mails(stack, address), "the mail came")

    newcomer.mend()
    began = time.monotonic()
    tenant.ask("POST", f"/alerts/{alert['id']}/rerun", {}).good()
    tenant.ask("POST", f"/alerts/{alert['id']}/rerun", {}).good()

    def all_again() -> list[str] | None:
        members = tenant.ask("GET", f"/alerts/{alert['id']}").good()["members"]
        again = [member["rerun"] for member in members if member["rerun"]]
        return again if len(again) == PROCESSES else None

    again = eventually(all_again, "each run is run again", PATIENCE)
    views = [tenant.await_state(run, "SUCCEEDED", seconds=PATIENCE) for run in again]
    reused = [c["key"] for view in views for c in view["components"] if c["reusedFrom"]]
    assert reused == ["few"] * PROCESSES
    assert all(len(tenant.steps_of(run)) == 1 for run in again)
    assert sum(tenant.ask("GET", f"/processes/{key}/runs").good()["total"] for key in keys) == 2 * PROCESSES
    closed = eventually(
        lambda: next((a for a in [tenant.ask("GET", f"/alerts/{alert['id']}").good()] if a["state"] == "CLOSED"), None),
        "the alert is closed",
    )
    assert closed["closedBecause"] == "RECOVERED"
    told = [mail["Subject"] for mail in mails(stack, address)]
    # The first, and the updates at 10 and 100 unless the first one told of as many.
    assert 1 <= len(told) <= 3, told
    print(f"{PROCESSES} runs: 1 alert, {len(told)} mails; all again in {time.monotonic() - began:.0f} s")
