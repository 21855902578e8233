"""The tenant's side of the onboarding: what a tenant's own administrator does in the tenant's own account."""

from __future__ import annotations

import json
import time
import zipfile
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from .tenants import Tenant

TEMPLATE = Path(__file__).resolve().parents[2] / "cloudformation" / "tenant.yaml"
STACK = "headgate"
_ALIVE = ["STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING"]


class Account:
    """A tenant's account, used with its administrator's keys."""

    def __init__(self, local: dict[str, Any], tenant: Tenant) -> None:
        keys = local["awsUsers"][f"{tenant.account}/admin"]
        self._tenant = tenant
        self._region = str(local["region"])
        self._endpoint = str(local["awsEndpoint"])
        self._session = boto3.session.Session(keys["accessKeyId"], keys["secretAccessKey"], region_name=self._region)

    def _client(self, service: str) -> Any:
        session: Any = self._session
        return session.client(service, endpoint_url=self._endpoint, config=Config(s3={"addressing_style": "path"}))

    def put_data(self, dataset: Path) -> None:
        """Buckets, and the tenant's part of the dataset."""
        s3 = self._client("s3")
        for bucket in (self._tenant.data_bucket, self._tenant.workspace_bucket):
            if not _there(lambda name=bucket: s3.head_bucket(Bucket=name)):
                s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": self._region})
        for name, key in self._tenant.data.items():
            if not _there(lambda k=key: s3.head_object(Bucket=self._tenant.data_bucket, Key=k)):
                s3.put_object(Bucket=self._tenant.data_bucket, Key=key, Body=_read(dataset, name))

    def deploy_roles(self, principal: str, external_id: str) -> str:
        """The stack of the template; returns the role's ARN."""
        formation = self._client("cloudformation")
        if not _there(lambda: formation.describe_stacks(StackName=STACK)):
            parameters = {
                "HeadgatePrincipalArn": principal,
                "ExternalId": external_id,
                "WorkspaceBucket": self._tenant.workspace_bucket,
                "DataBucket": self._tenant.data_bucket,
                "TellOfFiles": "true",
            }
            formation.create_stack(
                StackName=STACK,
                TemplateBody=TEMPLATE.read_text(),
                Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in parameters.items()],
                Capabilities=["CAPABILITY_NAMED_IAM"],
            )
        return self._output("HeadgateRoleArn")

    def tell_of_files(self) -> str | None:
        """Let S3 tell the stack's queue of every new file in the data bucket; returns the queue's ARN.

        None for a stack that was deployed from a template without a queue.
        """
        [stack] = self._client("cloudformation").describe_stacks(StackName=STACK)["Stacks"]
        outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
        if "ArrivalQueueArn" not in outputs:
            return None
        queue = str(outputs["ArrivalQueueArn"])
        self._client("s3").put_bucket_notification_configuration(
            Bucket=self._tenant.data_bucket,
            NotificationConfiguration={
                "QueueConfigurations": [{"Id": "headgate", "QueueArn": queue, "Events": ["s3:ObjectCreated:*"]}]
            },
        )
        return queue

    def _output(self, name: str) -> str:
        formation = self._client("cloudformation")
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            stack = formation.describe_stacks(StackName=STACK)["Stacks"][0]
            for output in stack.get("Outputs", []):
                if output["OutputKey"] == name:
                    return str(output["OutputValue"])
            time.sleep(0.2)
        raise RuntimeError(f"the stack {STACK} of {self._tenant.key} shows no {name}")

    def cluster(self) -> str:
        """The tenant's EMR cluster, started if there is none."""
        emr = self._client("emr")
        name = f"{self._tenant.key}-cluster"
        for cluster in emr.list_clusters(ClusterStates=_ALIVE)["Clusters"]:
            if cluster["Name"] == name:
                return str(cluster["Id"])
        self._service_role()
        answer = emr.run_job_flow(
            Name=name,
            ReleaseLabel="emr-7.5.0",
            Applications=[{"Name": "Spark"}],
            LogUri=f"s3://{self._tenant.workspace_bucket}/emr-logs/",
            JobFlowRole="emr-ec2-headgate",
            ServiceRole="EMR_DefaultRole",
            StepConcurrencyLevel=2,
            Instances={"InstanceCount": 1, "MasterInstanceType": "m5.xlarge", "KeepJobFlowAliveWhenNoSteps": True},
        )
        return str(answer["JobFlowId"])

    def _service_role(self) -> None:
        iam = self._client("iam")
        if _there(lambda: iam.get_role(RoleName="EMR_DefaultRole")):
            return
        allow = {
            "Effect": "Allow",
            "Principal": {"Service": "elasticmapreduce.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
        trust = {"Version": "2012-10-17", "Statement": [allow]}
        iam.create_role(RoleName="EMR_DefaultRole", AssumeRolePolicyDocument=json.dumps(trust))


def _there(look: Any) -> bool:
    try:
        look()
    except ClientError:
        return False
    return True


def _read(dataset: Path, name: str) -> bytes:
    packed = dataset / f"{name}.zip"
    if packed.exists():
        with zipfile.ZipFile(packed) as archive:
            return archive.read(name)
    return (dataset / name).read_bytes()
