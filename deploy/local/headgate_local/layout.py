"""Where things lie: tools are shared, the state belongs to one stack."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LOCAL = ROOT / "deploy" / "local"


class Trouble(Exception):
    """Something a person can mend; its text says what and how, in one line."""


@dataclass(frozen=True)
class Layout:
    """Folders of one stack."""

    state: Path
    tools: Path

    @property
    def run(self) -> Path:
        return self.state / "run"

    @property
    def logs(self) -> Path:
        return self.state / "logs"

    @property
    def mails(self) -> Path:
        return self.state / "mails"

    @property
    def local_json(self) -> Path:
        return self.state / "local.json"

    def prepare(self) -> None:
        for folder in (self.state, self.tools, self.run, self.logs):
            folder.mkdir(parents=True, exist_ok=True)


def find_layout() -> Layout:
    """The layout that the environment asks for."""
    home = ROOT / ".headgate"
    state = os.environ.get("HEADGATE_STATE")
    return Layout(state=Path(state).resolve() if state else home, tools=home / "tools")
