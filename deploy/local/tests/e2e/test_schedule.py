"""Time belongs to Headgate: each due date becomes one run, whatever happens meanwhile."""

from __future__ import annotations

import pytest

from .stack import Stack
from .tenant import Tenant
from .ticking import MINUTE, Ticking, next_minute, now
from .waiting import eventually

pytestmark = pytest.mark.faults


def test_each_due_minute_becomes_one_run_also_across_a_kill_of_the_api(
    stack: Stack, borealis: Tenant, ticking: Ticking
) -> None:
    # Other tests have killed the api, too; this time it is away when the minute turns.
    eventually(lambda: now() >= next_minute(ticking.began), "the first minute has turned", 70)
    eventually(lambda: now().second >= 58, "the minute is about to turn", 70)
    due = next_minute(now())
    stack.await_restart("api", stack.kill("api"))
    assert now() > due, "the api was away when the minute turned"
    eventually(lambda: due in ticking.dates(), f"the run of {due:%H:%M}", pause=0.5)
    ticking.remove()

    runs = ticking.runs()
    dates = ticking.dates()
    assert dates[0] in (next_minute(ticking.asked), next_minute(ticking.began))
    assert dates == [dates[0] + i * MINUTE for i in range(len(dates))], "no minute is missing, none is there twice"
    assert len(dates) >= 2
    for run in runs:
        assert (run["origin"], run["requestedBy"]) == ("SCHEDULE", "schedule")
        borealis.await_state(run["id"], "SUCCEEDED")
    gone = borealis.ask("GET", f"/processes/{runs[0]['process']}/schedule")
    assert (gone.status, gone.body) == (204, None)
