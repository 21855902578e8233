"""Retention: runs whose time is over stand in the tenant's own account, word for word, before they leave Headgate."""

from __future__ import annotations

import gzip
import hashlib
import json
import urllib.parse
from collections.abc import Iterator

import pytest

from .database import as_superuser
from .graphs import definition, fresh_key, idle, ingest
from .stack import Stack
from .tenant import Tenant, View
from .waiting import eventually


@pytest.fixture
def tenant(acme: Tenant) -> Iterator[Tenant]:
    """A tenant that keeps runs for ever again when the test is over."""
    yield acme
    acme.ask("PUT", "/retention", {"days": None}).good()


def _make_old(stack: Stack, runs: list[str]) -> None:
    """Let runs have ended forty days earlier than they did."""
    connection = as_superuser(stack)
    with connection, connection.cursor() as cursor:
        for column in ("requested_at", "admitted_at", "started_at", "ended_at"):
            cursor.execute(f"UPDATE run SET {column} = {column} - interval '40 days' WHERE id = ANY (%s)", (runs,))
    connection.close()


def _read(tenant: Tenant, export: View) -> list[View]:
    """The lines of an exported file, read by the tenant's own administrator."""
    place = urllib.parse.urlparse(export["file"])
    body = tenant.aws("s3").get_object(Bucket=place.netloc, Key=place.path.lstrip("/"))["Body"].read()
    assert (len(body), hashlib.sha256(body).hexdigest()) == (export["bytes"], export["sha256"])
    return [json.loads(line) for line in gzip.decompress(body).splitlines()]


def test_old_runs_leave_into_the_tenants_account_and_the_newest_stays(stack: Stack, tenant: Tenant) -> None:
    key = fresh_key("kept")
    path = tenant.put(f"{key}.csv", "id,name\n1,one\n2,two\n")
    tenant.set_up(definition(key, [ingest("in", path)], []))
    worked = tenant.start(key)
    tenant.await_state(worked, "SUCCEEDED")
    tenant.change(idle(key, ["in"]))
    tenant.await_live(key, tenant.publish(key)["number"])
    idled, newest = tenant.start(key), tenant.start(key)
    for run in (idled, newest):
        tenant.await_state(run, "SUCCEEDED")
    _make_old(stack, [worked, idled])
    told = {run: tenant.run(run) for run in (worked, idled)}
    assert told[worked]["components"][0]["attempts"][0]["stepId"].startswith("s-")

    eventually(
        lambda: tenant.ask("GET", "/retention/preview?days=30").good()["runs"] >= 2, "nobody needs the runs any more"
    )
    tenant.ask("PUT", "/retention", {"days": 30}).good()
    eventually(lambda: tenant.ask("GET", f"/runs/{idled}").status == 404, "the runs have left")

    exports = tenant.ask("GET", "/retention/exports").good()["items"]
    lines = {line["id"]: line for export in exports if export["file"] for line in _read(tenant, export)}
    assert {run: lines[run] for run in told} == told
    gone = tenant.ask("GET", f"/runs/{worked}")
    assert (gone.status, gone.code) == (404, "run.removed")
    named = _file_named_by(gone.body["detail"])
    assert any(line["id"] == worked for line in _read(tenant, next(each for each in exports if named in each["file"])))
    shown = tenant.ask("GET", f"/runs?process={key}").good()["items"]
    assert [run["id"] for run in shown] == [newest]
    assert tenant.run(newest)["state"] == "SUCCEEDED"
    kept = tenant.ask("GET", "/retention").good()
    assert (kept["days"], kept["due"]["runs"], kept["troubles"]) == (30, 0, [])


def _file_named_by(detail: str) -> str:
    """The place below the workspace that the answer about a removed run names."""
    return next(word for word in detail.split() if word.startswith("history/")).rstrip(".")
