"""SQS as moto has it, with what it lacks: long polls that hold nobody up, messages of S3 that are whole and saved."""

from __future__ import annotations

import itertools
import threading
import time
from typing import Any
from urllib.parse import quote_plus

from moto.s3 import notifications
from moto.sqs.models import Queue

from .calls import Call
from .persistence import Persistence

# What IAM calls the permission for a call about several messages.
PERMISSIONS = {
    "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
    "sqs:SendMessageBatch": "sqs:SendMessage",
    "sqs:ChangeMessageVisibilityBatch": "sqs:ChangeMessageVisibility",
}


def arn(region: str, account: str, values: dict[str, Any]) -> str:
    """The ARN of the queue that a call names, as policies name it."""
    url = str(values.get("QueueUrl", ""))
    if url:
        # The account in the URL is the queue's, whoever calls.
        *_, owner, name = ["", account, *[part for part in url.split("/") if part]]
        return f"arn:aws:sqs:{region}:{owner if owner.isdigit() else account}:{name}"
    return f"arn:aws:sqs:{region}:{account}:{values.get('QueueName', '*')}"


def without_type(call: Call, headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """SQS tells an error's type in the body only; the Java SDK finds no type in a header of moto's form."""
    if call.service != "sqs":
        return headers
    return [(name, value) for name, value in headers if name.lower() != "x-amzn-errortype"]


def install(control: threading.RLock, persistence: Persistence) -> None:
    """Put this module in the place of moto's own; `control` is held by whatever changes a control plane."""
    stock_wait = Queue.wait_for_messages
    stock_send = notifications._send_sqs_message
    stock_event = notifications._get_s3_event
    sequence = itertools.count(time.time_ns())

    def wait(queue: Queue, timeout: int) -> None:
        control.release()
        try:
            stock_wait(queue, timeout)
        finally:
            control.acquire()

    def send(account: str, body: Any, queue: str, region: str) -> None:
        with control:
            stock_send(account, body, queue, region)
            persistence.save_control("sqs", account, region)

    def event(name: str, bucket: Any, key: Any, notification: str) -> Any:
        told = stock_event(name, bucket, key, notification)
        record = told["Records"][0]
        record["userIdentity"] = {"principalId": f"AWS:{bucket.account_id}"}
        record["s3"]["bucket"]["ownerIdentity"] = {"principalId": f"OWNER{bucket.account_id}"}
        # S3 leaves slashes as they are, moto does not.
        record["s3"]["object"]["key"] = quote_plus(key.name, safe="/")
        # Later for a key is greater for it.
        record["s3"]["object"]["sequencer"] = f"{next(sequence):018X}"
        if bucket.is_versioned:
            record["s3"]["object"]["versionId"] = key.version_id
        return told

    replacements: list[tuple[Any, str, Any]] = [
        (Queue, "wait_for_messages", wait),
        (notifications, "_send_sqs_message", send),
        (notifications, "_get_s3_event", event),
    ]
    for owner, name, replacement in replacements:
        setattr(owner, name, replacement)
