"""A file that arrives starts a run, exactly once, whatever dies meanwhile; a file of somebody else's does nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from .graphs import definition, fresh_key, idle, ingest, table
from .stack import Stack
from .tenant import Tenant, View
from .waiting import eventually

pytestmark = pytest.mark.faults


@pytest.fixture(autouse=True)
def _nothing_stays_armed(stack: Stack) -> Iterator[None]:
    yield
    stack.disarm()
    eventually(lambda: stack.admin.get("/me"), "the api answers")


def _watch(tenant: Tenant, process: str, pattern: str, gather: str = "EACH", minutes: int = 0) -> None:
    body = {"location": "raw", "pattern": pattern, "gather": gather, "minutes": minutes}
    tenant.ask("POST", f"/processes/{process}/arrivals", body).good()


def _started(tenant: Tenant, process: str) -> list[View]:
    found: list[View] = tenant.ask("GET", f"/processes/{process}/runs").good()["items"]
    return found


def _arrivals(tenant: Tenant, process: str) -> View:
    found: View = tenant.ask("GET", f"/processes/{process}/arrivals").good()
    return found


def test_a_file_starts_a_run_once_although_the_api_dies_before_it_deletes_the_message(
    stack: Stack, acme: Tenant
) -> None:
    key = fresh_key("arrive")
    acme.set_up(definition(key, [ingest("few", f"{key}/2026-01-31.csv")], []))
    _watch(acme, key, f"{key}/{{date}}.csv")
    before = stack.parts()["api"]["pid"]
    stack.crash_at("arrival-not-deleted", "arrival-run-not-committed")

    acme.put(f"{key}/2026-01-31.csv", table())
    eventually(lambda: not stack.armed(), "the api has died at both points")
    stack.await_restart("api", before)
    [run] = eventually(lambda: _started(acme, key), f"a run of {key}")
    view = acme.await_state(run["id"], "SUCCEEDED")

    assert (view["origin"], view["businessDate"]) == ("EVENT", "2026-01-31")
    # What was taken in and not deleted is told again, and by then nothing comes of it.
    _await_empty(acme)
    assert [each["id"] for each in _started(acme, key)] == [run["id"]]
    [watch] = _arrivals(acme, key)["watches"]
    [batch] = watch["batches"]
    assert (batch["run"], batch["files"], batch["paths"]) == (run["id"], 1, [f"{key}/2026-01-31.csv"])


def test_a_file_of_another_tenants_bucket_does_nothing(acme: Tenant, borealis: Tenant) -> None:
    """Not even when somebody forges the message in the tenant's own queue."""
    key = fresh_key("foreign")
    for tenant in (acme, borealis):
        tenant.set_up(idle(key, ["only"]))
        _watch(tenant, key, f"{key}/*.csv")
    record = {
        "eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "eventTime": "2026-01-01T00:00:00.000Z",
        "s3": {"bucket": {"name": acme.data_bucket}, "object": {"key": f"raw/{key}/a.csv", "sequencer": "1"}},
    }  # fmt: skip
    queue = _queue(borealis)
    borealis.aws("sqs").send_message(QueueUrl=queue, MessageBody=json.dumps({"Records": [record]}))
    borealis.put(f"{key}/theirs.csv", "id,name\n1,a\n")
    [run] = eventually(lambda: _started(borealis, key), "a run of the tenant's own file")

    def refused() -> bool:
        return any(
            each["reason"] == "FOREIGN_BUCKET" and each["name"] == f"raw/{key}/a.csv"
            for each in _arrivals(borealis, key)["ignored"]
        )

    eventually(refused, "the forged message is shown with its reason")
    borealis.await_state(run["id"], "SUCCEEDED")
    assert len(_started(borealis, key)) == 1
    assert _started(acme, key) == []


def _queue(tenant: Tenant) -> str:
    return str(tenant.aws("sqs").get_queue_url(QueueName="headgate-arrivals")["QueueUrl"])


def _await_empty(tenant: Tenant) -> None:
    counts = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")

    def empty() -> bool:
        found = tenant.aws("sqs").get_queue_attributes(QueueUrl=_queue(tenant), AttributeNames=list(counts))
        return all(found["Attributes"][name] == "0" for name in counts)

    eventually(empty, "the queue is empty")
