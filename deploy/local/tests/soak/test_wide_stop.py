"""A run as wide as a cluster's queue, and its stop."""

from __future__ import annotations

from collections import Counter

from ..e2e.graphs import definition, fresh_key, ingest, table
from ..e2e.stack import Stack
from ..e2e.tenant import Tenant
from ..e2e.waiting import eventually

WIDE = 300
# EMR takes so many pending and running steps (EMR quotas).
MOST = 256


def test_a_stop_of_300_components_at_once_leaves_nothing_behind(stack: Stack, acme: Tenant) -> None:
    key = fresh_key("wide")
    path = acme.put(f"{key}.csv", table())
    acme.set_up(definition(key, [ingest(f"part{number}", path) for number in range(WIDE)], []))
    with stack.fault("freeze", cluster=acme.cluster()):
        run = acme.start(key)

        def full() -> bool:
            told = Counter(a["state"] for c in acme.run(run)["components"] for a in c["attempts"])
            return told["PENDING"] + told["RUNNING"] == MOST and sum(told.values()) == WIDE

        eventually(full, "the cluster is full and all components are asked for", 1200, pause=2)
        acme.stop(run)
    view = acme.await_state(run, "STOPPED", "STOP_INCOMPLETE", seconds=600)
    view = acme.await_state(run, "STOPPED", seconds=600)
    outcomes = Counter(line["outcome"] for line in view["receipt"])
    assert outcomes == {"CANCELLED": MOST, "NOT_STARTED": WIDE - MOST}
    states = Counter(step["Status"]["State"] for step in acme.steps_of(run))
    assert states == {"CANCELLED": MOST}
