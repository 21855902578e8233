"""A process that is due every minute."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from .tenant import Tenant, View

MINUTE = timedelta(minutes=1)


class Ticking:
    """A schedule and the runs it has made."""

    def __init__(self, tenant: Tenant, process: str) -> None:
        self._tenant = tenant
        self._path = f"/processes/{process}"
        body = {"cron": "* * * * *", "zone": "Europe/Berlin", "paused": False, "missedDates": "all"}
        self.asked = now()
        tenant.ask("PUT", f"{self._path}/schedule", body).good()
        self.began = now()
        self.ended: datetime | None = None

    def remove(self) -> None:
        self._tenant.ask("DELETE", f"{self._path}/schedule").good()
        self.ended = now()

    def runs(self) -> list[View]:
        """All its runs, in the order of their dates."""
        listed = self._tenant.ask("GET", f"{self._path}/runs?size=200").good()["items"]
        return sorted((self._tenant.run(run["id"]) for run in listed), key=lambda run: str(run["dueAt"]))

    def dates(self) -> list[datetime]:
        return [moment(run["dueAt"]) for run in self.runs()]


def now() -> datetime:
    return datetime.now(timezone.utc)


def moment(text: str) -> datetime:
    """A point in time as the API writes it; Python 3.10 reads neither Z nor nanoseconds."""
    whole, _, _ = text.rstrip("Z").partition(".")
    return datetime.fromisoformat(whole).replace(tzinfo=timezone.utc)


def next_minute(after: datetime) -> datetime:
    return after.replace(second=0, microsecond=0) + MINUTE
