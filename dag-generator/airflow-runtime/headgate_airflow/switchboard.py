"""What the triggers of one process share: hubs by base URL, and connections read not long ago."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from headgate_airflow.callback import Endpoint, endpoint_of
from headgate_airflow.hub import Hub, Pace

ENDPOINT_SECONDS = 60.0
Reader = Callable[[str], Awaitable[Any]]


@dataclass
class _Read:
    endpoint: Endpoint
    until: float


class Switchboard:
    """Belongs to one event loop: locks, futures and connections of another loop would hang."""

    def __init__(self, read_connection: Reader, pace: Pace | None = None) -> None:
        self._read_connection = read_connection
        self._pace = pace
        self._hubs: dict[str, Hub] = {}
        self._read: dict[str, _Read] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    def hub(self, base_url: str) -> Hub:
        """The one hub of this base URL."""
        return self._hubs.setdefault(base_url, Hub(base_url, self._pace))

    async def endpoint(self, connection_id: str) -> Endpoint:
        """Where this tenant's calls go.

        Kept for a minute, in memory, and read once for all who ask at the same time: else a triggerer that starts with
        five hundred waits reads the same few secrets five hundred times, one after the other.
        """
        async with self._locks.setdefault(connection_id, asyncio.Lock()):
            read = self._read.get(connection_id)
            if read is None or read.until < time.monotonic():
                endpoint = endpoint_of(await self._read_connection(connection_id))
                read = self._read[connection_id] = _Read(endpoint, time.monotonic() + ENDPOINT_SECONDS)
            return read.endpoint

    def refused(self, connection_id: str, endpoint: Endpoint) -> None:
        """Headgate refused this token; it may have been changed, so the next one who asks reads it anew."""
        read = self._read.get(connection_id)
        if read is not None and read.endpoint == endpoint:
            del self._read[connection_id]


_boards: dict[asyncio.AbstractEventLoop, Switchboard] = {}


def switchboard() -> Switchboard:
    """The running loop's switchboard; those of loops that are closed are dropped."""
    from headgate_airflow.compat import get_connection_async

    for loop in [loop for loop in _boards if loop.is_closed()]:
        del _boards[loop]
    loop = asyncio.get_running_loop()
    if loop not in _boards:
        _boards[loop] = Switchboard(get_connection_async)
    return _boards[loop]
