"""Dates that passed while Headgate could not run them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from .graphs import fresh_key, idle
from .stack import Stack
from .tenant import Tenant, View
from .ticking import moment, next_minute, now
from .waiting import eventually


@pytest.mark.faults
def test_a_missed_date_is_listed_and_told_and_run_by_one_action_however_often_it_is_asked(
    stack: Stack, acme: Tenant
) -> None:
    process = acme.set_up(idle(fresh_key("missed"), ["only"]))
    schedule = f"/processes/{process}/schedule"
    acme.ask("PUT", schedule, {"cron": "* * * * *", "zone": "UTC", "missedDates": "none"}).good()
    due = next_minute(now())
    with stack.frozen("api"):
        # A date is on time for a minute.
        eventually(lambda: now() > due + timedelta(seconds=65), f"{due:%H:%M} is long over", 140)

    def missed() -> View | None:
        found = acme.ask("GET", f"{schedule}/dates?missed=true").good()["items"]
        return next((date for date in found if moment(date["dueAt"]) == due), None)

    date = eventually(missed, f"{due:%H:%M} is told as missed")
    assert (date["outcome"], date["run"]) == ("MISSED", None)
    runs = [acme.ask("POST", f"{schedule}/dates/run", {"dueAt": date["dueAt"]}).good()["id"] for _ in range(2)]
    assert len(set(runs)) == 1
    view = acme.await_state(runs[0], "SUCCEEDED")
    assert moment(view["dueAt"]) == due
    assert missed() is None

    def told() -> bool:
        # By now the run may have made it good.
        alerts = [acme.ask("GET", f"/alerts?open={is_open}&process={process}").good() for is_open in ("true", "false")]
        return "MISSED" in {alert["kind"] for page in alerts for alert in page["items"]}

    eventually(told, "there is an alert of it")
    acme.ask("DELETE", schedule).good()
