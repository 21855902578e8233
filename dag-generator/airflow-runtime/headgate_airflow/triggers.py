"""PEntry and Wn: they live in the triggerer from start to end and take no worker.

A trigger that raises fails its task, and an outage of Headgate must not fail anybody's run. So both ask until they have
Headgate's own word, whatever happens between.
"""

from __future__ import annotations

import abc
import asyncio
from collections.abc import AsyncIterator
from typing import Any

from airflow.triggers.base import (
    BaseTrigger,
    TaskFailedEvent,
    TaskSkippedEvent,
    TaskSuccessEvent,
    TriggerEvent,
)

from headgate_airflow.backoff import Backoff
from headgate_airflow.callback import Answer, NotAuthoritativeError, TaskRef, answer_of, async_client, call_async
from headgate_airflow.switchboard import Switchboard, switchboard

EVENTS = {
    "start": TaskSuccessEvent,
    "skip": TaskSkippedEvent,
    "succeeded": TaskSuccessEvent,
    "failed": TaskFailedEvent,
    "skipped": TaskSkippedEvent,
}
NOT_YET = ("wait", "unauthorised", "unknown")


class _AskingTrigger(BaseTrigger, abc.ABC):  # type: ignore[misc]  # Airflow's class is untyped for us
    """Asks until an answer ends the task. Only the connection's name is serialised, nothing of what it holds."""

    first_pause = 1.0
    most_pause = 30.0

    def __init__(self, connection_id: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.connection_id = connection_id

    def serialize(self) -> tuple[str, dict[str, Any]]:
        return f"{type(self).__module__}.{type(self).__name__}", {"connection_id": self.connection_id}

    async def run(self) -> AsyncIterator[TriggerEvent]:
        backoff = Backoff(self.first_pause, self.most_pause)
        told = ""
        while True:
            answer = await self._ask_quietly()
            if str(answer) != told:
                told = str(answer)
                self.log.info("Headgate: %s", told)
            if answer.word in EVENTS:
                yield EVENTS[answer.word]()
                return
            await asyncio.sleep(backoff.pause())

    async def _ask_quietly(self) -> Answer:
        try:
            return await self.ask(switchboard(), TaskRef.of(self.task_instance))
        except NotAuthoritativeError as trouble:
            return Answer(f"no answer yet: {trouble}")
        except Exception as error:  # noqa: BLE001 - see the module: raising would fail the run
            # The class only: what a secrets backend or a client says may hold what must not be logged.
            return Answer(f"no answer yet: {type(error).__name__}")

    @abc.abstractmethod
    async def ask(self, board: Switchboard, task: TaskRef) -> Answer:
        """One answer of Headgate's, or NotAuthoritativeError."""


class GateTrigger(_AskingTrigger):
    """PEntry: may this run begin?"""

    most_pause = 15.0

    async def ask(self, board: Switchboard, task: TaskRef) -> Answer:
        endpoint = await board.endpoint(self.connection_id)
        body = {"dagId": task.dag_id, "runId": task.run_id}
        try:
            async with async_client() as client:
                payload = await call_async(client, endpoint.base_url, "gate", body, endpoint.token)
        except NotAuthoritativeError:
            board.refused(self.connection_id, endpoint)
            raise
        return answer_of(payload, "answer", ("start", "skip", "wait"))


class WaitTrigger(_AskingTrigger):
    """Wn: how did component n end, all of Headgate's attempts taken together?"""

    most_pause = 60.0

    async def ask(self, board: Switchboard, task: TaskRef) -> Answer:
        endpoint = await board.endpoint(self.connection_id)
        answer = await board.hub(endpoint.base_url).outcome(task, endpoint.token)
        if answer.word in NOT_YET:
            board.refused(self.connection_id, endpoint)
        return answer
