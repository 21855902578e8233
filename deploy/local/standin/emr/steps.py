"""A step: what was asked for and what became of it."""

from __future__ import annotations

import json
import secrets
import string
from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from typing import Any

ACTIVE = ("PENDING", "RUNNING", "CANCEL_PENDING")
RUNNING = ("RUNNING", "CANCEL_PENDING")


def new_step_id() -> str:
    """An id as EMR gives it."""
    return "s-" + "".join(secrets.choice(string.ascii_uppercase + string.digits) for _ in range(20))


@dataclass(frozen=True)
class Place:
    """Where steps are to run."""

    account: str
    region: str
    concurrency: int


@dataclass
class Step:
    """One step of one cluster; times are epoch seconds."""

    id: str
    position: int
    cluster: str
    account: str
    region: str
    name: str
    jar: str
    args: list[str]
    properties: dict[str, str]
    main_class: str | None
    action_on_failure: str
    execution_role: str | None
    created: float
    state: str = "PENDING"
    started: float | None = None
    ended: float | None = None
    reason: dict[str, str] = field(default_factory=dict)
    failure: dict[str, str] | None = None
    # From when on it is to be seen and may run; an accepted call's effect may come late.
    appears: float = 0.0

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @staticmethod
    def from_json(text: str) -> Step:
        return Step(**json.loads(text))

    def answer(self) -> dict[str, Any]:
        """The step as the API shows it."""
        status: dict[str, Any] = {
            "State": self.state,
            "StateChangeReason": dict(self.reason),
            "Timeline": {
                name: _moment(value)
                for name, value in (
                    ("CreationDateTime", self.created),
                    ("StartDateTime", self.started),
                    ("EndDateTime", self.ended),
                )
                if value is not None
            },
        }
        if self.failure:
            status["FailureDetails"] = dict(self.failure)
        config: dict[str, Any] = {"Jar": self.jar, "Properties": self.properties, "Args": self.args}
        if self.main_class:
            config["MainClass"] = self.main_class
        return {
            "Id": self.id,
            "Name": self.name,
            "Config": config,
            "ActionOnFailure": self.action_on_failure,
            "Status": status,
        }


def _moment(value: float) -> datetime:
    return datetime.fromtimestamp(value, timezone.utc)
