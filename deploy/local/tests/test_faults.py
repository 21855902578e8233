"""Faults: what a client sees of each, and what really has happened."""

from __future__ import annotations

import os
import time
import urllib.error
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import pytest
from botocore.exceptions import ClientError, ConnectionClosedError, HTTPClientError, ReadTimeoutError

from .standin import (
    CONTROL,
    EXTERNAL_ID,
    OTHER,
    ROLE_ARN,
    TENANT,
    StandIn,
    command,
    eventually,
    onboard,
    processes_of,
    refused,
    state,
    submit,
)  # fmt: skip


@pytest.fixture(scope="module")
def standin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    one = StandIn(tmp_path_factory.mktemp("faults"))
    one.start()
    yield one
    one.stop()


@pytest.fixture(scope="module")
def cluster(standin: StandIn) -> str:
    return onboard(standin)


@pytest.fixture
def emr(standin: StandIn, cluster: str) -> Iterator[Any]:
    yield standin.assumed("emr", standin.headgate())
    standin.admin("DELETE", "faults")
    assert standin.admin("GET", "faults") == {"faults": []}


def add(emr: Any, cluster: str, name: str, *args: str) -> str:
    return submit(emr, cluster, command(name, *args))[0]


def names(emr: Any, cluster: str) -> list[str]:
    return [step["Name"] for step in emr.list_steps(ClusterId=cluster)["Steps"]]


def test_only_the_administrator_may_put_faults_in(standin: StandIn) -> None:
    for method, document in (("GET", None), ("POST", {"kind": "throttle"}), ("DELETE", None)):
        with pytest.raises(urllib.error.HTTPError) as raised:
            standin.admin(method, "faults", document, token="wrong")
        assert raised.value.code == 403


@pytest.mark.parametrize(
    "wanted",
    [
        {"kind": "explode"},
        {"kind": "throttle", "operations": "ListSteps"},
        {"kind": "error", "code": "InternalFailure"},
        {"kind": "error", "code": "InternalFailure", "status": 200},
        {"kind": "delay"},
        {"kind": "delay", "seconds": "3"},
        {"kind": "hold", "when": "during"},
        {"kind": "throttle", "count": 0},
        {"kind": "freeze", "operation": "ListSteps"},
        {"kind": "late-step", "operation": "ListSteps", "seconds": 3},
    ],
)
def test_what_is_not_understood_is_refused(standin: StandIn, wanted: dict[str, Any]) -> None:
    with pytest.raises(urllib.error.HTTPError) as raised:
        standin.admin("POST", "faults", wanted)
    assert raised.value.code == 400


def test_an_operation_is_throttled_for_an_account_and_so_many_calls(standin: StandIn, cluster: str, emr: Any) -> None:
    fault = standin.fault("throttle", service="emr", operation="ListSteps", account=TENANT, count=2)
    idle = standin.fault("throttle", service="emr", operation="ListSteps", account=OTHER)
    for _ in range(2):
        with refused("ThrottlingException", 400):
            emr.list_steps(ClusterId=cluster)
    emr.list_steps(ClusterId=cluster)
    emr.describe_cluster(ClusterId=cluster)
    assert (standin.struck(fault), standin.struck(idle)) == (2, 0)


def test_each_service_throttles_in_its_own_words(standin: StandIn, cluster: str, emr: Any) -> None:
    standin.fault("throttle")
    with refused("Throttling", 400):
        standin.headgate()
    with refused("SlowDown", 503):
        standin.client("s3", f"{TENANT}/admin").put_object(Bucket="acme-data", Key="x", Body=b"x" * 100_000)
    with refused("ThrottlingException", 400):
        standin.client("secretsmanager", f"{CONTROL}/admin").list_secrets()
    with refused("ThrottlingException", 429):
        standin.client("mwaa", f"{CONTROL}/admin").get_environment(Name="headgate-local")


def test_a_call_fails_with_the_code_that_is_given(standin: StandIn, cluster: str, emr: Any) -> None:
    fault = standin.fault(
        "error", operation="AssumeRole", account=TENANT, code="RegionDisabledException", status=403, message="Not here."
    )
    with pytest.raises(ClientError) as raised:
        standin.headgate()
    assert raised.value.response["Error"]["Code"] == "RegionDisabledException"
    assert raised.value.response["Error"]["Message"] == "Not here."
    assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403
    assert standin.struck(fault) == 1
    before = names(emr, cluster)
    standin.fault("error", operation="AddJobFlowSteps", code="InternalServerException", status=500)
    with refused("InternalServerException", 500):
        add(emr, cluster, "never", "true")
    assert names(emr, cluster) == before


def test_an_error_may_come_after_the_effect(standin: StandIn, cluster: str, emr: Any) -> None:
    standin.fault("error", operation="AddJobFlowSteps", code="InternalServerException", status=500, when="after")
    with refused("InternalServerException", 500):
        add(emr, cluster, "there all the same", "true")
    assert names(emr, cluster)[0] == "there all the same"


def test_an_answer_is_lost_after_the_effect(standin: StandIn, cluster: str, emr: Any) -> None:
    fault = standin.fault("lost-answer", operation="AddJobFlowSteps", cluster=cluster, count=1)
    with pytest.raises(ConnectionClosedError):
        add(emr, cluster, "unheard of", "true")
    assert names(emr, cluster).count("unheard of") == 1
    assert standin.struck(fault) == 1
    told = [c for c in standin.calls("elasticmapreduce") if c["parameters"].get("StepNames") == ["unheard of"]]
    assert [(c["status"], c["faults"]) for c in told] == [(200, [fault])]


def test_an_answer_may_be_lost_without_any_effect(standin: StandIn, cluster: str, emr: Any) -> None:
    standin.fault("lost-answer", operation="AddJobFlowSteps", when="before", count=1)
    with pytest.raises(ConnectionClosedError):
        add(emr, cluster, "never arrived", "true")
    assert "never arrived" not in names(emr, cluster)


def test_an_accepted_step_appears_late(standin: StandIn, cluster: str, emr: Any) -> None:
    standin.fault("late-step", cluster=cluster, seconds=5, count=1)
    hasty = standin.assumed("emr", standin.headgate(), timeout=0.5)
    began = time.monotonic()
    with pytest.raises(ReadTimeoutError):
        add(hasty, cluster, "late", "true")
    assert "late" not in names(emr, cluster)
    assert "late" not in [s["Name"] for s in emr.list_steps(ClusterId=cluster, StepStates=["PENDING"])["Steps"]]
    eventually(lambda: names(emr, cluster).count("late") == 1)
    assert time.monotonic() - began >= 4.5
    step = emr.list_steps(ClusterId=cluster)["Steps"][0]["Id"]
    eventually(lambda: state(emr, cluster, step) == "COMPLETED")


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_answer_is_held_until_it_is_released(standin: StandIn, cluster: str, emr: Any, when: str) -> None:
    fault = standin.fault("hold", operation="AddJobFlowSteps", cluster=cluster, when=when)

    def held() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = standin.admin("GET", f"faults/{fault}")["holding"]
        return found

    with ThreadPoolExecutor() as pool:
        name = f"held {when}"
        waiting = pool.submit(add, emr, cluster, name, "true")
        (one,) = eventually(held)
        assert one["parameters"]["StepNames"] == [name]
        assert (name in names(emr, cluster)) == (when == "after")
        assert not waiting.done()
        standin.admin("POST", f"faults/{fault}/release")
        assert waiting.result(20) == emr.list_steps(ClusterId=cluster)["Steps"][0]["Id"]
        second = pool.submit(add, emr, cluster, "held again", "true")
        eventually(held)
        standin.admin("DELETE", f"faults/{fault}")
        assert second.result(20)


def test_a_client_that_left_while_held_disturbs_nobody(standin: StandIn, cluster: str, emr: Any) -> None:
    fault = standin.fault("hold", operation="DescribeCluster")
    hasty = standin.assumed("emr", standin.headgate(), timeout=0.3)
    with pytest.raises(ReadTimeoutError):
        hasty.describe_cluster(ClusterId=cluster)
    standin.admin("POST", f"faults/{fault}/release")
    eventually(lambda: standin.admin("GET", f"faults/{fault}")["holding"] == [])
    assert names(emr, cluster)


def test_a_frozen_cluster_takes_cancels_and_does_nothing(
    standin: StandIn, cluster: str, emr: Any, tmp_path: Path
) -> None:
    # It ends when it is told to, so that it runs when the cluster freezes, however slow the machine is.
    told = tmp_path / "told"
    os.mkfifo(told)
    running = add(emr, cluster, "running", "bash", "-c", f"read word < '{told}'; true")
    eventually(lambda: processes_of(running))
    fault = standin.fault("freeze", cluster=cluster)
    pending = add(emr, cluster, "pending", "true")
    answer = emr.cancel_steps(ClusterId=cluster, StepIds=[running, pending])
    assert [info["Status"] for info in answer["CancelStepsInfoList"]] == ["SUBMITTED", "SUBMITTED"]
    eventually(lambda: standin.struck(fault) == 4)
    assert {process.status() for process in processes_of(running)} == {psutil.STATUS_STOPPED}
    assert [state(emr, cluster, s) for s in (running, pending)] == ["RUNNING", "PENDING"]
    standin.admin("DELETE", f"faults/{fault}")
    told.write_text("go on\n")
    eventually(lambda: [state(emr, cluster, s) for s in (running, pending)] == ["COMPLETED"] * 2)


def test_slow_storage(standin: StandIn, cluster: str, emr: Any) -> None:
    s3 = standin.client("s3", f"{TENANT}/admin")
    s3.put_object(Bucket="acme-data", Key="slow/a", Body=b"x" * 5000)
    s3.put_object(Bucket="acme-data", Key="fast/a", Body=b"x" * 5000)
    late = standin.fault("delay", service="s3", bucket="acme-data", prefix="slow/", seconds=0.7)
    slow = standin.fault("delay", service="s3", operation="GetObject", prefix="slow/", bytesPerSecond=10_000)
    s3.get_object(Bucket="acme-data", Key="fast/a")["Body"].read()
    assert (standin.struck(late), standin.struck(slow)) == (0, 0)
    began = time.monotonic()
    assert len(s3.get_object(Bucket="acme-data", Key="slow/a")["Body"].read()) == 5000
    assert time.monotonic() - began >= 1.2
    assert (standin.struck(late), standin.struck(slow)) == (1, 1)


def test_sessions_expire_in_every_protocol(standin: StandIn, cluster: str, emr: Any) -> None:
    credentials = standin.headgate()
    clients = {name: standin.assumed(name, credentials) for name in ("sts", "s3", "emr")}
    clients["sts"].get_caller_identity()
    elsewhere = standin.fault("expire-sessions", account=OTHER)
    clients["sts"].get_caller_identity()
    fault = standin.fault("expire-sessions", account=TENANT, role="headgate-access")
    with refused("ExpiredTokenException", 400):
        clients["emr"].describe_cluster(ClusterId=cluster)
    with refused("ExpiredToken", 403):
        clients["sts"].get_caller_identity()
    with refused("ExpiredToken", 400):
        clients["s3"].get_object(Bucket="acme-headgate", Key="headgate/x")
    assert (standin.struck(fault), standin.struck(elsewhere)) == (3, 0)
    assert standin.assumed("emr", standin.headgate()).describe_cluster(ClusterId=cluster)


def test_faults_meet_in_the_order_in_which_they_came(standin: StandIn, cluster: str, emr: Any) -> None:
    slow = standin.fault("delay", operation="DescribeCluster", seconds=0.3)
    throttle = standin.fault("throttle", operation="DescribeCluster", count=1)
    never = standin.fault("lost-answer", operation="DescribeCluster", when="before", count=1)
    began = time.monotonic()
    with refused("ThrottlingException", 400):
        emr.describe_cluster(ClusterId=cluster)
    assert time.monotonic() - began >= 0.3
    assert [standin.struck(f) for f in (slow, throttle, never)] == [1, 1, 0]
    with pytest.raises(HTTPClientError):
        emr.describe_cluster(ClusterId=cluster)


def test_the_role_of_another_account_selects_the_call_that_assumes_it(standin: StandIn, cluster: str) -> None:
    fault = standin.fault("error", service="sts", account=TENANT, code="AccessDenied", status=403, count=1)
    sts = standin.client("sts", f"{CONTROL}/headgate")
    sts.get_caller_identity()
    with refused("AccessDenied", 403):
        sts.assume_role(RoleArn=ROLE_ARN, RoleSessionName="x1", ExternalId=EXTERNAL_ID)
    assert standin.struck(fault) == 1
