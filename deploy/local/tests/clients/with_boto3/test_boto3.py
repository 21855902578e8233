"""AWS through boto3: sessions, steps, objects. Knows AWS's documentation and nothing of what answers."""

from __future__ import annotations

import gzip
import os
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

ROLE = os.environ["AWS_UNDER_TEST_ROLE_ARN"]
EXTERNAL_ID = os.environ["AWS_UNDER_TEST_EXTERNAL_ID"]
CLUSTER = os.environ["AWS_UNDER_TEST_CLUSTER"]
BUCKET = os.environ["AWS_UNDER_TEST_BUCKET"]
QUICK = {"Delay": 1, "MaxAttempts": 30}


def assume(**settings: Any) -> dict[str, Any]:
    """Credentials of the tenant's role."""
    wanted = {"RoleArn": ROLE, "RoleSessionName": "boto3-suite", "ExternalId": EXTERNAL_ID, **settings}
    answer: dict[str, Any] = boto3.client("sts").assume_role(**wanted)["Credentials"]
    return answer


def entered(service: str) -> Any:
    """A client in the tenant's account."""
    given = assume()
    session: Any = boto3.session.Session(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])
    return session.client(service, config=Config(s3={"addressing_style": "path"}))


def owner(service: str) -> Any:
    """A client of the tenant's own administrator."""
    key, secret = os.environ["AWS_UNDER_TEST_TENANT_KEY"], os.environ["AWS_UNDER_TEST_TENANT_SECRET"]
    session: Any = boto3.session.Session(key, secret)
    return session.client(service, config=Config(s3={"addressing_style": "path"}))


def code(call: Any, **parameters: Any) -> tuple[str, int]:
    with pytest.raises(ClientError) as raised:
        call(**parameters)
    answer = raised.value.response
    return answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"]


def step(name: str, *args: str) -> dict[str, Any]:
    jar = {"Jar": "command-runner.jar", "Args": list(args)}
    return {"Name": name, "ActionOnFailure": "CONTINUE", "HadoopJarStep": jar}


def test_the_session_is_the_tenants() -> None:
    arn = entered("sts").get_caller_identity()["Arn"]
    account, name = ROLE.split(":")[4], ROLE.rpartition("/")[2]
    assert arn == f"arn:aws:sts::{account}:assumed-role/{name}/boto3-suite"


def test_a_wrong_external_id_is_refused() -> None:
    assert code(assume, ExternalId="not-the-one") == ("AccessDenied", 403)


def test_the_session_may_not_do_more_than_its_role() -> None:
    assert code(entered("emr").terminate_job_flows, JobFlowIds=[CLUSTER]) == ("AccessDeniedException", 400)
    assert code(entered("s3").delete_object, Bucket=BUCKET, Key="headgate/x") == ("AccessDenied", 403)


def test_a_step_runs_and_leaves_its_log() -> None:
    emr = entered("emr")
    (one,) = emr.add_job_flow_steps(JobFlowId=CLUSTER, Steps=[step("boto3 says", "echo", "hello")])["StepIds"]
    emr.get_waiter("step_complete").wait(ClusterId=CLUSTER, StepId=one, WaiterConfig=QUICK)
    status = emr.describe_step(ClusterId=CLUSTER, StepId=one)["Step"]["Status"]
    times = status["Timeline"]
    assert times["CreationDateTime"] <= times["StartDateTime"] <= times["EndDateTime"]
    cluster = emr.describe_cluster(ClusterId=CLUSTER)["Cluster"]
    prefix = cluster["LogUri"].partition(f"{BUCKET}/")[2] + f"{CLUSTER}/steps/{one}/"
    s3 = entered("s3")
    s3.get_waiter("object_exists").wait(Bucket=BUCKET, Key=f"{prefix}stdout.gz", WaiterConfig=QUICK)
    assert gzip.decompress(s3.get_object(Bucket=BUCKET, Key=f"{prefix}stdout.gz")["Body"].read()) == b"hello\n"


def test_a_failed_step_ends_its_waiter() -> None:
    from botocore.exceptions import WaiterError

    emr = entered("emr")
    (one,) = emr.add_job_flow_steps(JobFlowId=CLUSTER, Steps=[step("fails", "false")])["StepIds"]
    with pytest.raises(WaiterError, match="FAILED"):
        emr.get_waiter("step_complete").wait(ClusterId=CLUSTER, StepId=one, WaiterConfig=QUICK)


def test_all_pages_are_walked_newest_first() -> None:
    emr = entered("emr")
    steps = [step(f"page {n}", "sleep", "600") for n in range(60)]
    added = emr.add_job_flow_steps(JobFlowId=CLUSTER, Steps=steps)["StepIds"]
    pages = list(emr.get_paginator("list_steps").paginate(ClusterId=CLUSTER))
    assert len(pages) > 1
    assert [s["Id"] for page in pages for s in page["Steps"]][:60] == added[::-1]
    told = emr.cancel_steps(ClusterId=CLUSTER, StepIds=added, StepCancellationOption="TERMINATE_PROCESS")
    assert {info["Status"] for info in told["CancelStepsInfoList"]} == {"SUBMITTED"}


def test_an_object_is_put_once() -> None:
    s3 = entered("s3")
    s3.put_object(Bucket=BUCKET, Key="headgate/boto3/once", Body=b"first", IfNoneMatch="*")
    second = code(s3.put_object, Bucket=BUCKET, Key="headgate/boto3/once", Body=b"second", IfNoneMatch="*")
    assert second == ("PreconditionFailed", 412)
    assert s3.get_object(Bucket=BUCKET, Key="headgate/boto3/once")["Body"].read() == b"first"
    assert code(s3.get_object, Bucket=BUCKET, Key="headgate/boto3/none") == ("NoSuchKey", 404)


def test_a_cluster_comes_and_goes() -> None:
    emr = owner("emr")
    cluster = emr.run_job_flow(
        Name="boto3", ReleaseLabel="emr-7.5.0", JobFlowRole="emr-ec2-headgate", ServiceRole="EMR_DefaultRole",
        Instances={"InstanceCount": 1, "MasterInstanceType": "m5.xlarge", "KeepJobFlowAliveWhenNoSteps": True},
    )["JobFlowId"]  # fmt: skip
    emr.get_waiter("cluster_running").wait(ClusterId=cluster, WaiterConfig=QUICK)
    alive = emr.get_paginator("list_clusters").paginate(ClusterStates=["RUNNING", "WAITING"])
    assert cluster in [c["Id"] for page in alive for c in page["Clusters"]]
    emr.terminate_job_flows(JobFlowIds=[cluster])
    emr.get_waiter("cluster_terminated").wait(ClusterId=cluster, WaiterConfig=QUICK)
    late = code(emr.add_job_flow_steps, JobFlowId=cluster, Steps=[step("late", "true")])
    assert late == ("ValidationException", 400)
