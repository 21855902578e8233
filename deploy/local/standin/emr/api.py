"""EMR's operations on steps."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

from moto.core.responses import ActionResult
from moto.emr.exceptions import InvalidRequestException, ValidationException
from moto.emr.responses import ElasticMapReduceResponse

from .. import access
from . import clusters, roles
from .engine import Engine
from .lifecycle import TAKES_STEPS
from .steps import Place, Step, new_step_id

_PAGE = 50
MOST_ACTIVE = 256
_MOST_IDS = 10
_MOST_CHARACTERS = 10_240
_RUNNING_CANCELLED_SINCE = (5, 28, 0)


def install(engine: Engine) -> None:
    """Give moto's EMR real steps."""
    clusters.install(engine, parse)
    for operation in (_add_job_flow_steps, _list_steps, _describe_step, _cancel_steps):
        setattr(ElasticMapReduceResponse, operation.__name__.lstrip("_"), _bound(operation, engine))


def _bound(operation: Any, engine: Engine) -> Any:
    def method(self: Any) -> ActionResult:
        result: ActionResult = operation(self, engine, json.loads(self.body or "{}"))
        return result

    return method


def _add_job_flow_steps(response: Any, engine: Engine, body: dict[str, Any]) -> ActionResult:
    cluster = response.backend.clusters[body["JobFlowId"]]
    if cluster.state not in TAKES_STEPS:
        raise ValidationException("A job flow that is shutting down, terminated, or finished may not be modified.")
    role = body.get("ExecutionRoleArn")
    if role:
        roles.check_runtime_role(cluster, access.caller(response.get_access_key()), role)
    place = Place(response.current_account, response.region, cluster.step_concurrency_level or 1)
    steps = parse(place, body.get("Steps") or [], role)
    with engine.lock:
        if engine.active(cluster.id) + len(steps) > MOST_ACTIVE:
            raise ValidationException(
                "Maximum number of active steps(State = 'Running', 'Pending' or 'Cancel_Pending') for cluster exceeded."
            )
        engine.add(cluster, steps)
    return ActionResult({"StepIds": [step.id for step in steps]})


def parse(place: Place, specs: list[dict[str, Any]], execution_role: str | None) -> list[Step]:
    """Steps as they were asked for, or a refusal of all of them."""
    return [_parse_one(place, spec, execution_role) for spec in specs]


def _parse_one(place: Place, spec: dict[str, Any], execution_role: str | None) -> Step:
    jar = spec["HadoopJarStep"]
    args = [str(arg) for arg in jar.get("Args") or []]
    properties = {p["Key"]: p["Value"] for p in jar.get("Properties") or []}
    on_failure = str(spec.get("ActionOnFailure") or "CONTINUE")
    strings = [jar["Jar"], jar.get("MainClass") or "", *args, *properties, *properties.values()]
    if sum(map(len, strings)) > _MOST_CHARACTERS:
        raise ValidationException(f"The total length of the step's arguments exceeds {_MOST_CHARACTERS} characters.")
    if place.concurrency > 1 and on_failure != "CONTINUE":
        raise ValidationException("ActionOnFailure must be CONTINUE when StepConcurrencyLevel is greater than 1.")
    return Step(
        id=new_step_id(), position=0, cluster="", account=place.account, region=place.region,
        name=str(spec["Name"]), jar=str(jar["Jar"]), args=args, properties=properties,
        main_class=jar.get("MainClass"), action_on_failure=on_failure, execution_role=execution_role,
        created=time.time(),
    )  # fmt: skip


def _list_steps(response: Any, engine: Engine, body: dict[str, Any]) -> ActionResult:
    cluster = response.backend.clusters[body["ClusterId"]]
    ids, states = body.get("StepIds") or [], body.get("StepStates") or []
    if len(ids) > _MOST_IDS:
        raise InvalidRequestException(f"Maximum number of step ids is {_MOST_IDS}.")
    for step_id in ids:
        if engine.step(cluster.id, step_id) is None:
            raise InvalidRequestException(f"Step id '{step_id}' is not valid.")
    newest_first = not ids and not states
    after = _read_marker(body.get("Marker"))
    with engine.lock:
        found = [
            (step.position, step.answer())
            for step in engine.steps(cluster.id)
            if (not ids or step.id in ids) and (not states or step.state in states)
        ]
    found.sort(key=lambda pair: pair[0], reverse=newest_first)
    if after is not None:
        # The marker is a place, not a count: steps that come in between do not shift the pages.
        found = [pair for pair in found if (pair[0] < after if newest_first else pair[0] > after)]
    result: dict[str, Any] = {"Steps": [answer for _, answer in found[:_PAGE]]}
    if len(found) > _PAGE:
        result["Marker"] = base64.urlsafe_b64encode(str(found[_PAGE - 1][0]).encode()).decode()
    return ActionResult(result)


def _read_marker(marker: str | None) -> int | None:
    if not marker:
        return None
    try:
        return int(base64.urlsafe_b64decode(marker.encode()))
    except ValueError:
        raise InvalidRequestException(f"Marker '{marker}' is not valid.") from None


def _describe_step(response: Any, engine: Engine, body: dict[str, Any]) -> ActionResult:
    cluster = response.backend.clusters[body["ClusterId"]]
    step = engine.step(cluster.id, body["StepId"])
    if step is None:
        raise InvalidRequestException(f"Step id '{body['StepId']}' is not valid.")
    shown = step.answer()
    return ActionResult({"Step": {**shown, "ExecutionRoleArn": step.execution_role} if step.execution_role else shown})


def _cancel_steps(response: Any, engine: Engine, body: dict[str, Any]) -> ActionResult:
    cluster = response.backend.clusters[body["ClusterId"]]
    ids = body.get("StepIds") or []
    if len(ids) > MOST_ACTIVE:
        raise InvalidRequestException(f"Maximum number of step ids is {MOST_ACTIVE}.")
    interrupt = body.get("StepCancellationOption", "SEND_INTERRUPT") == "SEND_INTERRUPT"
    running_too = roles.release(cluster) >= _RUNNING_CANCELLED_SINCE
    answers = []
    for step_id in ids:
        trouble = engine.cancel(cluster, step_id, interrupt=interrupt, running_too=running_too)
        told = {"StepId": step_id, "Status": "FAILED" if trouble else "SUBMITTED"}
        answers.append({**told, "Reason": trouble} if trouble else told)
    engine.pump(cluster)
    return ActionResult({"CancelStepsInfoList": answers})
