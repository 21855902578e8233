"""Waiting for things to become so, never for time to pass."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")
# Far more than anything takes on a machine with time to spare: a deadline is there to end a test, not to measure.
PATIENCE = 240.0


class Away(Exception):
    """A server did not answer; whoever waits asks again."""


def eventually(look: Callable[[], Found | None], what: str, seconds: float = PATIENCE, pause: float = 0.25) -> Found:
    """What `look` finds, asked again until it finds something."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            found = look()
        except Away as away:
            found, what_else = None, f" ({away})"
        else:
            what_else = ""
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds:.0f} s: {what}{what_else}")
        time.sleep(pause)
