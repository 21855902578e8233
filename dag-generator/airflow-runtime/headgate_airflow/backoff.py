"""Growing pauses with jitter."""

from __future__ import annotations

import random


class Backoff:
    """Doubles from ``first`` to ``most`` seconds and spreads each pause: a thousand waits must not knock at once."""

    def __init__(self, first: float, most: float) -> None:
        self._first = first
        self._most = most
        self._next = first

    def pause(self) -> float:
        """Seconds to wait now; the next pause will be longer."""
        now = self._next
        self._next = min(self._most, now * 2)
        return now * random.uniform(0.5, 1.0)  # noqa: S311 - a pause is no secret

    def reset(self) -> None:
        """Begin anew: something went well."""
        self._next = self._first
