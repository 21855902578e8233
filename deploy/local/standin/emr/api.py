"""EMR's operations on steps, and moto's mistakes about clusters mended."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

from moto.core.responses import ActionResult, BaseResponse
from moto.emr.exceptions import InvalidCluster, InvalidRequestException, ValidationException
from moto.emr.models import Cluster, ElasticMapReduceBackend
from moto.emr.responses import ElasticMapReduceResponse

from . import roles
from .engine import Engine
from .steps import Step, new_step_id

_PAGE = 50
_MOST_ACTIVE = 256
_MOST_IDS = 10
_MOST_CHARACTERS = 10_240
_ALIVE = ("STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING")


class _Clusters(dict[str, Cluster]):
    """Answers for an unknown cluster as EMR does, where moto would break."""

    def __missing__(self, key: str) -> Cluster:
        raise InvalidCluster(key)


def install(engine: Engine) -> None:
    """Give moto's EMR real steps."""
    _mend_clusters(engine)
    for operation in (_add_job_flow_steps, _list_steps, _describe_step, _cancel_steps, _list_instance_fleets):
        setattr(ElasticMapReduceResponse, operation.__name__.lstrip("_"), _bound(operation, engine))


def _bound(operation: Any, engine: Engine) -> Any:
    def method(self: Any) -> ActionResult:
        result: ActionResult = operation(self, engine, json.loads(self.body or "{}"))
        return result

    return method


def _mend_clusters(engine: Engine) -> None:
    stock_init = ElasticMapReduceBackend.__init__
    stock_run = ElasticMapReduceResponse.run_job_flow
    stock_terminate = Cluster.terminate

    def backend_init(self: Any, *args: Any, **kwargs: Any) -> None:
        stock_init(self, *args, **kwargs)
        self.clusters = _Clusters()

    def run_job_flow(self: Any) -> ActionResult:
        return _run_job_flow(self, engine, stock_run)

    def terminate(self: Cluster) -> None:
        stock_terminate(self)
        engine.terminate(self)

    def come_up(self: Cluster) -> None:
        self.ready_datetime = self.start_datetime
        self.state = "WAITING"

    patches: list[tuple[Any, str, Any]] = [
        (ElasticMapReduceBackend, "__init__", backend_init),
        # There are no machines here: instance groups are numbers.
        (ElasticMapReduceBackend, "run_instances", lambda *_: None),
        (ElasticMapReduceResponse, "run_job_flow", run_job_flow),
        # moto looks for the Region in the host name only, and finds us-east-1.
        (ElasticMapReduceResponse, "get_region_from_url", BaseResponse.get_region_from_url),
        (Cluster, "terminate", terminate),
        (Cluster, "run_bootstrap_actions", come_up),
        (Cluster, "add_steps", lambda *_: []),
    ]
    for owner, name, replacement in patches:
        setattr(owner, name, replacement)


def _run_job_flow(response: Any, engine: Engine, stock: Any) -> ActionResult:
    body = json.loads(response.body or "{}")
    account = response.current_account
    roles.instance_role(account, body.get("JobFlowRole") or "EMR_EC2_DefaultRole")
    roles.check_service_role(account, body.get("ServiceRole"))
    level = int(body.get("StepConcurrencyLevel") or 1)
    if not 1 <= level <= _MOST_ACTIVE:
        raise ValidationException("StepConcurrencyLevel must be between 1 and 256.")
    result: Any = stock(response)
    cluster = response.backend.clusters[result.result["JobFlowId"]]
    cluster.role = body.get("JobFlowRole") or "EMR_EC2_DefaultRole"
    specs = body.get("Steps") or []
    if specs:
        engine.add(cluster, _parse(cluster, specs, None))
    elif cluster.auto_terminate:
        cluster.terminate()
    return ActionResult(result.result)


def _add_job_flow_steps(response: Any, engine: Engine, body: dict[str, Any]) -> ActionResult:
    cluster = response.backend.clusters[body["JobFlowId"]]
    if cluster.state not in _ALIVE:
        raise ValidationException("A job flow that is shutting down, terminating, or finished may not be modified.")
    steps = _parse(cluster, body.get("Steps") or [], body.get("ExecutionRoleArn"))
    with engine.lock:
        if engine.active(cluster.id) + len(steps) > _MOST_ACTIVE:
            raise ValidationException(
                "Maximum number of active steps(State = 'Running', 'Pending' or 'Cancel_Pending') for cluster exceeded."
            )
        engine.add(cluster, steps)
    return ActionResult({"StepIds": [step.id for step in steps]})


def _parse(cluster: Cluster, specs: list[dict[str, Any]], execution_role: str | None) -> list[Step]:
    return [_parse_one(cluster, spec, execution_role) for spec in specs]


def _parse_one(cluster: Cluster, spec: dict[str, Any], execution_role: str | None) -> Step:
    jar = spec["HadoopJarStep"]
    args = [str(arg) for arg in jar.get("Args") or []]
    properties = {p["Key"]: p["Value"] for p in jar.get("Properties") or []}
    on_failure = str(spec.get("ActionOnFailure") or "CONTINUE")
    strings = [jar["Jar"], *args, *properties, *properties.values()]
    if sum(map(len, strings)) > _MOST_CHARACTERS:
        raise ValidationException(f"The total length of the step's arguments exceeds {_MOST_CHARACTERS} characters.")
    if (cluster.step_concurrency_level or 1) > 1 and on_failure != "CONTINUE":
        raise ValidationException("ActionOnFailure must be CONTINUE when StepConcurrencyLevel is greater than 1.")
    backend = cluster.emr_backend
    return Step(
        id=new_step_id(), position=0, cluster=cluster.id, account=backend.account_id, region=backend.region_name,
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
    return ActionResult({"Step": step.answer()})


def _cancel_steps(response: Any, engine: Engine, body: dict[str, Any]) -> ActionResult:
    cluster = response.backend.clusters[body["ClusterId"]]
    option = body.get("StepCancellationOption") or "SEND_INTERRUPT"
    if option not in ("SEND_INTERRUPT", "TERMINATE_PROCESS"):
        raise InvalidRequestException(f"StepCancellationOption '{option}' is not valid.")
    answers = []
    for step_id in (body.get("StepIds") or [])[:_MOST_ACTIVE]:
        trouble = engine.cancel(cluster, step_id, interrupt=option == "SEND_INTERRUPT")
        answers.append({"StepId": step_id, "Status": "FAILED" if trouble else "SUBMITTED", "Reason": trouble or ""})
    engine.pump(cluster)
    return ActionResult({"CancelStepsInfoList": answers})


def _list_instance_fleets(response: Any, _engine: Engine, body: dict[str, Any]) -> ActionResult:
    response.backend.clusters[body["ClusterId"]]
    return ActionResult({"InstanceFleets": []})
