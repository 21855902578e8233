"""A stand-in of one's own for a test: started as a process, spoken to through boto3."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import boto3
import psutil
from botocore.config import Config
from botocore.exceptions import ClientError

HERE = Path(__file__).resolve().parent
LOCAL = HERE.parent
TEMPLATE = LOCAL.parent / "cloudformation" / "tenant.yaml"
CONTROL, TENANT, OTHER = "111111111111", "222222222222", "333333333333"
REGION = "eu-central-1"
HEADGATE_ARN = f"arn:aws:iam::{CONTROL}:user/headgate"
ROLE_ARN = f"arn:aws:iam::{TENANT}:role/headgate-access"
EXTERNAL_ID = "an-external-id"
_EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
_ASSUME = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::*:role/headgate-*"}],
}
Found = TypeVar("Found")


def eventually(look: Callable[[], Found | None], seconds: float = 20) -> Found:
    """What `look` finds, asked again until it finds something."""
    deadline = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {look}")
        time.sleep(0.05)


def processes_of(step: str) -> list[psutil.Process]:
    """Every living process that a step has started."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("EMR_STEP_ID") == step and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:
            continue
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class refused:
    """Expects AWS to refuse with a code and, where given, a status."""

    def __init__(self, code: str, status: int | None = None) -> None:
        self._code = code
        self._status = status

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        assert isinstance(error, ClientError), f"expected {self._code}, got {error!r}"
        answer = error.response
        assert answer["Error"]["Code"] == self._code
        assert self._status in (None, answer["ResponseMetadata"]["HTTPStatusCode"])
        return True


class StandIn:
    """One stand-in process and its keys."""

    running: ClassVar[set[StandIn]] = set()

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.keys = {
            f"{account}/{name}": (f"AKIA{secrets.token_hex(8).upper()}", secrets.token_urlsafe(30))
            for account, name in ((CONTROL, "admin"), (CONTROL, "headgate"), (TENANT, "admin"), (OTHER, "admin"))
        }
        self.python = sys.executable
        self.admin_token = secrets.token_hex(8)
        self._config = folder / "standin.json"
        self._config.write_text(json.dumps({**self._settings(), **settings}))
        self._process: subprocess.Popen[bytes] | None = None

    def _settings(self) -> dict[str, Any]:
        accounts: dict[str, list[dict[str, Any]]] = {}
        for place, (key, secret) in self.keys.items():
            account, name = place.split("/")
            policy = _ASSUME if name == "headgate" else _EVERYTHING
            user = {"name": name, "accessKeyId": key, "secretAccessKey": secret, "policy": policy}
            accounts.setdefault(account, []).append(user)
        return {
            "port": self.port, "install": secrets.token_hex(8), "state": str(self.folder / "state"),
            "adminToken": self.admin_token, "accounts": accounts, "sparkSubmit": "/bin/echo",
            "environment": {
                "name": "headgate-local", "account": CONTROL, "region": REGION, "bucket": "headgate-airflow-local",
                "airflow_version": "3.3.1", "airflow_url": f"http://127.0.0.1:{free_port()}",
                "airflow_username": "admin", "airflow_password": "wrong",
                "execution_role": f"arn:aws:iam::{CONTROL}:role/airflow",
            },
        }  # fmt: skip

    def start(self) -> None:
        log = (self.folder / "standin.log").open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "standin", str(self._config)],
            cwd=LOCAL, env={**os.environ, "PYTHONPATH": str(LOCAL)}, stdout=log, stderr=log,
        )  # fmt: skip
        eventually(self._healthy, 30)
        StandIn.running.add(self)

    def _healthy(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, "the stand-in ended"
        try:
            with urllib.request.urlopen(f"{self.url}/_standin/health", timeout=1) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def violations(self) -> list[dict[str, Any]]:
        """What did not fit the service models since this was asked last."""
        found: list[dict[str, Any]] = self.admin("GET", "violations")["violations"]
        self.admin("DELETE", "violations")
        return found

    def stop(self) -> None:
        assert self._process is not None
        StandIn.running.discard(self)
        found = self.violations()
        self._process.terminate()
        self._process.wait(20)
        assert found == []

    def kill(self) -> None:
        StandIn.running.discard(self)
        assert self._process is not None
        self._process.kill()
        self._process.wait(20)

    def client(self, service: str, place: str) -> Any:
        """A client of a user, named as account/user."""
        key, secret = self.keys[place]
        return self._client(service, key, secret, None)

    def keyed(self, service: str, key: str, secret: str) -> Any:
        return self._client(service, key, secret, None)

    def assumed(self, service: str, credentials: dict[str, Any], timeout: float = 60) -> Any:
        return self._client(
            service, credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials["SessionToken"], timeout
        )

    def _client(self, service: str, key: str, secret: str, token: str | None, timeout: float = 60) -> Any:
        session: Any = boto3.session.Session(key, secret, token, region_name=REGION)
        config = Config(
            retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}, inject_host_prefix=False,
            read_timeout=timeout,
        )  # fmt: skip
        return session.client(service, endpoint_url=self.url, config=config)

    def admin(self, method: str, path: str, document: Any = None, token: str | None = None) -> Any:
        """What the stand-in itself is asked, as its administrator does it."""
        request = urllib.request.Request(
            f"{self.url}/_standin/{path}",
            None if document is None else json.dumps(document).encode(),
            {"Authorization": f"Bearer {token or self.admin_token}"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def fault(self, kind: str, **wanted: Any) -> str:
        """Put a fault in; returns its id."""
        return str(self.admin("POST", "faults", {"kind": kind, **wanted})["id"])

    def struck(self, fault: str) -> int:
        return int(self.admin("GET", f"faults/{fault}")["struck"])

    def calls(self, service: str) -> list[dict[str, Any]]:
        with urllib.request.urlopen(f"{self.url}/_standin/calls?service={service}", timeout=5) as answer:
            found: list[dict[str, Any]] = json.load(answer)["calls"]
            return found

    def headgate(self, external_id: str = EXTERNAL_ID, role: str = ROLE_ARN) -> dict[str, Any]:
        """Credentials of the tenant's role, assumed as Headgate does it."""
        sts = self.client("sts", f"{CONTROL}/headgate")
        answer = sts.assume_role(RoleArn=role, RoleSessionName="headgate-test", ExternalId=external_id)
        credentials: dict[str, Any] = answer["Credentials"]
        return credentials


def onboard(standin: StandIn, account: str = TENANT, name: str = "acme") -> str:
    """A tenant's side by its template, and a cluster; returns the cluster's id."""
    admin = f"{account}/admin"
    s3 = standin.client("s3", admin)
    for bucket in (f"{name}-headgate", f"{name}-data"):
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    parameters = {
        "HeadgatePrincipalArn": HEADGATE_ARN,
        "ExternalId": EXTERNAL_ID,
        "WorkspaceBucket": f"{name}-headgate",
        "DataBucket": f"{name}-data",
        "TellOfFiles": "true",
    }
    standin.client("cloudformation", admin).create_stack(
        StackName="headgate",
        TemplateBody=TEMPLATE.read_text(),
        Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in parameters.items()],
        Capabilities=["CAPABILITY_NAMED_IAM"],
    )
    trust = {
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "elasticmapreduce.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ]
    }
    standin.client("iam", admin).create_role(
        RoleName="EMR_DefaultRole", AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", **trust})
    )
    return launch(standin.client("emr", admin), name, LogUri=f"s3://{name}-headgate/emr-logs/", StepConcurrencyLevel=2)


def launch(emr: Any, name: str, *, alive: bool = True, state: str | None = "WAITING", **settings: Any) -> str:
    """A cluster of one machine, waited for; returns its id."""
    instances = {
        "InstanceCount": 1,
        "MasterInstanceType": "m5.xlarge",
        "KeepJobFlowAliveWhenNoSteps": alive,
        **settings.pop("Instances", {}),
    }
    roles = {"JobFlowRole": "emr-ec2-headgate", "ServiceRole": "EMR_DefaultRole"}
    settings = {"Name": name, "ReleaseLabel": "emr-7.5.0", **roles, **settings}
    cluster = str(emr.run_job_flow(Instances=instances, **settings)["JobFlowId"])
    if state is not None:
        eventually(lambda: cluster_state(emr, cluster) == state)
    return cluster


def cluster_state(emr: Any, cluster: str) -> str:
    return str(emr.describe_cluster(ClusterId=cluster)["Cluster"]["Status"]["State"])


def submit(emr: Any, cluster: str, *steps: dict[str, Any], **settings: Any) -> list[str]:
    """Add steps; returns their ids."""
    return list(emr.add_job_flow_steps(JobFlowId=cluster, Steps=list(steps), **settings)["StepIds"])


def state(emr: Any, cluster: str, step: str) -> str:
    return str(emr.describe_step(ClusterId=cluster, StepId=step)["Step"]["Status"]["State"])


def finished(emr: Any, cluster: str, step: str) -> str:
    """The state in which a step ended, waited for."""
    ends = ("COMPLETED", "FAILED", "CANCELLED")
    return eventually(lambda: now if (now := state(emr, cluster, step)) in ends else None)


def command(name: str, *args: str, on_failure: str = "CONTINUE") -> dict[str, Any]:
    """A step that runs a command."""
    return {
        "Name": name,
        "ActionOnFailure": on_failure,
        "HadoopJarStep": {"Jar": "command-runner.jar", "Args": list(args)},
    }
