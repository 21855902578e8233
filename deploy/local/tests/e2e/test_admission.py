"""Runs that may not all start at once: who waits, for what, who comes first; and requests that are sent twice."""

from __future__ import annotations

import uuid

from .graphs import definition, fresh_key, idle, ingest, table
from .onboarding import Newcomer
from .rest import Answer
from .stack import Stack
from .tenant import Tenant
from .waiting import eventually


def test_runs_beyond_a_tenants_limit_say_what_they_wait_for_and_start_by_priority(
    stack: Stack, newcomer: Newcomer
) -> None:
    tenant = newcomer.tenant
    key = fresh_key("first")
    first = tenant.set_up(definition(key, [ingest("few", tenant.put(f"{key}.csv", table()))], []))
    low, high = (tenant.set_up(idle(fresh_key(word), ["only"])) for word in ("low", "high"))
    tenant.ask("PATCH", f"/processes/{low}", {"priority": "LOW"}).good()
    tenant.ask("PATCH", f"/processes/{high}", {"priority": "HIGH"}).good()
    before = _limit(stack, tenant, 1)
    try:
        running = tenant.start(first)
        held = stack.freeze_step(tenant.await_step(running, "few"))
        try:
            # The one that has to wait longer has asked first.
            waiting = {process: tenant.start(process) for process in (low, high)}
            for run in waiting.values():
                _await_reason(tenant, run, "waiting.tenant-limit")
            assert tenant.run(running)["state"] == "RUNNING"
        finally:
            stack.release(held)
        views = {process: tenant.await_state(run, "SUCCEEDED") for process, run in waiting.items()}
        assert tenant.run(running)["endedAt"] <= views[high]["startedAt"]
        assert views[high]["endedAt"] <= views[low]["startedAt"]
    finally:
        _limit(stack, tenant, before)


def test_a_run_that_is_asked_for_twice_under_one_key_runs_once(acme: Tenant) -> None:
    process = acme.set_up(idle(fresh_key("twice"), ["only"]))
    path = f"/tenants/{acme.key}/processes/{process}/runs"
    key = {"Idempotency-Key": str(uuid.uuid4())}
    order = {"businessDate": "2026-03-01"}
    answers = [acme.user.ask("POST", path, order, headers=key).good()["id"] for _ in range(2)]
    assert len(set(answers)) == 1
    other = acme.user.ask("POST", path, {"businessDate": "2026-03-02"}, headers=key)
    assert (other.status, other.code) == (422, "idempotency.other-request")
    acme.await_state(answers[0], "SUCCEEDED")
    assert acme.ask("GET", f"/runs?process={process}").good()["total"] == 1


def test_the_log_of_a_step_is_plain_text_for_engineers_alone(stack: Stack, acme: Tenant) -> None:
    key = fresh_key("logged")
    run = acme.start(acme.set_up(definition(key, [ingest("few", acme.put(f"{key}.csv", table()))], [])))
    acme.await_state(run, "SUCCEEDED")
    path = f"/tenants/{acme.key}/runs/{run}/components/few/log?stream=stderr"
    refused = stack.rest("acme-air-author").ask("GET", path)
    assert (refused.status, refused.code) == (403, "access.role-missing")
    reader = stack.rest("acme-air-engineer")
    log = eventually(lambda: _text(reader.ask("GET", path)), "the log has been delivered")
    assert "spark" in log.lower()
    assert not [char for char in log if ord(char) < 32 and char not in "\n\t"]


def _limit(stack: Stack, tenant: Tenant, runs: int) -> int:
    """Sets how many runs the tenant may have under way; answers how many it might before."""
    place = f"/tenants/{tenant.key}"
    before = next(one["runLimit"] for one in stack.admin.get("/tenants") if one["key"] == tenant.key)
    stack.admin.ask("PATCH", place, {"runLimit": runs}).good()
    return int(before)


def _await_reason(tenant: Tenant, run: str, code: str) -> None:
    def told() -> bool:
        reason = tenant.run(run)["waitingFor"]
        return bool(reason and reason["code"] == code)

    eventually(told, f"{run} says that it waits for {code}")


def _text(answer: Answer) -> str | None:
    return str(answer.body) if answer.status == 200 else None
