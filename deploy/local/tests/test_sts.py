"""Sessions: who gets one, for how long, and what it may."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from .standin import CONTROL, EXTERNAL_ID, HEADGATE_ARN, ROLE_ARN, TENANT, StandIn, onboard, refused

LONG_ROLE = f"arn:aws:iam::{TENANT}:role/headgate-long"


@pytest.fixture(scope="module")
def standin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    one = StandIn(tmp_path_factory.mktemp("sts"))
    one.start()
    onboard(one)
    yield one
    one.stop()


@pytest.fixture(scope="module")
def sts(standin: StandIn) -> Any:
    return standin.client("sts", f"{CONTROL}/headgate")


def make_role(
    standin: StandIn, name: str, trusted: str, condition: dict[str, Any] | None = None, hours: int = 1
) -> str:
    allow = {"Effect": "Allow", "Principal": {"AWS": trusted}, "Action": "sts:AssumeRole"}
    statement = {**allow, "Condition": condition} if condition else allow
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    role = standin.client("iam", f"{TENANT}/admin").create_role(
        RoleName=name, AssumeRolePolicyDocument=document, MaxSessionDuration=hours * 3600
    )
    return str(role["Role"]["Arn"])


def lasts(answer: dict[str, Any]) -> timedelta:
    left: timedelta = answer["Credentials"]["Expiration"] - datetime.now(timezone.utc)
    return left


def test_a_session_lasts_as_long_as_it_was_asked_for(standin: StandIn, sts: Any) -> None:
    def assume(**settings: Any) -> timedelta:
        return lasts(sts.assume_role(RoleArn=ROLE_ARN, RoleSessionName="me", ExternalId=EXTERNAL_ID, **settings))

    assert timedelta(seconds=880) < assume(DurationSeconds=900) <= timedelta(seconds=900)
    assert timedelta(seconds=3580) < assume() <= timedelta(hours=1)
    with refused("ValidationError", 400):
        assume(DurationSeconds=3601)
    with refused("ValidationError", 400):
        assume(DurationSeconds=43_201)
    assert [v["operation"] for v in standin.violations()] == ["AssumeRole"]


def test_a_chained_session_lasts_an_hour_at_most(standin: StandIn, sts: Any) -> None:
    first = make_role(standin, "headgate-first", HEADGATE_ARN, hours=12)
    second = make_role(standin, "headgate-second", first, hours=12)
    may = {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": second}
    standin.client("iam", f"{TENANT}/admin").put_role_policy(
        RoleName="headgate-first",
        PolicyName="chain",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [may]}),
    )
    answer = sts.assume_role(RoleArn=first, RoleSessionName="one", DurationSeconds=43_200)
    assert lasts(answer) > timedelta(hours=11)
    chained = standin.assumed("sts", answer["Credentials"])
    assert lasts(chained.assume_role(RoleArn=second, RoleSessionName="two", DurationSeconds=3600))
    with refused("ValidationError", 400):
        chained.assume_role(RoleArn=second, RoleSessionName="two", DurationSeconds=3601)


@pytest.mark.parametrize(
    ("condition", "allowed"),
    [
        ({"StringEquals": {"sts:ExternalId": "right"}}, True),
        ({"StringEquals": {"sts:ExternalId": "wrong"}}, False),
        ({"StringLike": {"sts:RoleSessionName": "headgate-*"}}, True),
        ({"StringEquals": {"aws:PrincipalArn": HEADGATE_ARN}}, True),
        ({"StringEquals": {"aws:PrincipalAccount": TENANT}}, False),
        ({"IpAddress": {"aws:SourceIp": "127.0.0.1/32"}}, False),
        ({"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}, False),
    ],
)
def test_a_trust_policys_conditions_are_heeded(
    standin: StandIn, sts: Any, condition: dict[str, Any], allowed: bool
) -> None:
    name = f"headgate-{abs(hash(json.dumps(condition)))}"
    role = make_role(standin, name, HEADGATE_ARN, condition)

    def assume() -> Any:
        return sts.assume_role(RoleArn=role, RoleSessionName="headgate-run", ExternalId="right")

    if allowed:
        assert assume()["Credentials"]
    else:
        with refused("AccessDenied", 403):
            assume()


def test_a_session_policy_narrows(standin: StandIn, sts: Any) -> None:
    nothing = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}]}
    answer = sts.assume_role(
        RoleArn=ROLE_ARN, RoleSessionName="narrow", ExternalId=EXTERNAL_ID, Policy=json.dumps(nothing)
    )
    with refused("AccessDenied", 403):
        standin.assumed("s3", answer["Credentials"]).list_objects_v2(Bucket="acme-headgate")


def test_wrong_keys_and_tokens_are_told_apart(standin: StandIn) -> None:
    credentials = standin.headgate()
    forged = {**credentials, "SecretAccessKey": "x" * 40}
    with refused("SignatureDoesNotMatch", 403):
        standin.assumed("sts", forged).get_caller_identity()
    with refused("InvalidSignatureException", 400):
        standin.assumed("emr", forged).list_clusters()
    with refused("InvalidClientTokenId", 403):
        standin.keyed("sts", "AKIAAAAAAAAAAAAAAAAA", "x").get_caller_identity()
    with refused("UnrecognizedClientException", 400):
        standin.keyed("emr", "AKIAAAAAAAAAAAAAAAAA", "x").list_clusters()
    with refused("InvalidClientTokenId", 403):
        standin.assumed("sts", {**credentials, "SessionToken": "x" * 100}).get_caller_identity()
