"""A schedule heeds a calendar of holidays."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from .graphs import fresh_key, idle
from .tenant import Tenant, View
from .waiting import eventually


def test_a_date_on_a_holiday_is_told_and_does_not_run(acme: Tenant) -> None:
    process = acme.set_up(idle(fresh_key("holiday"), ["only"]))
    today = datetime.now(timezone.utc).date()
    # Yesterday's and tomorrow's, too: the test may run over midnight.
    days = [{"day": str(today + timedelta(days=offset)), "name": "Day off"} for offset in (-1, 0, 1)]
    calendar = acme.ask("POST", "/calendars", {"name": fresh_key("days"), "days": days}).good()["id"]
    terms = {"cron": "* * * * *", "zone": "UTC", "calendar": calendar, "holidays": "skip"}
    schedule = f"/processes/{process}/schedule"
    acme.ask("PUT", schedule, terms).good()

    def holidays() -> list[View]:
        dates = acme.ask("GET", f"{schedule}/dates").good()["items"]
        return [date for date in dates if date["outcome"] == "HOLIDAY"]

    eventually(holidays, "a date on a holiday has come", 150)
    acme.ask("DELETE", schedule).good()
    assert acme.ask("GET", f"/runs?process={process}").good()["total"] == 0
