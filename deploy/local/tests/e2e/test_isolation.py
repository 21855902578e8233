"""Tenants cannot reach, see or even notice one another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from psycopg2 import sql as words

from .database import as_superuser, connect
from .rest import Answer, Rest
from .stack import Stack
from .tenant import Tenant


def _without_traces(answer: Answer) -> tuple[int, dict[str, Any]]:
    """What an answer tells besides the path that was asked and the id of its trace."""
    assert set(answer.body) >= {"instance", "traceId"}
    return answer.status, {k: v for k, v in answer.body.items() if k not in ("instance", "traceId")}


@pytest.mark.parametrize("role", ["viewer", "admin"])
@pytest.mark.parametrize("below", ["", "/processes", "/processes/flight-delays", "/runs", "/accounts", "/events"])
def test_a_foreign_tenant_answers_exactly_like_one_that_does_not_exist(stack: Stack, role: str, below: str) -> None:
    user = stack.rest(f"borealis-{role}")
    foreign = _without_traces(user.ask("GET", f"/tenants/acme-air{below}"))
    unknown = _without_traces(user.ask("GET", f"/tenants/no-such-tenant{below}"))
    assert foreign == unknown
    assert foreign[0] == 404


def test_the_ids_of_another_tenants_things_are_unknown_below_ones_own(acme: Tenant, borealis: Tenant) -> None:
    run = acme.ask("GET", "/runs").good()["items"][0]["id"]
    account = acme.ask("GET", "/accounts").good()[0]["id"]
    for method, foreign, unknown in (
        ("GET", f"/runs/{run}", "/runs/r000000000000000"),
        ("POST", f"/runs/{run}/stop", "/runs/r000000000000000/stop"),
        ("GET", "/processes/flight-delays", "/processes/no-such-process"),
        ("POST", f"/accounts/{account}/check", "/accounts/00000000-0000-0000-0000-000000000000/check"),
    ):
        ours = _without_traces(borealis.ask(method, foreign))
        assert ours == _without_traces(borealis.ask(method, unknown))
        assert ours[0] == 404


def test_a_viewer_sees_and_changes_nothing(stack: Stack) -> None:
    viewer = stack.rest("acme-air-viewer")
    path = "/tenants/acme-air/processes/flight-delays"
    assert viewer.ask("GET", path).status == 200
    for method, below in (("POST", "/publications"), ("POST", "/runs"), ("PUT", "/schedule")):
        refused = viewer.ask(method, path + below, {"cron": "* * * * *", "zone": "UTC"} if method == "PUT" else {})
        assert (refused.status, refused.code) == (403, "access.role-missing")


def test_nobody_gets_in_without_a_token(stack: Stack) -> None:
    for token in (None, "", "hgt_wrong"):
        for path in ("/me", "/tenants", "/tenants/acme-air/runs"):
            assert Rest(f"{stack.local['url']}/api/v1", token).ask("GET", path).status == 401


def test_a_tenant_cannot_register_anothers_account_or_role(stack: Stack, acme: Tenant, borealis: Tenant) -> None:
    assert acme.ask("POST", f"/accounts/{acme.ask('GET', '/accounts').good()[0]['id']}/check").good()["checks"][0]["ok"]
    since = stack.last_call()
    theirs = acme.ask("GET", "/accounts").good()[0]
    stolen = {name: theirs[name] for name in ("accountId", "region", "roleArn", "clusterId", "workspace")}

    taken = borealis.ask("POST", "/accounts", stolen)
    assert (taken.status, taken.code) == (409, "account.taken")
    elsewhere = borealis.ask("POST", "/accounts", {**stolen, "accountId": borealis.account})
    assert elsewhere.status == 422
    assert [p["code"] for p in elsewhere.body["problems"]] == ["account.role-elsewhere"]
    headgates = borealis.ask(
        "POST", "/accounts", {**stolen, "accountId": "111111111111", "roleArn": "arn:aws:iam::111111111111:role/x"}
    )
    assert (headgates.status, [p["code"] for p in headgates.body["problems"]]) == (422, ["account.control-plane"])

    calls = [c for c in stack.calls(since) if c["account"] == acme.account and "headgate-borealis" in c["principal"]]
    assert not calls
    tried = [c for c in stack.calls(since, "sts") if c["action"] == "AssumeRole"]
    assert not [c for c in tried if "borealis" in c["parameters"]["RoleSessionName"]]
    assert borealis.ask("GET", "/accounts").good()[0]["accountId"] == borealis.account


_TABLES_OF_TENANTS = """
    SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'tenant_id'
"""


@pytest.fixture
def application(stack: Stack) -> Iterator[Any]:
    """The database as the application's own role."""
    connection = connect(stack, "headgate_app", stack.settings()["secrets"]["db_app"])
    yield connection
    connection.close()


@pytest.fixture
def everything(stack: Stack) -> Iterator[Any]:
    """The database as its superuser, to know what there is."""
    connection = as_superuser(stack)
    yield connection
    connection.close()


def _count(cursor: Any, tables: list[str]) -> dict[str, dict[str, int]]:
    """How many rows of which tenant a connection sees in each table."""
    found = {}
    for table in tables:
        query = words.SQL("SELECT tenant_id::text, count(*) FROM {} GROUP BY 1").format(words.Identifier(table))
        cursor.execute(query)
        found[table] = dict(cursor.fetchall())
    return found


def test_raw_sql_as_the_applications_role_sees_no_row_without_a_tenant_and_only_its_tenants_with_one(
    application: Any, everything: Any
) -> None:
    with everything, everything.cursor() as cursor:
        cursor.execute("SELECT tenant_id::text FROM tenant WHERE key IN ('acme-air', 'borealis') ORDER BY key")
        acme, borealis = (tenant for (tenant,) in cursor.fetchall())
        cursor.execute(_TABLES_OF_TENANTS)
        tables = [name for (name,) in cursor.fetchall()]
        there = _count(cursor, tables)
    telling = ("tenant", "member", "process", "publication", "run", "task_run", "attempt", "aws_account", "location")
    assert all(there[table][acme] and there[table][borealis] for table in telling)

    with application, application.cursor() as cursor:
        assert _count(cursor, tables) == {table: {} for table in tables}
    for tenant in (acme, borealis):
        with application, application.cursor() as cursor:
            cursor.execute("SELECT set_config('headgate.tenant', %s, true)", [tenant])
            seen = _count(cursor, tables)
        assert all(set(rows) <= {tenant} for rows in seen.values()), seen
        assert all(seen[table][tenant] == there[table][tenant] for table in ("tenant", "member", "aws_account"))
        assert all(seen[table][tenant] for table in telling)
    with application, application.cursor() as cursor:
        assert _count(cursor, ["run"]) == {"run": {}}, "the binding ends with its transaction"
