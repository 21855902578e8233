"""A stack for one purpose only: its own state, free ports, fresh data, the same tools; gone afterwards in any case."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType

from . import build
from .layout import ROOT, Trouble

TESTS = ROOT / ".headgate" / "e2e"
# Of the caller's settings only those about what is on the machine: never its ports, its state or its database.
_KEPT = ("HEADGATE_PYTHON", "HEADGATE_JAVA_HOME")


@contextlib.contextmanager
def own_stack(state: Path, words: Sequence[str] = (), told: Mapping[str, str] | None = None) -> Iterator[Path]:
    """Bring a stack up, by default with its demo setting itself up; yields its local.json.

    `words` are more options of `up`, `told` more of its environment.
    """
    before = signal.signal(signal.SIGTERM, _leave)
    environment = {**(told or {}), "HEADGATE_STATE": str(state)}
    try:
        if _headgate(environment, "up", "--detach", "--fresh", *words) != 0:
            raise Trouble(f"the stack does not come up; its logs are in {state / 'logs'}")
        yield state / "local.json"
    finally:
        _headgate(environment, "down")
        signal.signal(signal.SIGTERM, before)


def stack_for_tests(name: str) -> contextlib.AbstractContextManager[Path]:
    """A stack whose api can be told to die at points of its code (`crash-agent/`)."""
    state = TESTS / name
    agent = f"-javaagent:{build.crash_agent()}={state / 'crash-points'}"
    return own_stack(state, told={"HEADGATE_API_JAVA_OPTIONS": agent})


def _headgate(told: Mapping[str, str], *words: str) -> int:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEADGATE_") or name in _KEPT}
    environment = {**kept, **told}
    command = [sys.executable, "-m", "headgate_local", *words]
    return subprocess.call(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL)


def _leave(_number: int, _frame: FrameType | None) -> None:
    # As an exception, so that the stack is taken down on the way out.
    sys.exit(128 + signal.SIGTERM)
