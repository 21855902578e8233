"""Policies: what is not understood never lets anybody in."""

from __future__ import annotations

from typing import Any

import pytest

from standin.policy import Decision, evaluate, trusts

ARN = "arn:aws:s3:::data/key"
FACTS = {"aws:RequestedRegion": "eu-central-1", "s3:prefix": "raw/2013"}


def judged(effect: str = "Allow", **elements: Any) -> Decision:
    statement = {"Effect": effect, "Action": "s3:*", "Resource": "*", **elements}
    return evaluate([{"Statement": [statement]}], "s3:GetObject", ARN, FACTS)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ({"StringEquals": {"aws:RequestedRegion": ["us-east-1", "eu-central-1"]}}, True),
        ({"StringEquals": {"AWS:requestedregion": "eu-central-1"}}, True),
        ({"StringNotEquals": {"aws:RequestedRegion": "eu-central-1"}}, False),
        ({"StringLike": {"s3:prefix": ["raw/*", "x"]}}, True),
        ({"StringLike": {"s3:prefix": "raw/?"}}, False),
        ({"StringEquals": {"sts:ExternalId": "x"}}, False),
        ({"StringNotEquals": {"sts:ExternalId": "x"}}, True),
        ({"StringEqualsIfExists": {"sts:ExternalId": "x"}}, True),
        ({"Null": {"sts:ExternalId": "true"}}, True),
        ({"Null": {"s3:prefix": "true"}}, False),
        ({"ForAllValues:StringEquals": {"sts:ExternalId": "x"}}, True),
        ({"ForAnyValue:StringEquals": {"sts:ExternalId": "x"}}, False),
        ({"ForAnyValue:StringLike": {"s3:prefix": "raw/*"}}, True),
        ({"StringLike": {"s3:prefix": "raw/*"}, "StringEquals": {"aws:RequestedRegion": "us-east-1"}}, False),
    ],
)
def test_conditions_that_are_understood(condition: dict[str, Any], holds: bool) -> None:
    assert judged(Condition=condition) is (Decision.ALLOWED if holds else Decision.SILENT)
    assert judged("Deny", Condition=condition) is (Decision.DENIED if holds else Decision.SILENT)


@pytest.mark.parametrize(
    "elements",
    [
        {"Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}},
        {"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}},
        {"Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}},
        {"Condition": {"StringNotEqualsIfExists": {"aws:SourceVpc": "vpc-1"}}},
        {"Condition": {"Null": {"aws:TokenIssueTime": "true"}}},
        {"Condition": {"DateGreaterThan": {"aws:RequestedRegion": "2020-01-01T00:00:00Z"}}},
        {"Condition": {"ForNoValue:StringEquals": {"s3:prefix": "raw/2013"}}},
        {"Condition": {"StringLike": {"s3:prefix": "raw/${aws:username}"}}},
        {"Resource": "arn:aws:s3:::data/${aws:username}/*"},
    ],
)
def test_what_is_not_understood_denies(elements: dict[str, Any]) -> None:
    assert judged(**elements) is Decision.SILENT
    assert judged("Deny", **elements) is Decision.DENIED


def test_a_deny_beats_every_allow() -> None:
    statements = [
        {"Effect": "Allow", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "NotAction": "s3:Get*", "Resource": "*"},
        {"Effect": "Deny", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::data/*"},
    ]
    documents = [{"Statement": one} for one in statements]
    assert evaluate(documents, "s3:GetObject", ARN, FACTS) is Decision.ALLOWED
    assert evaluate(documents, "s3:PutObject", ARN, FACTS) is Decision.DENIED
    assert evaluate(documents, "s3:GetObject", "arn:aws:s3:::other/key", FACTS) is Decision.DENIED


@pytest.mark.parametrize(
    ("principal", "decision"),
    [
        ({"Principal": {"AWS": "arn:aws:iam::1:user/a"}}, Decision.ALLOWED),
        ({"Principal": {"AWS": "1"}}, Decision.ALLOWED),
        ({"Principal": "*"}, Decision.ALLOWED),
        ({"Principal": {"AWS": "arn:aws:iam::1:user/*"}}, Decision.SILENT),
        ({"Principal": {"Service": "arn:aws:iam::1:user/a"}}, Decision.SILENT),
        ({"NotPrincipal": {"AWS": "arn:aws:iam::2:user/b"}}, Decision.SILENT),
        ({}, Decision.SILENT),
    ],
)
def test_whom_a_role_trusts(principal: dict[str, Any], decision: Decision) -> None:
    document = {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", **principal}]}
    caller = [("AWS", "arn:aws:iam::1:user/a"), ("AWS", "1")]
    assert trusts(document, caller, "sts:AssumeRole", {}) is decision
    refusing = {"Statement": [*document["Statement"], {"Effect": "Deny", "Action": "*", "NotPrincipal": "*"}]}
    assert trusts(refusing, caller, "sts:AssumeRole", {}) is Decision.DENIED
