"""Token buckets, as AWS throttles: one for each account, Region and operation."""

from __future__ import annotations

import threading
import time
from collections.abc import Hashable, Sequence


class Buckets:
    """Hands out calls at a steady rate with a burst."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._levels: dict[Hashable, tuple[float, float]] = {}

    def take(self, keys: Sequence[tuple[Hashable, float, float]]) -> bool:
        """Take one token from every bucket (key, burst, refill per second), or none at all."""
        with self._lock:
            now = time.monotonic()
            levels = {}
            for key, burst, rate in keys:
                level, then = self._levels.get(key, (burst, now))
                levels[key] = min(burst, level + (now - then) * rate)
            granted = all(level >= 1 for level in levels.values())
            for key, level in levels.items():
                self._levels[key] = (level - 1 if granted else level, now)
            return granted
