"""Roles that steps are given instead of their cluster's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from .permissions import allow, document, user
from .standin import OTHER, TENANT, StandIn, command, finished, launch, onboard, refused, submit


@pytest.fixture(scope="module")
def standin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    one = StandIn(tmp_path_factory.mktemp("roles"))
    one.start()
    onboard(one)
    yield one
    one.stop()


@pytest.fixture(scope="module")
def emr(standin: StandIn) -> Any:
    return standin.client("emr", f"{TENANT}/admin")


@pytest.fixture(scope="module")
def runtime_role(standin: StandIn, emr: Any) -> str:
    """A role for steps that trusts the machines' role, which may assume it; and the configuration that allows it."""
    iam = standin.client("iam", f"{TENANT}/admin")
    machines = f"arn:aws:iam::{TENANT}:role/emr-ec2-headgate"
    trust = {**allow("sts:AssumeRole", None), "Principal": {"AWS": machines}}
    iam.create_role(RoleName="step-runtime", AssumeRolePolicyDocument=document([trust]))
    reading = [allow("s3:GetObject", "arn:aws:s3:::acme-data/*")]
    iam.put_role_policy(RoleName="step-runtime", PolicyName="data", PolicyDocument=document(reading))
    assuming = [allow("sts:AssumeRole", f"arn:aws:iam::{TENANT}:role/step-*")]
    iam.put_role_policy(RoleName="emr-ec2-headgate", PolicyName="steps", PolicyDocument=document(assuming))
    scoped = {"AuthorizationConfiguration": {"IAMConfiguration": {"EnableApplicationScopedIAMRole": True}}}
    emr.create_security_configuration(Name="scoped", SecurityConfiguration=json.dumps(scoped))
    return f"arn:aws:iam::{TENANT}:role/step-runtime"


def test_a_step_has_the_role_that_it_is_given(standin: StandIn, emr: Any, runtime_role: str) -> None:
    cluster = launch(emr, "scoped", SecurityConfiguration="scoped")
    script = (
        "import boto3; print(boto3.client('sts').get_caller_identity()['Arn'])\n"
        "boto3.client('s3').put_object(Bucket='acme-data', Key='x', Body=b'x')"
    )
    (step,) = submit(emr, cluster, command("who", standin.python, "-c", script), ExecutionRoleArn=runtime_role)
    # It may read data, and write none.
    assert finished(emr, cluster, step) == "FAILED"
    described = emr.describe_step(ClusterId=cluster, StepId=step)["Step"]
    assert described["ExecutionRoleArn"] == runtime_role
    callers = {call["principal"] for call in standin.calls("sts") if call["action"] == "GetCallerIdentity"}
    assert f"arn:aws:sts::{TENANT}:assumed-role/step-runtime/{step}" in callers
    puts = [c for c in standin.calls("s3") if c["parameters"].get("key") == "x"]
    assert [put["status"] for put in puts] == [403]


def test_runtime_roles_need_a_cluster_made_for_them(emr: Any, runtime_role: str) -> None:
    too_old = launch(emr, "old", ReleaseLabel="emr-6.6.0", SecurityConfiguration="scoped")
    for cluster in (too_old, launch(emr, "not scoped")):
        with refused("ValidationException", 400):
            submit(emr, cluster, command("x", "true"), ExecutionRoleArn=runtime_role)


def test_the_caller_must_be_allowed_to_pass_a_runtime_role(standin: StandIn, emr: Any, runtime_role: str) -> None:
    cluster = launch(emr, "scoped", SecurityConfiguration="scoped")
    headgate = standin.assumed("emr", standin.headgate())
    with refused("AccessDeniedException", 400):
        submit(headgate, cluster, command("x", "true"), ExecutionRoleArn=runtime_role)
    only = {"StringEquals": {"elasticmapreduce:ExecutionRoleArn": runtime_role}}
    steps = {**allow("elasticmapreduce:AddJobFlowSteps", "*"), "Condition": only}
    runner = user(standin, "runner", [steps, allow("iam:PassRole", runtime_role)])
    assert submit(runner, cluster, command("x", "true"), ExecutionRoleArn=runtime_role)
    with refused("AccessDeniedException", 400):
        submit(runner, cluster, command("x", "true"), ExecutionRoleArn=f"{runtime_role}-2")
    with refused("AccessDeniedException", 400):
        submit(runner, cluster, command("without a role", "true"))


def test_a_runtime_role_must_trust_the_machines(standin: StandIn, emr: Any, runtime_role: str) -> None:
    iam = standin.client("iam", f"{TENANT}/admin")
    stranger = {**allow("sts:AssumeRole", None), "Principal": {"AWS": f"arn:aws:iam::{OTHER}:root"}}
    iam.create_role(RoleName="step-stranger", AssumeRolePolicyDocument=document([stranger]))
    cluster = launch(emr, "scoped", SecurityConfiguration="scoped")
    role = f"arn:aws:iam::{TENANT}:role/step-stranger"
    (step,) = submit(emr, cluster, command("x", "true"), ExecutionRoleArn=role)
    assert finished(emr, cluster, step) == "FAILED"
    details = emr.describe_step(ClusterId=cluster, StepId=step)["Step"]["Status"]["FailureDetails"]
    assert "sts:AssumeRole" in details["Message"]
