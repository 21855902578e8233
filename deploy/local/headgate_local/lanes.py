"""Tests side by side: each lane goes through its entries in order, on a stack of its own if they need one."""

from __future__ import annotations

import contextlib
import subprocess
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

from . import teststack
from .layout import Trouble

Entry = dict[str, Any]
Run = Callable[[Entry, "Lane"], bool]


class Lane:
    """Where the programs of one lane are run, and their words told, marked as its own when there are others."""

    def __init__(self, mark: str = "") -> None:
        self._mark = mark
        self._child: subprocess.Popen[str] | None = None
        self._ended = False
        # Whoever ends the lane meets it before a program starts, or finds the program that has started.
        self._starts = threading.Lock()

    def say(self, words: str) -> None:
        print(f"{self._mark}{words}", flush=True)

    def call(self, argv: list[str], cwd: Path, env: Mapping[str, str]) -> int:
        """Run a program to its end; its exit code."""
        with self._starts:
            if self._ended:
                return 1
            is_marked = bool(self._mark)
            self._child = subprocess.Popen(
                argv,
                cwd=cwd,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE if is_marked else None,
                stderr=subprocess.STDOUT if is_marked else None,
                text=True,
                errors="replace",
            )
        with self._child as child:
            for line in child.stdout or ():
                self.say(line.rstrip("\n"))
        return child.returncode

    def end(self) -> None:
        """End the program that is running, and run none after it."""
        with self._starts:
            self._ended = True
            if self._child:
                self._child.terminate()


def run(entries: list[Entry], run_entry: Run) -> list[bool]:
    """Run each entry after those before it on its lane, or on its stack if it needs one; all, even when some fail."""
    names = list(dict.fromkeys(_lane_of(entry) for entry in entries))
    lanes = {name: Lane(f"{name} | " if len(names) > 1 else "") for name in names}
    under_way: list[Future[list[bool]]] = []
    with ThreadPoolExecutor(max_workers=len(names)) as pool, contextlib.ExitStack() as stacks:
        try:
            # One stack comes up after the other: they share what is installed and built, and look for free ports.
            for name, lane in lanes.items():
                own = [entry for entry in entries if _lane_of(entry) == name]
                if any("stack" in entry for entry in own):
                    local_json = str(stacks.enter_context(teststack.stack_for_tests(name)))
                    own = [_on(local_json, entry) for entry in own]
                under_way.append(pool.submit(_in_order, own, lane, run_entry))
            return [good for lane_results in under_way for good in lane_results.result()]
        except Trouble as trouble:
            print(f"--- {trouble}", flush=True)
            return [False]
        except BaseException:
            for lane in lanes.values():
                lane.end()
            raise
        finally:
            wait(under_way)


def _lane_of(entry: Entry) -> str:
    return str(entry["stack"] if "stack" in entry else entry["lane"])


def _on(local_json: str, entry: Entry) -> Entry:
    return {**entry, "env": {**entry.get("env", {}), "HEADGATE_LOCAL_JSON": local_json}}


def _in_order(entries: list[Entry], lane: Lane, run_entry: Run) -> list[bool]:
    return [run_entry(entry, lane) for entry in entries]
