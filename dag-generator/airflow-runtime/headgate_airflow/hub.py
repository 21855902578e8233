"""Many waits, one connection: a long poll that asks for all of a triggerer's waits at once.

A triggerer holds hundreds of Wn. Each asking for itself would be hundreds of open connections and requests a minute;
here all waits on one base URL share a poll (a *lane*), each with its own token, so Headgate authorises them singly. A
lane that fails backs off for all; a wait that joins renews the poll after a moment in which others may join too.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from headgate_airflow.backoff import Backoff
from headgate_airflow.callback import Answer, NotAuthoritativeError, TaskRef, answer_of, async_client, call_async

if TYPE_CHECKING:
    import httpx

log = logging.getLogger(__name__)

OUTCOMES = ("succeeded", "failed", "skipped", "unauthorised", "unknown")


@dataclass(frozen=True)
class Pace:
    """How a lane behaves in time (seconds), and how many waits it takes."""

    long_poll: int = 25
    debounce: float = 0.15
    first_backoff: float = 0.5
    most_backoff: float = 30.0
    soon: float = 1.0
    chunk: int = 500


@dataclass
class _Waiting:
    """One wait in a lane. The token stays out of every repr."""

    task: TaskRef
    token: str = field(repr=False)
    outcome: asyncio.Future[Answer] = field(repr=False)

    def question(self, number: str) -> dict[str, str]:
        return {
            "id": number,
            "token": self.token,
            "dagId": self.task.dag_id,
            "runId": self.task.run_id,
            "taskId": self.task.task_id,
        }


class Hub:
    """All waits of this process on one base URL, in lanes of at most ``chunk``."""

    def __init__(self, base_url: str, pace: Pace | None = None) -> None:
        self._base_url = base_url
        self._pace = pace or Pace()
        self._lanes: list[_Lane] = []

    async def outcome(self, task: TaskRef, token: str) -> Answer:
        """Wait until Headgate names an outcome; ends otherwise only by cancellation."""
        return await self._lane_with_room().outcome(task, token)

    def _lane_with_room(self) -> _Lane:
        for lane in self._lanes:
            if lane.size < self._pace.chunk:
                return lane
        self._lanes.append(_Lane(self._base_url, self._pace))
        return self._lanes[-1]


class _Lane:
    """One long poll. Its runner lives as long as somebody waits."""

    def __init__(self, base_url: str, pace: Pace) -> None:
        self._base_url = base_url
        self._pace = pace
        self._numbers = itertools.count(1)
        self._waiting: dict[str, _Waiting] = {}
        self._joined = asyncio.Event()
        self._runner: asyncio.Task[None] | None = None
        self._backoff = Backoff(pace.first_backoff, pace.most_backoff)
        self._trouble = ""

    @property
    def size(self) -> int:
        return len(self._waiting)

    async def outcome(self, task: TaskRef, token: str) -> Answer:
        number = str(next(self._numbers))
        waiting = _Waiting(task, token, asyncio.get_running_loop().create_future())
        self._waiting[number] = waiting
        self._joined.set()
        if self._runner is None:
            self._runner = asyncio.create_task(self._run(), name="headgate-waits")
        try:
            return await waiting.outcome
        finally:
            self._leave(number)

    def _leave(self, number: str) -> None:
        """The last to leave ends the runner, which may sit in a poll of half a minute."""
        self._waiting.pop(number, None)
        if not self._waiting and self._runner is not None:
            self._runner.cancel()
            self._runner = None

    async def _run(self) -> None:
        await asyncio.sleep(self._pace.debounce)
        while self._waiting:
            try:
                async with async_client(self._pace.long_poll + 10.0) as client:
                    while self._waiting:
                        await self._round(client)
            except NotAuthoritativeError as trouble:
                await self._pause(str(trouble))
            except Exception as error:  # noqa: BLE001 - a runner that died would leave its waits waiting for ever
                await self._pause(type(error).__name__)
        # Nothing is awaited between the last look at the waits and this, so nobody can join a runner that is ending.
        if self._runner is asyncio.current_task():
            self._runner = None

    async def _pause(self, trouble: str) -> None:
        if trouble != self._trouble:
            log.warning("Headgate did not answer %s waits (%s); asking again", len(self._waiting), trouble)
            self._trouble = trouble
        await asyncio.sleep(self._backoff.pause())

    async def _round(self, client: httpx.AsyncClient) -> None:
        """One poll, given up early when a wait joins: it would else wait for the end of this one."""
        self._joined.clear()
        began = time.monotonic()
        body = {
            "waits": [waiting.question(number) for number, waiting in self._waiting.items()],
            "timeoutSeconds": self._pace.long_poll,
        }
        payload = await self._unless_joined(lambda: call_async(client, self._base_url, "waits", body))
        if payload is None:
            return
        settled = self._settle(payload)
        if not settled and time.monotonic() - began < self._pace.soon:
            raise NotAuthoritativeError("answered at once, and with nothing")
        if self._trouble:
            log.info("Headgate answers again")
            self._trouble = ""
        self._backoff.reset()

    async def _unless_joined(self, poll: Callable[[], Awaitable[dict[str, Any]]]) -> dict[str, Any] | None:
        asking = asyncio.ensure_future(asyncio.wait_for(poll(), self._pace.long_poll + 15.0))
        joining = asyncio.ensure_future(self._join_and_debounce())
        try:
            await asyncio.wait({asking, joining}, return_when=asyncio.FIRST_COMPLETED)
            return asking.result() if asking.done() else None
        finally:
            for task in (asking, joining):
                task.cancel()
            await asyncio.gather(asking, joining, return_exceptions=True)

    async def _join_and_debounce(self) -> None:
        await self._joined.wait()
        await asyncio.sleep(self._pace.debounce)

    def _settle(self, payload: dict[str, Any]) -> int:
        """Hand out the outcomes; what is not understood stays waiting."""
        outcomes = payload.get("outcomes")
        settled = 0
        for item in outcomes if isinstance(outcomes, list) else []:
            if not isinstance(item, dict):
                continue
            waiting = self._waiting.get(str(item.get("id")))
            with contextlib.suppress(NotAuthoritativeError):
                answer = answer_of(item, "outcome", OUTCOMES)
                if waiting is not None and not waiting.outcome.done():
                    del self._waiting[str(item.get("id"))]
                    waiting.outcome.set_result(answer)
                    settled += 1
        return settled
