"""What the stand-in must do as AWS does it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import pytest
from botocore.exceptions import ClientError

from .standin import (
    CONTROL,
    EXTERNAL_ID,
    OTHER,
    REGION,
    TENANT,
    StandIn,
    cluster_state,
    command,
    eventually,
    finished,
    launch,
    onboard,
    processes_of,
    refused,
    state,
    submit,
)  # fmt: skip


@pytest.fixture(scope="module")
def standin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    one = StandIn(tmp_path_factory.mktemp("standin"))
    one.start()
    yield one
    one.stop()


@pytest.fixture(scope="module")
def cluster(standin: StandIn) -> str:
    return onboard(standin)


@pytest.fixture
def emr(standin: StandIn, cluster: str) -> Any:
    return standin.assumed("emr", standin.headgate())


def test_a_role_is_assumed_with_its_external_id_only(standin: StandIn, cluster: str) -> None:
    identity = standin.assumed("sts", standin.headgate()).get_caller_identity()
    assert identity["Account"] == TENANT
    assert identity["Arn"] == f"arn:aws:sts::{TENANT}:assumed-role/headgate-access/headgate-test"
    with refused("AccessDenied", 403):
        standin.headgate(external_id="another-id")
    with refused("AccessDenied", 403):
        standin.client("sts", f"{CONTROL}/headgate").assume_role(
            RoleArn=f"arn:aws:iam::{TENANT}:role/headgate-access", RoleSessionName="no-external-id"
        )
    with refused("AccessDenied", 403):
        standin.headgate(role=f"arn:aws:iam::{TENANT}:role/headgate-missing")
    with refused("AccessDenied", 403):
        standin.headgate(role=f"arn:aws:iam::{TENANT}:role/emr-ec2-headgate")
    with refused("AccessDenied", 403):
        standin.client("sts", f"{OTHER}/admin").assume_role(
            RoleArn=f"arn:aws:iam::{TENANT}:role/headgate-access", RoleSessionName="other", ExternalId=EXTERNAL_ID
        )


def test_a_step_really_runs_as_the_clusters_role(standin: StandIn, cluster: str, emr: Any) -> None:
    script = (
        'pwd; env | grep -c AWS_SESSION_TOKEN; env | grep -c -i adminToken || echo oops >&2; echo "step=$EMR_STEP_ID"'
    )
    (step,) = submit(emr, cluster, command("says", "bash", "-c", script))
    assert finished(emr, cluster, step) == "COMPLETED"
    s3 = standin.assumed("s3", standin.headgate())
    key = f"emr-logs/{cluster}/steps/{step}"

    def log(name: str) -> str | None:
        try:
            body = s3.get_object(Bucket="acme-headgate", Key=f"{key}/{name}.gz")["Body"].read()
        except ClientError:
            return None
        return gzip.decompress(body).decode()

    assert f"step={step}" in eventually(lambda: log("stdout"))
    assert "oops" in eventually(lambda: log("stderr"))
    assert "startExec" in eventually(lambda: log("controller"))
    puts = [
        c for c in standin.calls("s3") if c["action"] == "PutObject" and str(c["parameters"]["key"]).startswith(key)
    ]
    assert {c["principal"] for c in puts} == {f"arn:aws:sts::{TENANT}:assumed-role/emr-ec2-headgate/{step}"}


def test_what_was_kept_of_old_runs_is_added_to_by_headgate_alone_and_removed_by_neither(
    standin: StandIn, cluster: str, emr: Any
) -> None:
    bucket, file = "acme-headgate", "headgate/history/prod/2026/08/20260801-20260831-0123456789abcdef.jsonl.gz"
    headgate = standin.assumed("s3", standin.headgate())
    (step,) = submit(emr, cluster, command("tells its keys", "bash", "-c", "env | grep ^AWS_"))
    assert finished(emr, cluster, step) == "COMPLETED"

    def said() -> str:
        try:
            body = headgate.get_object(Bucket=bucket, Key=f"emr-logs/{cluster}/steps/{step}/stdout.gz")["Body"].read()
        except ClientError:
            return ""
        return gzip.decompress(body).decode()

    keys = dict(line.split("=", 1) for line in eventually(said).splitlines())
    machine = standin.assumed(
        "s3",
        {
            "AccessKeyId": keys["AWS_ACCESS_KEY_ID"],
            "SecretAccessKey": keys["AWS_SECRET_ACCESS_KEY"],
            "SessionToken": keys["AWS_SESSION_TOKEN"],
        },
    )
    machine.put_object(Bucket=bucket, Key="headgate/runs/r1/x", Body=b"a step's own")
    headgate.put_object(Bucket=bucket, Key=file, Body=b"kept")
    assert machine.get_object(Bucket=bucket, Key=file)["Body"].read() == b"kept"
    with refused("AccessDenied", 403):
        machine.put_object(Bucket=bucket, Key=file, Body=b"changed")
    for role in (machine, headgate):
        with refused("AccessDenied", 403):
            role.delete_object(Bucket=bucket, Key=file)


def test_a_failing_step_tells_where_its_log_is(cluster: str, emr: Any) -> None:
    (step,) = submit(emr, cluster, command("fails", "false"))
    assert finished(emr, cluster, step) == "FAILED"
    details = emr.describe_step(ClusterId=cluster, StepId=step)["Step"]["Status"]["FailureDetails"]
    assert details["LogFile"] == f"s3://acme-headgate/emr-logs/{cluster}/steps/{step}/stderr.gz"


def test_only_so_many_steps_run_at_once(cluster: str, emr: Any) -> None:
    steps = submit(emr, cluster, *[command(f"s{n}", "sleep", "600") for n in range(3)])
    assert [state(emr, cluster, s) for s in steps] == ["RUNNING", "RUNNING", "PENDING"]
    waiting = emr.list_steps(ClusterId=cluster, StepStates=["PENDING"])["Steps"]
    assert [s["Id"] for s in waiting] == steps[2:]
    answer = emr.cancel_steps(ClusterId=cluster, StepIds=[*reversed(steps), "s-UNKNOWN"])
    assert [i["Status"] for i in answer["CancelStepsInfoList"]] == ["SUBMITTED"] * 3 + ["FAILED"]
    assert [finished(emr, cluster, s) for s in steps] == ["CANCELLED"] * 3


@pytest.mark.parametrize("option", ["SEND_INTERRUPT", "TERMINATE_PROCESS"])
def test_cancel_ends_the_whole_process_tree(cluster: str, emr: Any, option: str) -> None:
    # The grandchild leaves its session and ignores the interrupt.
    script = "setsid bash -c 'trap \"\" TERM; while :; do sleep 1; done' & wait"
    (step,) = submit(emr, cluster, command("tree", "bash", "-c", script))

    eventually(lambda: len(processes_of(step)) >= 3)
    emr.cancel_steps(ClusterId=cluster, StepIds=[step], StepCancellationOption=option)
    assert finished(emr, cluster, step) == "CANCELLED"
    assert processes_of(step) == []


def test_unknown_clusters_and_steps_are_told(cluster: str, emr: Any) -> None:
    for call in (
        lambda: emr.describe_cluster(ClusterId="j-UNKNOWN"),
        lambda: submit(emr, "j-UNKNOWN", command("x", "true")),
        lambda: emr.list_steps(ClusterId="j-UNKNOWN"),
        lambda: emr.describe_step(ClusterId=cluster, StepId="s-UNKNOWN"),
        lambda: emr.list_steps(ClusterId=cluster, StepIds=["s-UNKNOWN"]),
    ):
        with refused("InvalidRequestException", 400):
            call()


def test_steps_come_in_pages_newest_first(standin: StandIn) -> None:
    emr = standin.client("emr", f"{TENANT}/admin")
    cluster = launch(emr, "pages")
    steps = submit(emr, cluster, *[command(f"p{n}", "sleep", "600") for n in range(120)])
    first = emr.list_steps(ClusterId=cluster)
    added = submit(emr, cluster, command("later", "sleep", "600"))
    pages = [first, *[emr.list_steps(ClusterId=cluster, Marker=first["Marker"])]]
    pages.append(emr.list_steps(ClusterId=cluster, Marker=pages[-1]["Marker"]))
    assert [len(page["Steps"]) for page in pages] == [50, 50, 20]
    assert [s["Id"] for page in pages for s in page["Steps"]] == steps[::-1]
    pending = emr.list_steps(ClusterId=cluster, StepStates=["PENDING"])["Steps"]
    assert [s["Id"] for s in pending] == steps[1:51]
    assert [s["Id"] for s in emr.list_steps(ClusterId=cluster, StepIds=[*steps[5:7]])["Steps"]] == steps[5:7]
    with refused("ValidationException", 400):
        submit(emr, cluster, *[command("over", "true") for _ in range(136)])
    emr.terminate_job_flows(JobFlowIds=[cluster])
    assert added
    assert cluster_state(emr, cluster) in ("TERMINATING", "TERMINATED")
    with refused("ValidationException", 400):
        submit(emr, cluster, command("late", "true"))


def test_accounts_are_apart(standin: StandIn, cluster: str, emr: Any) -> None:
    with refused("AccessDeniedException"):
        emr.terminate_job_flows(JobFlowIds=[cluster])
    with refused("InvalidRequestException"):
        standin.client("emr", f"{OTHER}/admin").describe_cluster(ClusterId=cluster)
    with refused("AccessDenied", 403):
        standin.client("s3", f"{OTHER}/admin").list_objects_v2(Bucket="acme-data")
    standin.client("s3", f"{TENANT}/admin").put_object(Bucket="acme-data", Key="raw/rows.csv", Body=b"a secret")
    headgate = standin.assumed("s3", standin.headgate())
    names = [entry["Key"] for entry in headgate.list_objects_v2(Bucket="acme-data")["Contents"]]
    assert names == ["raw/rows.csv"], "names may be told, for people to choose from"
    with refused("AccessDenied", 403):
        headgate.get_object(Bucket="acme-data", Key="raw/rows.csv")
    with refused("AccessDenied", 403):
        headgate.put_object(Bucket="acme-data", Key="raw/more.csv", Body=b"")


def test_a_bucket_may_be_there_missing_or_anothers(standin: StandIn, cluster: str) -> None:
    s3 = standin.assumed("s3", standin.headgate())
    assert s3.head_bucket(Bucket="acme-headgate")["ResponseMetadata"]["HTTPStatusCode"] == 200
    with refused("404", 404):
        s3.head_bucket(Bucket="acme-missing")
    with refused("NoSuchBucket", 404):
        s3.put_object(Bucket="acme-missing", Key="headgate/x", Body=b"x")
    admin = standin.client("s3", f"{OTHER}/admin")
    admin.create_bucket(Bucket="anothers", CreateBucketConfiguration={"LocationConstraint": REGION})
    with refused("403", 403):
        s3.head_bucket(Bucket="anothers")


def test_a_conditional_put_is_won_once(standin: StandIn, cluster: str) -> None:
    s3 = standin.client("s3", f"{TENANT}/admin")

    def put(number: int) -> int:
        try:
            answer = s3.put_object(Bucket="acme-data", Key="marker", Body=str(number).encode(), IfNoneMatch="*")
        except ClientError as error:
            return int(error.response["ResponseMetadata"]["HTTPStatusCode"])
        return int(answer["ResponseMetadata"]["HTTPStatusCode"])

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(put, range(16))) == [200] + [412] * 15
    seen = [c for c in standin.calls("s3") if c["parameters"].get("key") == "marker"]
    assert [c["parameters"]["existed"] for c in seen] == [False] + [True] * 15


def test_a_bulk_delete_is_judged_by_its_keys(standin: StandIn, cluster: str) -> None:
    credentials = standin.client("sts", f"{TENANT}/admin")
    assert credentials.get_caller_identity()["Account"] == TENANT
    s3 = standin.client("s3", f"{TENANT}/admin")
    s3.put_object(Bucket="acme-data", Key="a&b/c", Body=b"x")
    s3.delete_objects(Bucket="acme-data", Delete={"Objects": [{"Key": "a&b/c"}]})
    assert "Contents" not in s3.list_objects_v2(Bucket="acme-data", Prefix="a&b")


def test_airflow_down_is_told_as_mwaa_tells_it(standin: StandIn) -> None:
    mwaa = standin.client("mwaa", f"{CONTROL}/admin")
    assert mwaa.get_environment(Name="headgate-local")["Environment"]["Status"] == "AVAILABLE"
    with pytest.raises(ClientError) as raised:
        mwaa.invoke_rest_api(Name="headgate-local", Path="/dags", Method="GET")
    answer: dict[str, Any] = dict(raised.value.response)
    assert answer["Error"]["Code"] == "RestApiServerException"
    assert answer["RestApiStatusCode"] == 503
    with refused("AccessDeniedException", 403):
        standin.client("mwaa", f"{CONTROL}/headgate").get_environment(Name="headgate-local")
    with refused("ResourceNotFoundException", 404):
        mwaa.get_environment(Name="another")


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_state_survives(tmp_path: Path, end: str) -> None:
    standin = StandIn(tmp_path)
    standin.start()
    cluster = onboard(standin)
    emr = standin.assumed("emr", standin.headgate())
    s3 = standin.client("s3", f"{TENANT}/admin")
    s3.put_object(Bucket="acme-data", Key="kept/ü&%20.txt", Body=b"first")
    s3.put_object(Bucket="acme-data", Key="kept/ü&%20.txt", Body=b"second", Metadata={"a": "b"})
    s3.put_object(Bucket="acme-data", Key="gone", Body=b"x")
    s3.delete_objects(Bucket="acme-data", Delete={"Objects": [{"Key": "gone"}]})
    secrets = standin.client("secretsmanager", f"{CONTROL}/admin")
    secrets.create_secret(Name="airflow/connections/x", SecretString=json.dumps({"password": "p"}))
    running, waiting = submit(emr, cluster, command("long", "sleep", "601"), command("also", "sleep", "602"))
    (pending,) = submit(emr, cluster, command("pending", "true"))
    before = len(standin.calls("s3"))
    getattr(standin, end)()
    standin.start()
    # The session from before is still good.
    assert eventually(lambda: finished(emr, cluster, pending)) == "COMPLETED"
    assert [state(emr, cluster, s) for s in (running, waiting)] == ["FAILED", "FAILED"]
    kept = s3.get_object(Bucket="acme-data", Key="kept/ü&%20.txt")
    assert (kept["Body"].read(), kept["Metadata"]) == (b"second", {"a": "b"})
    assert [o["Key"] for o in s3.list_objects_v2(Bucket="acme-data")["Contents"]] == ["kept/ü&%20.txt"]
    assert json.loads(secrets.get_secret_value(SecretId="airflow/connections/x")["SecretString"]) == {"password": "p"}
    stack = standin.client("cloudformation", f"{TENANT}/admin").describe_stacks(StackName="headgate")["Stacks"][0]
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    with refused("AccessDenied", 403):
        standin.headgate(external_id="another-id")
    assert len(standin.calls("s3")) > before
    assert not any("601" in p.info["cmdline"] for p in psutil.process_iter(["cmdline"]) if p.info["cmdline"])
    standin.stop()
