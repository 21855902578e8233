"""The four kinds of task. Airflow gives the order, Headgate the meaning: a task runs when all before it are done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.triggers.base import StartTriggerArgs

from headgate_airflow.callback import Endpoint, NotAuthoritativeError, TaskRef, endpoint_of
from headgate_airflow.compat import (
    AirflowException,
    AirflowFailException,
    AirflowSkipException,
    BaseOperator,
    get_connection,
)
from headgate_airflow.hook import CallbackHook

# Retries bridge an outage of Headgate of some five minutes; a component's failure is never Airflow's to judge.
CALL_RETRIES = 30
CALL_RETRY_DELAY = timedelta(seconds=10)


class _HeadgateOperator(BaseOperator):  # type: ignore[misc]  # Airflow's class is untyped for us
    """What all have in common: the tenant's connection, and the rule that order alone decides when they run."""

    def __init__(
        self, *, task_id: str, connection_id: str, retries: int, label: str | None = None, **kwargs: Any
    ) -> None:
        super().__init__(
            task_id=task_id,
            task_display_name=label,
            trigger_rule="all_done",
            retries=retries,
            retry_delay=CALL_RETRY_DELAY,
            **kwargs,
        )
        self.connection_id = connection_id


class _TriggererOperator(_HeadgateOperator):
    """Starts and ends in the triggerer: no worker, and no race between a worker that defers and an event that comes."""

    trigger_path = ""
    start_from_trigger = True

    def __init__(self, *, task_id: str, connection_id: str, label: str | None = None, **kwargs: Any) -> None:
        # No retries: TaskFailedEvent heeds them in 3.x and not in 2.11, and an outcome is final anyhow.
        super().__init__(task_id=task_id, connection_id=connection_id, retries=0, label=label, **kwargs)
        self.start_from_trigger = True
        self.start_trigger_args = StartTriggerArgs(
            trigger_cls=self.trigger_path,
            trigger_kwargs={"connection_id": connection_id},
            next_method="ended",
            next_kwargs=None,
            timeout=None,
        )

    def execute(self, context: Any) -> None:
        """Only where an Airflow puts the task on a worker all the same (``dag.test``): go on in the triggerer."""
        from headgate_airflow import triggers

        trigger = getattr(triggers, self.trigger_path.rpartition(".")[2])(connection_id=self.connection_id)
        self.defer(trigger=trigger, method_name="ended")

    def ended(self, context: Any, event: Any = None) -> None:
        """The trigger ends the task itself; Airflow wants a name to resume at."""


class EntryOperator(_TriggererOperator):
    """PEntry, the gate: Headgate lets the run go or skips it."""

    trigger_path = "headgate_airflow.triggers.GateTrigger"


class WaitOperator(_TriggererOperator):
    """Wn: waits for the outcome of component n."""

    trigger_path = "headgate_airflow.triggers.WaitTrigger"


class _CallOperator(_HeadgateOperator):
    """Asks once, on a worker, in milliseconds; an answer that is none is retried by Airflow."""

    def __init__(self, *, task_id: str, connection_id: str, label: str | None = None, **kwargs: Any) -> None:
        super().__init__(task_id=task_id, connection_id=connection_id, retries=CALL_RETRIES, label=label, **kwargs)

    def _endpoint(self) -> Endpoint:
        return endpoint_of(get_connection(self.connection_id))


class AskOperator(_CallOperator):
    """Cn: asks Headgate to start component n."""

    def execute(self, context: Any) -> None:
        task = TaskRef.of(context["ti"])
        try:
            answer = CallbackHook(self._endpoint()).component(task, context["ti"].try_number)
        except NotAuthoritativeError as trouble:
            raise AirflowException(f"Headgate did not answer: {trouble}") from None
        self.log.info("Headgate: %s", answer)
        if answer.word == "refuse":
            raise AirflowSkipException(answer.because)


class ExitOperator(_CallOperator):
    """PExit: asks Headgate to settle the run, and shows Airflow's own screens how it ended."""

    def execute(self, context: Any) -> None:
        try:
            answer = CallbackHook(self._endpoint()).exit(TaskRef.of(context["ti"]))
        except NotAuthoritativeError as trouble:
            raise AirflowException(f"Headgate did not answer: {trouble}") from None
        self.log.info("Headgate: %s", answer)
        if answer.word in ("FAILED", "STOPPED"):
            raise AirflowFailException(answer.because)
        if answer.word == "SKIPPED":
            raise AirflowSkipException(answer.because)
