"""Several instances of the api on one database: work is shared by leases, and nothing is done twice."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from .books import balanced, exported, once, one_attempt_each
from .graphs import fresh_key, idle, pipeline, table
from .instances import Instance, held, second_instance
from .stack import Stack
from .tenant import Tenant

pytestmark = pytest.mark.faults

ROWS = 9


@pytest.fixture(scope="module")
def other(stack: Stack) -> Iterator[Instance]:
    with second_instance(stack) as instance:
        yield instance


def _elsewhere(tenant: Tenant, other: Instance) -> Tenant:
    """The same tenant, as the other instance shows it."""
    return Tenant(tenant.stack, tenant.key, tenant.account, user=other.rest, keys=tenant.keys)


def test_a_held_instance_loses_its_work_within_30_seconds_and_spoils_nothing_when_it_goes_on(
    stack: Stack, acme: Tenant, other: Instance
) -> None:
    key = fresh_key("takeover")
    acme.set_up(pipeline(key, acme.put(f"{key}.csv", table(ROWS))))
    run = acme.start(key)
    step = acme.await_step(run, "few")
    frozen = stack.freeze_step(step)
    there = _elsewhere(acme, other)
    with held(int(stack.parts()["api"]["pid"])):
        began = time.monotonic()
        stack.release(frozen)
        there.await_component(run, "few", "SUCCEEDED")
        # The step's own seconds are in it, too: what is measured is an upper bound.
        assert time.monotonic() - began < 30
    view = acme.await_state(run, "SUCCEEDED")
    balanced(acme, view)
    one_attempt_each(view)
    assert exported(acme, key) == once(ROWS)


def test_what_one_instance_does_is_live_on_the_other(stack: Stack, acme: Tenant, other: Instance) -> None:
    key = acme.set_up(idle(fresh_key("shared"), ["only"]))
    there = _elsewhere(acme, other)
    run = there.start(key)
    assert acme.await_state(run, "SUCCEEDED")["id"] == run
    kinds = [name for name, data in other.rest.events(f"/tenants/{acme.key}/events") if data.get("run") == run]
    assert kinds
