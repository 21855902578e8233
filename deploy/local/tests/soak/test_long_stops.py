"""Stops that take long: of more components than a cluster takes steps, and of a step that EMR does not end."""

from __future__ import annotations

from collections import Counter

from ..e2e.graphs import definition, fresh_key, ingest, table
from ..e2e.stack import Stack
from ..e2e.tenant import Tenant
from ..e2e.waiting import eventually

WIDE = 300
# EMR takes so many pending and running steps (EMR quotas).
MOST = 256
# So many of them are at work at the same time on the demo's clusters.
AT_ONCE = 2


def test_a_stop_of_300_components_at_once_leaves_nothing_behind(stack: Stack, acme: Tenant) -> None:
    # A process may have 200 components; two make a cluster full.
    keys = [fresh_key("wide") for _ in range(2)]
    for key in keys:
        path = acme.put(f"{key}.csv", table())
        acme.set_up(definition(key, [ingest(f"part{number}", path) for number in range(WIDE // 2)], []))
    with stack.fault("freeze", cluster=acme.cluster()):
        runs = [acme.start(key) for key in keys]

        def full() -> bool:
            told = _attempts(acme, runs)
            return told["PENDING"] + told["RUNNING"] == MOST and sum(told.values()) == WIDE

        eventually(full, "the cluster is full and all components are asked for", 1200, pause=2)
        for run in runs:
            acme.stop(run)
    for run in runs:
        acme.await_state(run, "STOPPED", "STOP_INCOMPLETE", seconds=600)
    views = [acme.await_state(run, "STOPPED", seconds=600) for run in runs]
    outcomes = Counter(line["outcome"] for view in views for line in view["receipt"])
    # What was at work when the cluster thawed may have been quicker than its cancellation.
    finished = outcomes.pop("FINISHED_BEFORE", 0)
    assert finished <= AT_ONCE
    assert outcomes == {"CANCELLED": MOST - finished, "NOT_STARTED": WIDE - MOST}
    states = Counter(step["Status"]["State"] for run in runs for step in acme.steps_of(run))
    assert states == Counter({"CANCELLED": MOST - finished, "COMPLETED": finished})


def _attempts(tenant: Tenant, runs: list[str]) -> Counter[str]:
    """How many attempts of the runs are in each state."""
    return Counter(a["state"] for run in runs for c in tenant.run(run)["components"] for a in c["attempts"])


def test_a_stop_that_emr_does_not_heed_is_incomplete_and_completes_when_it_is_asked_for_again(
    stack: Stack, acme: Tenant
) -> None:
    key = fresh_key("stop")
    acme.set_up(definition(key, [ingest("few", acme.put(f"{key}.csv", table()))], []))
    with stack.fault("freeze", cluster=acme.cluster()):
        run = acme.start(key)
        step = acme.await_step(run, "few")
        acme.stop(run)
        view = acme.await_state(run, "STOP_INCOMPLETE", seconds=300)
        assert view["trouble"]["code"] == "stop.incomplete"
        assert [line["outcome"] for line in view["receipt"]] == ["STILL_RUNNING"]
        acme.stop(run)
        assert acme.run(run)["state"] == "STOPPING"
    view = acme.await_state(run, "STOPPED")
    assert view["trouble"] is None
    assert [(line["stepId"], line["outcome"]) for line in view["receipt"]] == [(step, "CANCELLED")]
