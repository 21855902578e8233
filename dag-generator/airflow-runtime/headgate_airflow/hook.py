"""What a worker asks Headgate."""

from __future__ import annotations

from headgate_airflow.callback import Answer, Endpoint, TaskRef, answer_of, call

COMPONENT_ANSWERS = ("submit", "pass", "refuse")
EXIT_STATES = ("SETTLING", "SUCCEEDED", "FAILED", "STOPPED", "SKIPPED")


class CallbackHook:
    """The calls of one tenant; knows nothing of Airflow, so it is tested without."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    def component(self, task: TaskRef, try_number: int) -> Answer:
        """May this component start? Headgate has committed the intent before it says ``submit``."""
        body = {"dagId": task.dag_id, "runId": task.run_id, "taskId": task.task_id, "tryNumber": try_number}
        return answer_of(call(self._endpoint, "component", body), "answer", COMPONENT_ANSWERS)

    def exit(self, task: TaskRef) -> Answer:
        """All components have ended: settle the run."""
        body = {"dagId": task.dag_id, "runId": task.run_id}
        return answer_of(call(self._endpoint, "exit", body), "state", EXIT_STATES)
