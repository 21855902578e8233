"""Faults that tests put into the AWS stand-in; what meets them is the production connector."""

from __future__ import annotations

from typing import Any

from .rest import Rest
from .waiting import eventually


class Fault:
    """One fault, as the stand-in keeps it."""

    def __init__(self, standin: Rest, words: dict[str, Any]) -> None:
        self._standin = standin
        self._place = f"/_standin/faults/{standin.post('/_standin/faults', words)['id']}"

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = self._standin.ask("GET", self._place).good()
        return found

    def await_struck(self, times: int = 1) -> None:
        eventually(lambda: self.state()["struck"] >= times, f"{self._place} has struck {times} times")

    def await_holding(self) -> None:
        """Until a call is held."""
        eventually(lambda: self.state()["holding"], f"{self._place} holds a call")

    def remove(self) -> None:
        """Whom it holds goes on."""
        self._standin.ask("DELETE", self._place)
