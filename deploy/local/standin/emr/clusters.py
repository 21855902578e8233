"""EMR's operations on clusters: moto's, with its mistakes mended."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from moto.core.responses import ActionResult, BaseResponse
from moto.emr.exceptions import InvalidCluster, InvalidRequestException, ValidationException
from moto.emr.models import Cluster, ElasticMapReduceBackend
from moto.emr.responses import ElasticMapReduceResponse

from .. import access
from . import lifecycle, roles
from .engine import Engine
from .steps import Place, Step

_MOST_CONCURRENT = 256
_MOST_STEPS_AT_START = 256
_MOST_TERMINATED_AT_ONCE = 10
_CONCURRENT_SINCE = (5, 28, 0)
_DEFAULT_PROFILE = "EMR_EC2_DefaultRole"
Parse = Callable[[Place, list[dict[str, Any]], "str | None"], list[Step]]


class _Clusters(dict[str, Cluster]):
    """Answers for an unknown cluster as EMR does, where moto would break."""

    def __missing__(self, key: str) -> Cluster:
        raise InvalidCluster(key)


def install(engine: Engine, parse: Parse) -> None:
    """Put this module's operations in the place of moto's."""
    life = engine.lifecycle
    stock_init = ElasticMapReduceBackend.__init__
    stock_run = ElasticMapReduceBackend.run_job_flow
    stock_operation = ElasticMapReduceResponse.run_job_flow
    stock_terminate = ElasticMapReduceResponse.terminate_job_flows

    def backend_init(self: Any, *args: Any, **kwargs: Any) -> None:
        stock_init(self, *args, **kwargs)
        self.clusters = _Clusters()

    def backend_run(self: Any, **kwargs: Any) -> Cluster:
        cluster = stock_run(self, **kwargs)
        # An empty one would be told, and has not the members that it must have.
        cluster.kerberos_attributes = cluster.kerberos_attributes or None
        life.begin(cluster)
        return cluster

    def terminate_job_flows(self: Any) -> ActionResult:
        ids = json.loads(self.body or "{}").get("JobFlowIds") or []
        if len(ids) > _MOST_TERMINATED_AT_ONCE:
            raise ValidationException(f"Maximum number of job flow ids is {_MOST_TERMINATED_AT_ONCE}.")
        for each in ids:
            self.backend.clusters[each]
        return stock_terminate(self)

    def terminate(self: Cluster) -> None:
        life.terminate(self, "USER_REQUEST", "Terminated by user request")

    patches: list[tuple[Any, str, Any]] = [
        (ElasticMapReduceBackend, "__init__", backend_init),
        (ElasticMapReduceBackend, "run_job_flow", backend_run),
        # There are no machines here: instance groups are numbers.
        (ElasticMapReduceBackend, "run_instances", lambda *_: None),
        (ElasticMapReduceResponse, "run_job_flow", lambda self: _run_job_flow(self, engine, parse, stock_operation)),
        (ElasticMapReduceResponse, "terminate_job_flows", terminate_job_flows),
        (ElasticMapReduceResponse, "modify_cluster", lambda self: _modify_cluster(self, engine)),
        (ElasticMapReduceResponse, "list_instance_fleets", _list_instance_fleets),
        # moto looks for the Region in the host name only, and finds us-east-1.
        (ElasticMapReduceResponse, "get_region_from_url", BaseResponse.get_region_from_url),
        (Cluster, "status", property(lifecycle.status)),
        (Cluster, "terminate", terminate),
        (Cluster, "start_cluster", lambda _: None),
        (Cluster, "run_bootstrap_actions", lambda _: None),
        (Cluster, "add_steps", lambda *_: []),
    ]
    for owner, name, replacement in patches:
        setattr(owner, name, replacement)


def _run_job_flow(response: Any, engine: Engine, parse: Parse, stock: Any) -> ActionResult:
    body = json.loads(response.body or "{}")
    level = int(body.get("StepConcurrencyLevel", 1))
    _check_level(level)
    profile = body.get("JobFlowRole") or _DEFAULT_PROFILE
    _check_roles(response, profile, body.get("ServiceRole"))
    specs, step_role = body.get("Steps") or [], body.get("StepExecutionRoleArn")
    if len(specs) > _MOST_STEPS_AT_START:
        raise ValidationException(f"Maximum number of steps is {_MOST_STEPS_AT_START}.")
    steps = parse(Place(response.current_account, response.region, level), specs, step_role)
    # No timer may look at the cluster before its steps are there.
    with engine.lock:
        result: Any = stock(response)
        cluster = response.backend.clusters[result.result["JobFlowId"]]
        cluster.role = profile
        if step_role:
            _check_step_role(response, cluster, step_role)
        if steps:
            engine.add(cluster, steps)
    return ActionResult(result.result)


def _check_step_role(response: Any, cluster: Cluster, role: str) -> None:
    try:
        roles.check_runtime_role(cluster, access.caller(response.get_access_key()), role)
    except Exception:
        del response.backend.clusters[cluster.id]
        raise


def _check_roles(response: Any, profile: str, service: str | None) -> None:
    account, region = response.current_account, response.region
    machines, own = roles.instance_role(account, profile), roles.service_role(account, service)
    caller = access.caller(response.get_access_key())
    roles.may_pass(caller, own.arn, "elasticmapreduce.amazonaws.com", region)
    roles.may_pass(caller, machines.arn, "ec2.amazonaws.com", region)


def _check_level(level: int) -> None:
    if not 1 <= level <= _MOST_CONCURRENT:
        raise ValidationException(f"StepConcurrencyLevel must be between 1 and {_MOST_CONCURRENT}.")


def _modify_cluster(response: Any, engine: Engine) -> ActionResult:
    body = json.loads(response.body or "{}")
    cluster = response.backend.clusters[body["ClusterId"]]
    level = body.get("StepConcurrencyLevel")
    if level is not None:
        _check_level(level)
        if cluster.state not in lifecycle.TAKES_STEPS:
            raise InvalidRequestException("The cluster is terminating or terminated and cannot be modified.")
        if level > 1 and roles.release(cluster) < _CONCURRENT_SINCE:
            raise InvalidRequestException("Step concurrency is supported with EMR release emr-5.28.0 and later.")
        cluster.step_concurrency_level = level
        engine.pump(cluster)
    return ActionResult({"StepConcurrencyLevel": cluster.step_concurrency_level})


def _list_instance_fleets(response: Any) -> ActionResult:
    response.backend.clusters[json.loads(response.body or "{}")["ClusterId"]]
    return ActionResult({"InstanceFleets": []})
