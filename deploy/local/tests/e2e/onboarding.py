"""A tenant of the tests' own, onboarded over the REST API into an account of its own."""

from __future__ import annotations

import json
import secrets
from typing import Any

from demo.aws import Account
from demo.tenants import Tenant as DemoTenant

from .rest import Answer
from .stack import Stack
from .tenant import Tenant


class Newcomer:
    """A tenant before, during and after its account is registered."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self.key = f"newcomer-{secrets.token_hex(3)}"
        self.account = "4" + "".join(secrets.choice("0123456789") for _ in range(11))
        self.keys = stack.open_account(self.account)
        local = stack.local
        local["awsUsers"][f"{self.account}/admin"] = self.keys
        shape = DemoTenant(self.key, "Newcomer", self.account, "none", {})
        self._side = Account(local, shape)
        body = {"key": self.key, "name": "Newcomer", "environment": local["environment"]}
        self.told = stack.admin.post("/tenants", body)
        # No file of the dataset, only the buckets.
        self._side.put_data(stack.path.parent)
        self.role = self._side.deploy_roles(self.told["principalArn"], self.told["externalId"])
        self.cluster = self._side.cluster()
        self.tenant = Tenant(stack, self.key, self.account, user=stack.admin, keys=self.keys)

    def registration(self, **changes: str) -> dict[str, str]:
        """What a right registration says, with some of it changed."""
        return {
            "accountId": self.account,
            "region": self._stack.local["region"],
            "roleArn": self.role,
            "clusterId": self.cluster,
            "workspace": f"s3://{self._workspace}/headgate",
            **changes,
        }

    def register(self, **changes: str) -> Answer:
        return self.tenant.ask("POST", "/accounts", self.registration(**changes))

    def add_location(self, key: str, bucket: str, prefix: str = "raw/") -> None:
        body = {"key": key, "name": key, "bucket": bucket, "prefix": prefix, "access": "read"}
        self.tenant.ask("POST", "/locations", {**body, "classification": "internal"}).good()

    def trust(self, external_id: str | None = None) -> None:
        """Rewrite the role's trust policy, by default as it should be."""
        condition = {"StringEquals": {"sts:ExternalId": external_id or self.told["externalId"]}}
        allow: dict[str, Any] = {"Effect": "Allow", "Principal": {"AWS": self.told["principalArn"]}}
        document = {
            "Version": "2012-10-17",
            "Statement": [{**allow, "Action": "sts:AssumeRole", "Condition": condition}],
        }
        name = self.role.rpartition("/")[2]
        self.tenant.aws("iam").update_assume_role_policy(RoleName=name, PolicyDocument=json.dumps(document))

    @property
    def _workspace(self) -> str:
        return f"{self.key}-headgate"

    def remove_workspace(self) -> None:
        s3 = self.tenant.aws("s3")
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=self._workspace):
            for found in page.get("Contents", []):
                s3.delete_object(Bucket=self._workspace, Key=found["Key"])
        s3.delete_bucket(Bucket=self._workspace)

    def make_workspace(self) -> None:
        self._side.put_data(self._stack.path.parent)

    def end_cluster(self) -> None:
        self.tenant.aws("emr").terminate_job_flows(JobFlowIds=[self.cluster])

    def mend(self) -> None:
        """Make everything as it should be, and register it."""
        self.trust()
        self.make_workspace()
        self.cluster = self._side.cluster()
        self.register().good()
