"""A stack for tests only: its own state, free ports, fresh data, the same tools; gone afterwards, whatever happened."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from . import build
from .layout import ROOT, Trouble

STATE = ROOT / ".headgate" / "e2e"
# Of the caller's settings only those about what is on the machine: never its ports, its state or its database.
_KEPT = ("HEADGATE_PYTHON", "HEADGATE_JAVA_HOME")


@contextlib.contextmanager
def own_stack() -> Iterator[Path]:
    """Bring the stack up, with its demo setting itself up; yields its local.json."""
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        if _headgate("up", "--detach", "--fresh") != 0:
            raise Trouble(f"the stack for the tests does not come up; its logs are in {STATE / 'logs'}")
        yield STATE / "local.json"
    finally:
        _headgate("down")
        signal.signal(signal.SIGTERM, before)


def _headgate(*words: str) -> int:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEADGATE_") or name in _KEPT}
    agent = f"-javaagent:{build.crash_agent()}={STATE / 'crash-points'}"
    environment = {**kept, "HEADGATE_STATE": str(STATE), "HEADGATE_API_JAVA_OPTIONS": agent}
    command = [sys.executable, "-m", "headgate_local", *words]
    return subprocess.call(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL)


def _leave(_number: int, _frame: FrameType | None) -> None:
    # As an exception, so that the stack is taken down on the way out.
    sys.exit(128 + signal.SIGTERM)
