"""Our Wn as it might have been: deferred from a worker and resumed on one, as most deferrable operators are.

For measurements only. Lies in the plugins folder of the bench's stack: the triggerer does not see the folder of DAGs.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from airflow.triggers.base import TaskSuccessEvent, TriggerEvent
from headgate_airflow.compat import AirflowFailException
from headgate_airflow.operators import WaitOperator
from headgate_airflow.triggers import WaitTrigger


class ResumedTrigger(WaitTrigger):
    """Asks as Wn asks, and wakes a worker with the answer instead of ending the task itself."""

    async def run(self) -> AsyncIterator[TriggerEvent]:
        async for event in super().run():
            yield TriggerEvent(isinstance(event, TaskSuccessEvent))


class ResumedWait(WaitOperator):
    """Begins and ends on a worker."""

    start_from_trigger = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.start_from_trigger = False
        self.start_trigger_args = None

    def execute(self, context: Any) -> None:
        self.defer(trigger=ResumedTrigger(connection_id=self.connection_id), method_name="ended")

    def ended(self, context: Any, event: Any = None) -> None:
        if event is not True:
            raise AirflowFailException("the component did not succeed")


def Wait(component: int, *, label: str | None = None, **kwargs: Any) -> ResumedWait:
    """In place of the word of the same name in a DAG file."""
    return ResumedWait(task_id=f"W{component}", label=label, **kwargs)
