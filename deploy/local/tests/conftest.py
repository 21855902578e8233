"""No test may leave calls behind that do not fit AWS's service models."""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .standin import StandIn


@pytest.fixture(autouse=True)
def _calls_fit_the_models() -> Iterator[None]:
    yield
    found = [violation for standin in StandIn.running for violation in standin.violations()]
    assert not found, "\n".join(map(str, found))


@pytest.fixture(autouse=True, scope="session")
def _the_stacks_calls_fit_the_models() -> Iterator[None]:
    """The same for tests on a whole stack, when they are over."""
    yield
    place = os.environ.get("HEADGATE_LOCAL_JSON")
    if place:
        assert _violations(json.loads(Path(place).read_text())) == []


def _violations(local: dict[str, Any]) -> list[dict[str, Any]]:
    token = {"Authorization": f"Bearer {local['standinAdminToken']}"}
    request = urllib.request.Request(f"{local['awsEndpoint']}/_standin/violations", headers=token)
    with urllib.request.urlopen(request, timeout=20) as answer:
        found: list[dict[str, Any]] = json.load(answer)["violations"]
        return found
