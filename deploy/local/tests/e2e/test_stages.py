"""Stages: a version goes on unchanged, writes where the next stage says, and needs a second person there."""

from __future__ import annotations

import secrets
from typing import Any

import pytest

from demo.rest import Api

from .graphs import fresh_key, pipeline, table
from .onboarding import Newcomer
from .rest import Rest
from .stack import Stack
from .tenant import Tenant

ROWS = 3


def _location(tenant: Tenant, stage: str, key: str, prefix: str, access: str) -> None:
    body = {"key": key, "name": key, "bucket": tenant.data_bucket, "prefix": prefix, "access": access}
    tenant.ask("POST", "/locations", {**body, "classification": "internal", "stage": stage}).good()


def _member(stack: Stack, tenant: Tenant, name: str) -> Rest:
    """An author of the tenant, with a token."""
    username, password = f"{tenant.key}.{name}", secrets.token_urlsafe(12)
    body = {"username": username, "displayName": name, "role": "author", "password": password, "demo": True}
    tenant.ask("POST", "/members", body).good()
    base = stack.local["url"]
    return Rest(f"{base}/api/v1", Api(base).sign_in(username, password, "test"))


def _written(tenant: Tenant, prefix: str) -> list[str]:
    found = tenant.aws("s3").list_objects_v2(Bucket=tenant.data_bucket, Prefix=prefix).get("Contents", [])
    return [entry["Key"] for entry in found if entry["Key"].endswith(".csv")]


def _start(tenant: Tenant, process: str, stage: str) -> str:
    return str(tenant.ask("POST", f"/processes/{process}/runs", {"stage": stage}).good()["id"])


@pytest.fixture
def process(newcomer: Newcomer) -> str:
    """A process that is live on the default stage, of a tenant with another stage that has nothing yet."""
    tenant = newcomer.tenant
    tenant.ask("POST", "/stages", {"key": "live", "name": "Live"}).good()
    _location(tenant, "prod", "curated", "curated/", "read-write")
    key = fresh_key("staged")
    return tenant.set_up(pipeline(key, tenant.put(f"{key}.csv", table(ROWS))))


def test_a_version_is_promoted_unchanged_and_writes_where_its_stage_says(
    stack: Stack, newcomer: Newcomer, process: str
) -> None:
    tenant = newcomer.tenant
    before = tenant.ask("GET", f"/processes/{process}/versions/1").good()
    promotion = {"version": 1, "stage": "live"}

    refused = tenant.ask("POST", f"/processes/{process}/publications", promotion)
    assert (refused.status, refused.code) == (422, "publication.bindings")
    assert _codes(refused.body) == ["binding.location-missing", "binding.location-missing", "binding.no-compute"]
    assert tenant.ask("GET", f"/processes/{process}/publications?stage=live").good() == []

    _location(tenant, "live", "raw", "raw/", "read")
    _location(tenant, "live", "curated", "live/curated/", "write")
    account = tenant.ask("GET", "/accounts").good()[0]["id"]
    tenant.ask("PUT", "/stages/live/compute", {"account": account, "cluster": newcomer.cluster}).good()
    tenant.ask("PATCH", "/stages/live", {"needsSecondPerson": True}).good()
    bound = tenant.ask("GET", f"/processes/{process}/versions/1/bindings?stage=live").good()
    assert (bound["problems"], bound["sha256"]) == ([], before["version"]["sha256"])

    assert tenant.ask("POST", f"/processes/{process}/publications", promotion).code == "stage.protected"
    anna, ben = _member(stack, tenant, "anna"), _member(stack, tenant, "ben")
    at = f"/tenants/{tenant.key}"
    request = anna.post(f"{at}/processes/{process}/publication-requests", promotion)
    own = anna.ask("POST", f"{at}/publication-requests/{request['id']}/approve")
    assert (own.status, own.code) == (403, "request.own")
    approved = ben.post(f"{at}/publication-requests/{request['id']}/approve")
    tenant.await_live(process, approved["publication"])

    runs = {stage: _start(tenant, process, stage) for stage in ("prod", "live")}
    views = {stage: tenant.await_state(run, "SUCCEEDED") for stage, run in runs.items()}
    assert {stage: (view["stage"], view["version"]) for stage, view in views.items()} == {
        "prod": ("prod", 1),
        "live": ("live", 1),
    }
    assert len(_written(tenant, f"curated/{process}/")) == 1
    assert len(_written(tenant, f"live/curated/{process}/")) == 1
    assert tenant.ask("GET", f"/processes/{process}/versions").good()["total"] == 1
    assert tenant.ask("GET", f"/processes/{process}/versions/1").good() == before


def _codes(problem: dict[str, Any]) -> list[str]:
    return sorted(found["code"] for found in problem["problems"])
