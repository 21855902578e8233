"""AWS through Airflow's own EMR operators, as they come with the provider."""

from __future__ import annotations

import os
from typing import Any

import boto3
import pytest
from airflow.providers.amazon.aws.operators.emr import (
    EmrAddStepsOperator,
    EmrCreateJobFlowOperator,
    EmrTerminateJobFlowOperator,
)
from airflow.providers.amazon.aws.sensors.emr import EmrJobFlowSensor, EmrStepSensor

CLUSTER = os.environ["AWS_UNDER_TEST_CLUSTER"]
# No connection: what boto3 finds in the environment.
BARE: dict[str, Any] = {"aws_conn_id": None}
QUICK: dict[str, Any] = {"poke_interval": 0.5, "timeout": 60}


class TaskInstance:
    """As much of a task instance as operators need: somewhere to put what they tell."""

    def __init__(self) -> None:
        self.told: dict[str, Any] = {}

    def xcom_push(self, key: str, value: Any, **_: Any) -> None:
        self.told[key] = value


@pytest.fixture
def context() -> dict[str, Any]:
    one = TaskInstance()
    return {"ti": one, "task_instance": one}


def step(name: str, *args: str) -> dict[str, Any]:
    jar = {"Jar": "command-runner.jar", "Args": list(args)}
    return {"Name": name, "ActionOnFailure": "CONTINUE", "HadoopJarStep": jar}


def state_of(cluster: str) -> str:
    emr: Any = boto3.client("emr")
    return str(emr.describe_cluster(ClusterId=cluster)["Cluster"]["Status"]["State"])


def test_steps_are_added_and_watched(context: dict[str, Any]) -> None:
    steps = [step("airflow one", "true"), step("airflow two", "sleep", "1")]
    added = EmrAddStepsOperator(task_id="add", job_flow_id=CLUSTER, steps=steps, **BARE).execute(context)
    assert len(added) == 2
    assert context["ti"].told["job_flow_id"] == CLUSTER
    for one in added:
        sensor = EmrStepSensor(task_id="watch", job_flow_id=CLUSTER, step_id=one, **BARE, **QUICK)
        sensor.execute(context)
        assert sensor.state_from_response(sensor.get_emr_response(context)) == "COMPLETED"


def test_a_failed_step_fails_the_sensor(context: dict[str, Any]) -> None:
    adding = EmrAddStepsOperator(task_id="add", job_flow_id=CLUSTER, steps=[step("fails", "false")], **BARE)
    (one,) = adding.execute(context)
    sensor = EmrStepSensor(task_id="watch", job_flow_id=CLUSTER, step_id=one, **BARE, **QUICK)
    with pytest.raises(Exception, match="EMR job failed"):
        sensor.execute(context)


def test_the_operator_may_wait_itself(context: dict[str, Any]) -> None:
    adding = EmrAddStepsOperator(
        task_id="add", job_flow_name="acme", cluster_states=["WAITING", "RUNNING"], steps=[step("waits", "true")],
        wait_for_completion=True, waiter_delay=1, **BARE,
    )  # fmt: skip
    (one,) = adding.execute(context)
    emr: Any = boto3.client("emr")
    assert emr.describe_step(ClusterId=CLUSTER, StepId=one)["Step"]["Status"]["State"] == "COMPLETED"


def test_a_cluster_is_created_and_terminated(context: dict[str, Any]) -> None:
    wanted = {
        "Name": "airflow", "ReleaseLabel": "emr-7.5.0", "JobFlowRole": "emr-ec2-headgate",
        "ServiceRole": "EMR_DefaultRole", "Steps": [step("first", "true")],
        "Instances": {"InstanceCount": 1, "MasterInstanceType": "m5.xlarge", "KeepJobFlowAliveWhenNoSteps": True},
    }  # fmt: skip
    creating = EmrCreateJobFlowOperator(task_id="create", job_flow_overrides=wanted, emr_conn_id=None, **BARE)
    cluster = str(creating.execute(context))
    targets = {"target_states": ["WAITING"], "failed_states": ["TERMINATED", "TERMINATED_WITH_ERRORS"]}
    EmrJobFlowSensor(task_id="up", job_flow_id=cluster, **targets, **BARE, **QUICK).execute(context)
    EmrTerminateJobFlowOperator(task_id="end", job_flow_id=cluster, waiter_delay=1, **BARE).execute(context)
    EmrJobFlowSensor(task_id="down", job_flow_id=cluster, target_states=["TERMINATED"], **BARE, **QUICK).execute(
        context
    )
    assert state_of(cluster) == "TERMINATED"


def test_a_cluster_that_ends_with_an_error_fails_its_sensor(context: dict[str, Any]) -> None:
    failing = {**step("fails", "false"), "ActionOnFailure": "TERMINATE_CLUSTER"}
    wanted = {
        "Name": "airflow-fails", "ReleaseLabel": "emr-7.5.0", "JobFlowRole": "emr-ec2-headgate",
        "ServiceRole": "EMR_DefaultRole", "Steps": [failing],
        "Instances": {"InstanceCount": 1, "MasterInstanceType": "m5.xlarge", "KeepJobFlowAliveWhenNoSteps": True},
    }  # fmt: skip
    creating = EmrCreateJobFlowOperator(task_id="create", job_flow_overrides=wanted, emr_conn_id=None, **BARE)
    cluster = str(creating.execute(context))
    with pytest.raises(Exception, match="STEP_FAILURE"):
        EmrJobFlowSensor(task_id="up", job_flow_id=cluster, **BARE, **QUICK).execute(context)
