"""A process starts after another has succeeded, and after each success once."""

from __future__ import annotations

import pytest

from .graphs import fresh_key, idle
from .stack import Stack
from .tenant import Tenant, View
from .waiting import eventually

pytestmark = pytest.mark.faults


def test_a_process_starts_once_after_each_success_of_another_also_across_a_kill_of_the_api(
    stack: Stack, acme: Tenant
) -> None:
    first, then = fresh_key("first"), fresh_key("then")
    for key in (first, then):
        acme.create(idle(key, ["only"]))
    numbers = {key: acme.publish(key)["number"] for key in (first, then)}
    for key, number in numbers.items():
        acme.await_live(key, number)
    acme.ask("PUT", f"/processes/{then}/triggers/{first}", {"onlyScheduled": False}).good()
    circle = acme.ask("PUT", f"/processes/{first}/triggers/{then}", {"onlyScheduled": False})
    assert circle.status == 409
    assert circle.body["code"] == "trigger.cycle"

    run = acme.start(first)
    acme.await_state(run, "SUCCEEDED")
    stack.await_restart("api", stack.kill("api"))

    def started() -> list[View]:
        found: list[View] = acme.ask("GET", f"/processes/{then}/runs").good()["items"]
        return found

    eventually(started, f"a run of {then}")
    [after] = started()
    view = acme.await_state(after["id"], "SUCCEEDED")
    assert (view["origin"], view["upstream"]) == ("EVENT", run)
    assert view["businessDate"] == acme.run(run)["businessDate"]
    assert len(started()) == 1
