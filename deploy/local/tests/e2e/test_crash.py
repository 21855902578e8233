"""kill -9 of the api in the middle of a run."""

from __future__ import annotations

from collections import Counter

import pytest

from .graphs import definition, fresh_key, ingest, rows, table
from .stack import Stack
from .tenant import Tenant, states

pytestmark = pytest.mark.faults


def test_a_run_goes_on_after_a_kill_of_the_api_with_one_step_per_attempt(stack: Stack, acme: Tenant) -> None:
    key = fresh_key("crash")
    components = [ingest("few", acme.put(f"{key}.csv", table())), rows("after", "few")]
    acme.set_up(definition(key, components, [("few", "after")]))
    run = acme.start(key)
    step = acme.await_step(run, "few")
    held = stack.freeze_step(step)
    try:
        stack.kill("api")
        stack.up()
        assert acme.run(run)["state"] == "RUNNING"
    finally:
        stack.release(held)
    view = acme.await_state(run, "SUCCEEDED")

    assert states(view) == {"few": "SUCCEEDED", "after": "SUCCEEDED"}
    attempts = [attempt for found in view["components"] for attempt in found["attempts"]]
    assert [attempt["key"] for attempt in attempts] == [f"{run}-1-1", f"{run}-2-1"]
    assert attempts[0]["stepId"] == step
    names = Counter(found["Name"] for found in acme.steps_of(run))
    assert names == {f"headgate {attempt['key']}": 1 for attempt in attempts}
