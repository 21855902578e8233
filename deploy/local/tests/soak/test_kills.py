"""The api is killed at random, again and again, under runs of two tenants: 0 lost, 0 twice, 0 stuck."""

from __future__ import annotations

import os
import random
import threading
from concurrent.futures import ThreadPoolExecutor

from ..e2e.books import balanced, exported, once
from ..e2e.graphs import fresh_key, pipeline, table
from ..e2e.stack import Stack
from ..e2e.tenant import Tenant
from ..e2e.waiting import eventually

KILLS = int(os.environ.get("HEADGATE_SOAK_KILLS", "200"))
ROWS = 17
# An hour for a run: it is there to end the test, not to measure.
PATIENCE = 3600.0


class Killer:
    """Kills the api at a random moment of its life, over and over; mostly soon after it has come up."""

    def __init__(self, stack: Stack, seed: int) -> None:
        self._stack = stack
        self._random = random.Random(seed)
        self._over = threading.Event()
        self.kills = 0

    def work(self) -> None:
        while self.kills < KILLS:
            # The moment is random by design; nothing is waited for.
            self._over.wait(self._random.expovariate(1 / 6))
            self._stack.await_restart("api", self._stack.kill("api"))
            self.kills += 1
        self._over.set()

    @property
    def is_over(self) -> bool:
        return self._over.is_set()


def _run_until(killer: Killer, tenant: Tenant, process: str) -> list[str]:
    """Runs of a process one after the other, for as long as there are kills; their ids."""
    done: list[str] = []
    while not killer.is_over:
        run = eventually(lambda: tenant.start(process), "a run is asked for", PATIENCE)
        tenant.await_state(run, "SUCCEEDED", seconds=PATIENCE)
        done.append(run)
    return done


def test_hundreds_of_kills_at_random_moments_lose_nothing_and_do_nothing_twice(
    stack: Stack, acme: Tenant, borealis: Tenant
) -> None:
    seed = random.SystemRandom().randrange(1_000_000)
    print(f"seed {seed}")
    killer = Killer(stack, seed)
    keys = {tenant.key: fresh_key("soak") for tenant in (acme, borealis)}
    for tenant in (acme, borealis):
        key = keys[tenant.key]
        tenant.set_up(pipeline(key, tenant.put(f"{key}.csv", table(ROWS))))
    with ThreadPoolExecutor(3) as pool:
        killing = pool.submit(killer.work)
        running = {t.key: pool.submit(_run_until, killer, t, keys[t.key]) for t in (acme, borealis)}
        killing.result()
        runs = {key: future.result() for key, future in running.items()}
    for tenant in (acme, borealis):
        done = runs[tenant.key]
        print(f"{tenant.key}: {len(done)} runs under {killer.kills} kills")
        listed = tenant.ask("GET", f"/processes/{keys[tenant.key]}/runs?size=200").good()
        # A call whose answer was lost by a kill may have begun a run that nobody waited for.
        everything = [str(run["id"]) for run in listed["items"]]
        assert set(done) <= set(everything)
        assert listed["total"] <= 200
        for run in everything:
            balanced(tenant, tenant.await_state(run, "SUCCEEDED", seconds=PATIENCE))
        written = exported(tenant, keys[tenant.key])
        assert written == {row: count * len(everything) for row, count in once(ROWS).items()}
