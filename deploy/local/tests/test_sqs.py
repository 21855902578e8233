"""Queues, and what S3 tells them of new objects."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from .standin import OTHER, REGION, TENANT, StandIn, eventually, onboard, refused

ADMIN = f"{TENANT}/admin"
ARN = f"arn:aws:sqs:{REGION}:{TENANT}:headgate-arrivals"
URL = f"https://sqs.{REGION}.amazonaws.com/{TENANT}/headgate-arrivals"


@pytest.fixture(scope="module")
def standin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    one = StandIn(tmp_path_factory.mktemp("sqs"))
    one.start()
    onboard(one)
    yield one
    one.stop()


@pytest.fixture
def ours(standin: StandIn) -> Any:
    """The queue as Headgate may use it, empty."""
    sqs = standin.assumed("sqs", standin.headgate())
    for message in _received(sqs):
        sqs.delete_message(QueueUrl=URL, ReceiptHandle=message["ReceiptHandle"])
    return sqs


def _received(sqs: Any, wait: int = 0, **more: Any) -> list[dict[str, Any]]:
    return list(
        sqs.receive_message(QueueUrl=URL, MaxNumberOfMessages=10, WaitTimeSeconds=wait, **more).get("Messages", [])
    )


def _told(standin: StandIn) -> Any:
    s3 = standin.client("s3", ADMIN)
    configuration = [{"Id": "headgate", "QueueArn": ARN, "Events": ["s3:ObjectCreated:*"]}]
    s3.put_bucket_notification_configuration(
        Bucket="acme-data", NotificationConfiguration={"QueueConfigurations": configuration}
    )
    return s3


def test_s3_tells_a_queue_of_each_new_object_and_first_that_it_will(standin: StandIn, ours: Any) -> None:
    s3 = _told(standin)
    [test] = _received(ours)
    assert json.loads(test["Body"])["Event"] == "s3:TestEvent"
    ours.delete_message_batch(QueueUrl=URL, Entries=[{"Id": "0", "ReceiptHandle": test["ReceiptHandle"]}])

    for _ in range(2):
        s3.put_object(Bucket="acme-data", Key="raw/ü 1+1.csv", Body=b"a")
    s3.delete_object(Bucket="acme-data", Key="raw/ü 1+1.csv")
    records = [json.loads(message["Body"])["Records"][0] for message in _received(ours)]

    assert [record["eventName"] for record in records] == ["ObjectCreated:Put"] * 2
    assert {record["s3"]["object"]["key"] for record in records} == {"raw/%C3%BC+1%2B1.csv"}
    first, second = (record["s3"]["object"]["sequencer"] for record in records)
    assert first < second


def test_a_long_poll_waits_for_a_message_and_holds_nobody_up(standin: StandIn, ours: Any) -> None:
    found: list[Any] = []
    since = time.monotonic()
    poll = threading.Thread(target=lambda: found.extend(_received(ours, wait=10)))
    poll.start()
    calls = len(standin.calls("sqs"))
    standin.client("iam", ADMIN).create_user(UserName="made-meanwhile")
    assert poll.is_alive()
    standin.client("sqs", ADMIN).send_message(QueueUrl=URL, MessageBody="here")
    poll.join(20)

    assert [message["Body"] for message in found] == ["here"]
    assert time.monotonic() - since < 10
    assert len(standin.calls("sqs")) > calls


def test_a_message_comes_again_after_its_visibility_timeout_until_it_is_deleted(standin: StandIn, ours: Any) -> None:
    standin.client("sqs", ADMIN).send_message(QueueUrl=URL, MessageBody="again")
    [first] = _received(ours, VisibilityTimeout=1)
    assert _received(ours) == []
    [second] = eventually(lambda: _received(ours, VisibilityTimeout=1))
    assert (second["MessageId"], second["Body"]) == (first["MessageId"], "again")
    ours.delete_message(QueueUrl=URL, ReceiptHandle=second["ReceiptHandle"])
    time_of_it = time.monotonic()
    assert _received(ours, wait=2) == []
    assert time.monotonic() - time_of_it > 1


def test_the_role_may_read_this_queue_and_nothing_else(standin: StandIn, ours: Any) -> None:
    attributes = ours.get_queue_attributes(QueueUrl=URL, AttributeNames=["QueueArn", "RedrivePolicy"])["Attributes"]
    assert attributes["QueueArn"] == ARN
    assert "headgate-arrivals-nobody-took" in attributes["RedrivePolicy"]
    refusals: list[tuple[str, str, dict[str, Any]]] = [
        ("send_message", URL, {"MessageBody": "x"}),
        ("purge_queue", URL, {}),
        ("receive_message", URL + "-nobody-took", {}),
        ("receive_message", URL.replace(TENANT, OTHER), {}),
    ]
    for call, url, more in refusals:
        with refused("AccessDeniedException"):
            getattr(ours, call)(QueueUrl=url, **more)


def test_a_queue_that_is_not_there_is_told(standin: StandIn) -> None:
    with refused("AWS.SimpleQueueService.NonExistentQueue", 400):
        standin.client("sqs", ADMIN).receive_message(QueueUrl=URL + "-not-there")


def test_messages_outlive_the_stand_in(standin: StandIn, ours: Any) -> None:
    s3 = _told(standin)
    s3.put_object(Bucket="acme-data", Key="raw/kept.csv", Body=b"a")
    standin.kill()
    standin.start()
    again = standin.assumed("sqs", standin.headgate())
    keys = [
        record["s3"]["object"]["key"]
        for message in _received(again)
        for record in json.loads(message["Body"]).get("Records", [])
    ]
    assert keys == ["raw/kept.csv"]


def test_faults_strike_queues_too(standin: StandIn, ours: Any) -> None:
    fault = standin.fault("error", service="sqs", operation="ReceiveMessage", code="AccessDeniedException", status=400)
    with refused("AccessDeniedException", 400):
        _received(ours)
    standin.admin("DELETE", f"faults/{fault}")
    assert _received(ours) is not None
