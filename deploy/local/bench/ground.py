"""Tenants for measurements: each in an account of its own, with clusters that take as many steps as EMR lets them."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.onboarding import Newcomer
from tests.e2e.stack import CONTROL, Stack
from tests.e2e.tenant import Tenant
from tests.e2e.waiting import eventually

_MOST_STEPS = 256


@dataclass(frozen=True)
class Step:
    """A step as EMR tells of it; times are epoch seconds."""

    name: str
    created: float
    started: float | None
    ended: float | None
    state: str


class Ground:
    """One tenant, ready to publish and run."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        newcomer = Newcomer(stack)
        self.role = newcomer.role
        self.external_id = str(newcomer.told["externalId"])
        self.tenant: Tenant = newcomer.tenant
        self.account = newcomer.account
        self._emr: Any = self.tenant.aws("emr")
        self.cluster = self.new_cluster("bench")
        newcomer.register(clusterId=self.cluster).good()
        newcomer.add_location("raw", self.tenant.data_bucket)

    def new_cluster(self, name: str) -> str:
        """A cluster without logs: their upload is the stand-in's work and would be counted with the rest."""
        answer = self._emr.run_job_flow(
            Name=name,
            ReleaseLabel="emr-7.5.0",
            JobFlowRole="emr-ec2-headgate",
            ServiceRole="EMR_DefaultRole",
            StepConcurrencyLevel=_MOST_STEPS,
            Instances={"InstanceCount": 1, "MasterInstanceType": "m5.xlarge", "KeepJobFlowAliveWhenNoSteps": True},
        )
        return str(answer["JobFlowId"])

    def end_cluster(self, cluster: str) -> None:
        """With all steps that it runs."""
        self._emr.terminate_job_flows(JobFlowIds=[cluster])

    def steps(self, cluster: str | None = None) -> list[Step]:
        """All steps of a cluster, in the order in which they came."""
        pages = self._emr.get_paginator("list_steps").paginate(ClusterId=cluster or self.cluster)
        found = [_step(step) for page in pages for step in page["Steps"]]
        return sorted(found, key=lambda step: step.created)


def _step(told: dict[str, Any]) -> Step:
    timeline = told["Status"]["Timeline"]
    times = [timeline.get(f"{name}DateTime") for name in ("Creation", "Start", "End")]
    created, started, ended = (None if moment is None else float(moment.timestamp()) for moment in times)
    assert created is not None, told
    return Step(str(told["Name"]), created, started, ended, str(told["Status"]["State"]))


def open_stack() -> Stack:
    """The stack that was brought up for the measurements, with its Airflow registered."""
    stack = Stack(Path(os.environ["HEADGATE_LOCAL_JSON"]))
    local = stack.local
    if stack.admin.ask("GET", f"/environments/{local['environment']}").status == 404:
        body = {"name": local["environment"], "region": local["region"], "bucket": local["bucket"]}
        stack.admin.post("/environments", body)
    return stack


class Shelf:
    """What Airflow sees of files and connections, as an administrator of the environment puts it there."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._s3: Any = stack.aws("s3", f"{CONTROL}/admin")
        self.airflow = stack.airflow()

    def put_dag(self, dag: str, text: str) -> None:
        """Upload, and go on at once."""
        self._s3.put_object(Bucket=self._stack.local["bucket"], Key=f"dags/{dag}.py", Body=text.encode())

    def dag_text(self, dag: str) -> str:
        answer = self._s3.get_object(Bucket=self._stack.local["bucket"], Key=f"dags/{dag}.py")
        text: str = answer["Body"].read().decode()
        return text

    def await_dag(self, dag: str, tag: str | None = None, pause: float = 0.25) -> None:
        """Until Airflow shows the DAG, with the tag if one is asked for."""

        def shown() -> bool:
            answer = self.airflow.ask("GET", f"/dags/{dag}")
            assert answer.status in (200, 404), answer
            return answer.status == 200 and (tag is None or tag in [t["name"] for t in answer.body["tags"]])

        eventually(shown, f"Airflow shows {dag}", pause=pause)

    def connect(self, ground: Ground) -> str:
        """A connection that enters the tenant's account as Headgate does: same user, same role, same ExternalId."""
        name = f"bench_{ground.account}"
        keys = self._stack.local["awsUsers"][f"{CONTROL}/headgate"]
        extra = {
            "role_arn": ground.role,
            "region_name": self._stack.local["region"],
            "assume_role_kwargs": {"ExternalId": ground.external_id},
        }
        secret = {
            "conn_type": "aws",
            "login": keys["accessKeyId"],
            "password": keys["secretAccessKey"],
            "extra": extra,
        }
        secrets: Any = self._stack.aws("secretsmanager", f"{CONTROL}/admin")
        known = secrets.list_secrets(Filters=[{"Key": "name", "Values": [f"airflow/connections/{name}"]}])["SecretList"]
        if not known:
            secrets.create_secret(Name=f"airflow/connections/{name}", SecretString=json.dumps(secret))
        return name

    def start(self, dag: str) -> str:
        """A run of a DAG that is not Headgate's."""
        return str(self.airflow.post(f"/dags/{dag}/dagRuns", {"logical_date": None})["dag_run_id"])

    def await_run(self, dag: str, run: str, seconds: float) -> None:
        """Until a run of a DAG that is not Headgate's has gone well."""

        def ended() -> bool:
            state = self.airflow.get(f"/dags/{dag}/dagRuns/{run}")["state"]
            assert state != "failed", f"{run} of {dag} failed"
            return bool(state == "success")

        eventually(ended, f"{run} of {dag} ends", seconds, pause=1)

    def end(self, dag: str, run: str) -> None:
        """Give up a run, with the tasks that are under way."""
        self.airflow.patch(f"/dags/{dag}/dagRuns/{run}", {"state": "failed"})

    def count(self, dag: str, run: str, state: str) -> int:
        """How many tasks of a run are in a state; none as long as Airflow has no such run."""
        answer = self.airflow.ask("GET", f"/dags/{dag}/dagRuns/{run}/taskInstances?state={state}&limit=1")
        return 0 if answer.status == 404 else int(answer.good()["total_entries"])
