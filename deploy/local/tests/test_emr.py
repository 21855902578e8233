"""EMR's rules about clusters and steps, each as its documentation has it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from .permissions import allow, user
from .standin import (
    OTHER,
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

TERMINATING = ["TERMINATE_CLUSTER", "TERMINATE_JOB_FLOW"]


@pytest.fixture(scope="module")
def standin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    # Long enough to be seen on a machine that has much else to do.
    times = {"start": 0.1, "bootstrap": 0.1, "terminate": 2}
    one = StandIn(tmp_path_factory.mktemp("emr"), clusterSeconds=times)
    one.start()
    onboard(one)
    yield one
    one.stop()


@pytest.fixture(scope="module")
def emr(standin: StandIn) -> Any:
    return standin.client("emr", f"{TENANT}/admin")


def status(emr: Any, cluster: str) -> dict[str, Any]:
    found: dict[str, Any] = emr.describe_cluster(ClusterId=cluster)["Cluster"]["Status"]
    return found


def ended(emr: Any, cluster: str) -> dict[str, Any]:
    """A cluster's status when it is gone, waited for."""
    return eventually(lambda: s if (s := status(emr, cluster))["State"].startswith("TERMINATED") else None)


# -- clusters


def test_a_cluster_starts_before_it_waits(tmp_path: Path) -> None:
    standin = StandIn(tmp_path, clusterSeconds={"start": 2, "bootstrap": 2, "terminate": 1})
    standin.start()
    onboard(standin)
    emr = standin.client("emr", f"{TENANT}/admin")
    cluster = launch(emr, "slow", state="STARTING")
    (early,) = submit(emr, cluster, command("early", "true"))
    assert state(emr, cluster, early) == "PENDING"
    assert "ReadyDateTime" not in status(emr, cluster)["Timeline"]
    eventually(lambda: cluster_state(emr, cluster) == "BOOTSTRAPPING")
    submit(emr, cluster, command("also early", "true"))
    assert finished(emr, cluster, early) == "COMPLETED"
    eventually(lambda: cluster_state(emr, cluster) == "WAITING")
    assert status(emr, cluster)["Timeline"]["ReadyDateTime"] >= status(emr, cluster)["Timeline"]["CreationDateTime"]
    standin.stop()


def test_a_cluster_runs_while_it_has_steps(emr: Any) -> None:
    cluster = launch(emr, "busy")
    (step,) = submit(emr, cluster, command("long", "sleep", "600"))
    assert cluster_state(emr, cluster) == "RUNNING"
    emr.cancel_steps(ClusterId=cluster, StepIds=[step], StepCancellationOption="TERMINATE_PROCESS")
    eventually(lambda: cluster_state(emr, cluster) == "WAITING")


def test_termination_takes_its_time_and_cancels_steps(emr: Any) -> None:
    cluster = launch(emr, "ended")
    steps = submit(emr, cluster, command("long", "sleep", "600"), command("next", "true"))
    emr.terminate_job_flows(JobFlowIds=[cluster])
    assert cluster_state(emr, cluster) == "TERMINATING"
    told = ended(emr, cluster)
    assert told["State"] == "TERMINATED"
    assert told["StateChangeReason"] == {"Code": "USER_REQUEST", "Message": "Terminated by user request"}
    assert "EndDateTime" in told["Timeline"]
    assert [finished(emr, cluster, s) for s in steps] == ["CANCELLED", "CANCELLED"]
    assert processes_of(steps[0]) == []
    with refused("ValidationException", 400):
        submit(emr, cluster, command("late", "true"))
    answer = emr.cancel_steps(ClusterId=cluster, StepIds=steps)["CancelStepsInfoList"]
    assert [info["Status"] for info in answer] == ["FAILED", "FAILED"]
    assert all(info["Reason"] for info in answer)


def test_a_clusters_end_survives_the_stand_in(tmp_path: Path) -> None:
    standin = StandIn(tmp_path, clusterSeconds={"start": 0.1, "bootstrap": 0.1, "terminate": 3})
    standin.start()
    onboard(standin)
    emr = standin.client("emr", f"{TENANT}/admin")
    failed, waiting = launch(emr, "failed"), launch(emr, "waiting")
    submit(emr, failed, command("fails", "false", on_failure="TERMINATE_CLUSTER"))
    eventually(lambda: cluster_state(emr, failed) == "TERMINATING")
    standin.kill()
    standin.start()
    told = ended(emr, failed)
    assert (told["State"], told["StateChangeReason"]["Code"]) == ("TERMINATED_WITH_ERRORS", "STEP_FAILURE")
    assert cluster_state(emr, waiting) == "WAITING"
    assert finished(emr, waiting, submit(emr, waiting, command("after", "true"))[0]) == "COMPLETED"
    standin.stop()


def test_a_protected_cluster_is_not_terminated(emr: Any) -> None:
    cluster = launch(emr, "protected", Instances={"TerminationProtected": True})
    with refused("ValidationException", 400):
        emr.terminate_job_flows(JobFlowIds=[cluster])
    assert cluster_state(emr, cluster) == "WAITING"
    (failing,) = submit(emr, cluster, command("fails", "false", on_failure="TERMINATE_CLUSTER"))
    assert finished(emr, cluster, failing) == "FAILED"
    eventually(lambda: cluster_state(emr, cluster) == "WAITING")
    emr.set_termination_protection(JobFlowIds=[cluster], TerminationProtected=False)
    emr.terminate_job_flows(JobFlowIds=[cluster])
    assert ended(emr, cluster)["State"] == "TERMINATED"


def test_a_call_terminates_ten_clusters_at_most(emr: Any) -> None:
    with refused("ValidationException", 400):
        emr.terminate_job_flows(JobFlowIds=[f"j-{n}" for n in range(11)])


def test_a_transient_cluster_ends_with_its_last_step(emr: Any) -> None:
    steps = [command("one", "true"), command("two", "sleep", "0.3")]
    cluster = launch(emr, "transient", alive=False, state=None, Steps=steps)
    assert emr.describe_cluster(ClusterId=cluster)["Cluster"]["AutoTerminate"] is True
    told = ended(emr, cluster)
    assert (told["State"], told["StateChangeReason"]["Code"]) == ("TERMINATED", "ALL_STEPS_COMPLETED")
    states = [s["Status"]["State"] for s in emr.list_steps(ClusterId=cluster)["Steps"]]
    assert states == ["COMPLETED", "COMPLETED"]


def test_a_transient_cluster_ends_although_it_is_protected(emr: Any) -> None:
    protected = {"TerminationProtected": True}
    cluster = launch(emr, "both", alive=False, state=None, Instances=protected, Steps=[command("one", "true")])
    assert ended(emr, cluster)["State"] == "TERMINATED"


def test_a_transient_cluster_without_steps_ends_at_once(emr: Any) -> None:
    cluster = launch(emr, "empty", alive=False, state=None)
    assert ended(emr, cluster)["StateChangeReason"]["Code"] == "ALL_STEPS_COMPLETED"


def test_a_cluster_needs_its_roles(standin: StandIn, emr: Any) -> None:
    with refused("ValidationException", 400):
        launch(emr, "none", JobFlowRole="missing")
    with refused("ValidationException", 400):
        launch(emr, "none", ServiceRole="missing")
    with refused("ValidationException", 400):
        launch(emr, "machines as service", ServiceRole="emr-ec2-headgate")
    with refused("ValidationException", 400):
        launch(standin.client("emr", f"{OTHER}/admin"), "other account")


def test_whoever_starts_a_cluster_must_pass_its_roles(standin: StandIn, emr: Any) -> None:
    role = user(standin, "starter", [allow("elasticmapreduce:*", "*")])
    with refused("AccessDeniedException", 400):
        launch(role, "without PassRole")
    passing = [allow("elasticmapreduce:*", "*"), allow("iam:PassRole", f"arn:aws:iam::{TENANT}:role/*")]
    assert launch(user(standin, "passer", passing), "with PassRole")


def test_concurrency_has_its_limits(emr: Any) -> None:
    for level in (0, 257):
        with refused("ValidationException", 400):
            launch(emr, "level", StepConcurrencyLevel=level)
    cluster = launch(emr, "old", ReleaseLabel="emr-5.27.0")
    with refused("InvalidRequestException", 400):
        emr.modify_cluster(ClusterId=cluster, StepConcurrencyLevel=2)


# -- steps


def test_more_steps_run_when_the_level_is_raised(emr: Any) -> None:
    cluster = launch(emr, "raised")
    steps = submit(emr, cluster, *[command(f"s{n}", "sleep", "600") for n in range(3)])
    assert [state(emr, cluster, s) for s in steps] == ["RUNNING", "PENDING", "PENDING"]
    assert emr.modify_cluster(ClusterId=cluster, StepConcurrencyLevel=2)["StepConcurrencyLevel"] == 2
    assert [state(emr, cluster, s) for s in steps] == ["RUNNING", "RUNNING", "PENDING"]
    emr.terminate_job_flows(JobFlowIds=[cluster])


def test_after_a_failed_step_the_next_one_goes_on(emr: Any) -> None:
    cluster = launch(emr, "goes on")
    steps = submit(emr, cluster, command("fails", "false"), command("next", "true"))
    assert [finished(emr, cluster, s) for s in steps] == ["FAILED", "COMPLETED"]


def test_cancel_and_wait_cancels_what_is_pending(emr: Any) -> None:
    cluster = launch(emr, "cancels")
    steps = submit(emr, cluster, command("fails", "false", on_failure="CANCEL_AND_WAIT"), command("next", "true"))
    assert [finished(emr, cluster, s) for s in steps] == ["FAILED", "CANCELLED"]
    eventually(lambda: cluster_state(emr, cluster) == "WAITING")
    assert finished(emr, cluster, submit(emr, cluster, command("after", "true"))[0]) == "COMPLETED"


@pytest.mark.parametrize("action", TERMINATING)
def test_a_failed_step_may_end_its_cluster(emr: Any, action: str) -> None:
    cluster = launch(emr, "fails")
    steps = submit(emr, cluster, command("fails", "false", on_failure=action), command("next", "true"))
    told = ended(emr, cluster)
    assert (told["State"], told["StateChangeReason"]["Code"]) == ("TERMINATED_WITH_ERRORS", "STEP_FAILURE")
    assert [finished(emr, cluster, s) for s in steps] == ["FAILED", "CANCELLED"]


@pytest.mark.parametrize("action", [*TERMINATING, "CANCEL_AND_WAIT"])
def test_concurrent_steps_must_go_on_after_a_failure(emr: Any, action: str) -> None:
    with refused("ValidationException", 400):
        launch(emr, "level", StepConcurrencyLevel=2, Steps=[command("x", "true", on_failure=action)])
    cluster = launch(emr, "level", StepConcurrencyLevel=2)
    with refused("ValidationException", 400):
        submit(emr, cluster, command("good", "true"), command("bad", "true", on_failure=action))
    assert emr.list_steps(ClusterId=cluster)["Steps"] == []


def test_a_level_raised_meanwhile_disarms_the_action(emr: Any, tmp_path: Path) -> None:
    cluster = launch(emr, "disarmed")
    flag = tmp_path / "go"
    script = f"until [ -e {flag} ]; do sleep 0.05; done; false"
    (failing,) = submit(emr, cluster, command("fails", "bash", "-c", script, on_failure="TERMINATE_CLUSTER"))
    emr.modify_cluster(ClusterId=cluster, StepConcurrencyLevel=2)
    flag.touch()
    assert finished(emr, cluster, failing) == "FAILED"
    eventually(lambda: cluster_state(emr, cluster) == "WAITING")


def test_an_interrupt_is_the_steps_own_affair(emr: Any) -> None:
    cluster = launch(emr, "interrupts")
    polite, deaf = "trap 'exit 0' TERM; while :; do sleep 0.05; done", "trap '' TERM; while :; do sleep 0.05; done"
    (heeds,) = submit(emr, cluster, command("heeds", "bash", "-c", f"echo up; {polite}"))
    emr.cancel_steps(ClusterId=cluster, StepIds=[heeds])
    assert finished(emr, cluster, heeds) == "CANCELLED"
    (ignores,) = submit(emr, cluster, command("ignores", "bash", "-c", f"{deaf}"))
    eventually(lambda: any(_ignores_term(p.pid) for p in processes_of(ignores)))
    answer = emr.cancel_steps(ClusterId=cluster, StepIds=[ignores], StepCancellationOption="SEND_INTERRUPT")
    assert answer["CancelStepsInfoList"] == [{"StepId": ignores, "Status": "SUBMITTED"}]
    assert state(emr, cluster, ignores) == "CANCEL_PENDING"
    assert processes_of(ignores)
    emr.cancel_steps(ClusterId=cluster, StepIds=[ignores], StepCancellationOption="TERMINATE_PROCESS")
    assert finished(emr, cluster, ignores) == "CANCELLED"
    assert processes_of(ignores) == []


def _ignores_term(pid: int) -> bool:
    ignored = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("SigIgn"))
    return bool(int(ignored.split()[1], 16) & (1 << 14))


def test_old_releases_cancel_pending_steps_only(emr: Any) -> None:
    cluster = launch(emr, "old", ReleaseLabel="emr-5.27.0")
    running, pending = submit(emr, cluster, command("long", "sleep", "600"), command("next", "true"))
    answer = emr.cancel_steps(ClusterId=cluster, StepIds=[running, pending])["CancelStepsInfoList"]
    assert [info["Status"] for info in answer] == ["FAILED", "SUBMITTED"]
    assert (state(emr, cluster, running), state(emr, cluster, pending)) == ("RUNNING", "CANCELLED")
    emr.terminate_job_flows(JobFlowIds=[cluster])


def test_requests_have_their_limits(emr: Any) -> None:
    cluster = launch(emr, "limits")
    with refused("InvalidRequestException", 400):
        emr.list_steps(ClusterId=cluster, StepIds=[f"s-{n}" for n in range(11)])
    with refused("InvalidRequestException", 400):
        emr.cancel_steps(ClusterId=cluster, StepIds=[f"s-{n}" for n in range(257)])
    fitting = "x" * (10_240 - len("command-runner.jar") - len("true"))
    assert submit(emr, cluster, command("fits", "true", fitting))
    with refused("ValidationException", 400):
        submit(emr, cluster, command("too long", "true", fitting + "x"))
    with refused("ValidationException", 400):
        launch(emr, "many", Steps=[command(f"s{n}", "true") for n in range(257)])


# -- quotas


def test_calls_are_metered_by_operation_account_and_region(tmp_path: Path) -> None:
    quotas = {"ListSteps": [10, 0.001], "DescribeCluster": [10, 0.001], "*": [25, 0.001]}
    standin = StandIn(tmp_path, emrRates=quotas)
    standin.start()
    emr = standin.client("emr", f"{TENANT}/admin")

    def throttled(call: Any) -> bool:
        with pytest.raises(ClientError) as raised:
            call()
        told = raised.value.response["Error"]
        return told == {"Code": "ThrottlingException", "Message": "Rate exceeded"}

    def list_steps() -> Any:
        return emr.list_steps(ClusterId="j-UNKNOWN")

    assert [throttled(list_steps) for _ in range(11)] == [False] * 10 + [True]
    assert [throttled(lambda: emr.describe_cluster(ClusterId="j-UNKNOWN")) for _ in range(10)] == [False] * 10
    # Twenty of all calls together are gone; five are left, whatever they ask.
    assert [len(emr.list_clusters()["Clusters"]) for _ in range(5)] == [0] * 5
    assert throttled(emr.list_clusters)
    assert standin.client("emr", f"{OTHER}/admin").list_clusters()["Clusters"] == []
    standin.stop()
