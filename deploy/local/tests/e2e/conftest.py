"""What every test of the whole stack begins with: the stack, its demo, and a clock that ticks meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from .eyes import Eyes
from .graphs import fresh_key, idle
from .onboarding import Newcomer
from .stack import Stack
from .tenant import Tenant
from .ticking import Ticking
from .waiting import eventually


@pytest.fixture(scope="session")
def stack() -> Stack:
    """The stack whose local.json the environment names, with its demo done."""
    path = os.environ.get("HEADGATE_LOCAL_JSON")
    assert path, "HEADGATE_LOCAL_JSON is not set: use ./headgate test e2e"
    stack = Stack(Path(path))

    def demo_done() -> bool:
        demo = stack.parts()["demo"]
        assert demo["state"] != "failed", "the demo failed; see demo.log"
        return bool(demo["state"] == "done")

    eventually(demo_done, "the demo is done", 900, pause=1)
    return stack


@pytest.fixture(scope="session")
def eyes(stack: Stack) -> Iterator[Eyes]:
    eyes = Eyes(stack.path)
    yield eyes
    eyes.close()


def _demo_tenant(stack: Stack, key: str) -> Tenant:
    account = stack.local["accounts"][key]
    keys = stack.local["awsUsers"][f"{account}/admin"]
    return Tenant(stack, key, account, user=stack.rest(f"{key}-admin"), keys=keys)


@pytest.fixture(scope="session")
def acme(stack: Stack) -> Tenant:
    return _demo_tenant(stack, "acme-air")


@pytest.fixture(scope="session")
def borealis(stack: Stack) -> Tenant:
    return _demo_tenant(stack, "borealis")


@pytest.fixture(scope="session")
def newcomer(stack: Stack) -> Newcomer:
    """A tenant whose account is registered and may be broken; whoever breaks it mends it."""
    newcomer = Newcomer(stack)
    newcomer.register().good()
    newcomer.add_location("raw", newcomer.tenant.data_bucket)
    return newcomer


@pytest.fixture(scope="session", autouse=True)
def ticking(borealis: Tenant) -> Iterator[Ticking]:
    """A schedule of every minute that goes on under all other tests until its own test removes it."""
    process = borealis.set_up(idle(fresh_key("ticking"), ["tick"]))
    ticking = Ticking(borealis, process)
    yield ticking
    if ticking.ended is None:
        ticking.remove()
    ended = ticking.ended
    assert ended is not None
    assert not [date for date in ticking.dates() if date > ended], "a removed schedule still made runs"
