"""Policies and users that tests make in a tenant's account."""

from __future__ import annotations

import json
from typing import Any

from .standin import TENANT, StandIn


def allow(action: str, resource: str | None) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Action": action}
    return {**statement, "Resource": resource} if resource else statement


def document(statements: list[dict[str, Any]]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def user(standin: StandIn, name: str, statements: list[dict[str, Any]]) -> Any:
    """An EMR client of a new user with these permissions."""
    iam = standin.client("iam", f"{TENANT}/admin")
    iam.create_user(UserName=name)
    iam.put_user_policy(UserName=name, PolicyName="may", PolicyDocument=document(statements))
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return standin.keyed("emr", key["AccessKeyId"], key["SecretAccessKey"])
