"""What each user of the control plane's account may do: no more than its work needs."""

from __future__ import annotations

from typing import Any

from .settings import BUCKET, CONTROL, ENVIRONMENT, REGION

_SECRETS = f"arn:aws:secretsmanager:{REGION}:{CONTROL}:secret:airflow/connections/*"


def of(user: str) -> dict[str, Any]:
    """The inline policy of a user, by its name."""
    statements = {
        "admin": [_allow(["*"], "*")],
        "headgate": [
            _allow(["sts:AssumeRole"], "arn:aws:iam::*:role/headgate-*"),
            _allow(["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], f"arn:aws:s3:::{BUCKET}/dags/*"),
            _allow(["s3:ListBucket"], f"arn:aws:s3:::{BUCKET}", {"StringLike": {"s3:prefix": ["dags/*"]}}),
            _allow(
                [f"secretsmanager:{a}" for a in ("CreateSecret", "PutSecretValue", "GetSecretValue", "UpdateSecret",
                                                 "DescribeSecret", "DeleteSecret", "TagResource")],
                _SECRETS,
            ),
            _allow(["airflow:GetEnvironment"], f"arn:aws:airflow:{REGION}:{CONTROL}:environment/{ENVIRONMENT}"),
            _allow(["airflow:InvokeRestApi"], f"arn:aws:airflow:{REGION}:{CONTROL}:role/{ENVIRONMENT}/Admin"),
        ],
        "airflow-execution": [_allow(["secretsmanager:GetSecretValue"], _SECRETS)],
        "airflow-sync": [
            _allow(["s3:ListBucket"], f"arn:aws:s3:::{BUCKET}"),
            _allow(["s3:GetObject"], f"arn:aws:s3:::{BUCKET}/*"),
        ],
    }  # fmt: skip
    return {"Version": "2012-10-17", "Statement": statements[user]}


def _allow(actions: list[str], resource: str, condition: dict[str, Any] | None = None) -> dict[str, Any]:
    statement: dict[str, Any] = {"Effect": "Allow", "Action": actions, "Resource": resource}
    return {**statement, "Condition": condition} if condition else statement
