"""Keeps a stack's parts running until it is told to end: starts them in order, watches them, starts the dead again."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, TextIO

from . import process
from .layout import Layout
from .parts import Part, base_environment
from .settings import write_private

_TICK = 0.1
_LOOK = 0.4
_MOST_BACKOFF = 30.0
# A part that never came up after so many starts is told as failed; it is tried further all the same.
_PATIENCE = 5


@dataclass
class Running:
    """One part and how it stands."""

    part: Part
    state: str = "waiting"
    child: subprocess.Popen[bytes] | None = None
    log: TextIO | None = None
    began: float = 0.0
    started_at: float = 0.0
    ready_after: float | None = None
    starts: int = 0
    not_before: float = 0.0
    exit_code: int | None = None
    looked: float = 0.0
    look: Future[bool] | None = field(default=None, repr=False)


class Supervisor:
    """The loop over all parts."""

    def __init__(self, layout: Layout, install: str, parts: list[Part]) -> None:
        self._layout = layout
        self._install = install
        self._parts = {part.name: Running(part) for part in parts}
        self._ending = threading.Event()
        self._looks = ThreadPoolExecutor(4, thread_name_prefix="look")
        self._written = ""
        self._children: dict[str, process.Identity] = {}

    def run(self) -> None:
        """Until a signal comes."""
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGINT, self._end)
        while not self._ending.is_set():
            for running in self._parts.values():
                self._step(running)
            self._write()
            self._ending.wait(_TICK)
        self._stop_all()

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self._ending.set()

    def _step(self, running: Running) -> None:
        if running.state in ("waiting", "restarting"):
            if time.monotonic() >= running.not_before and all(self._good(n) for n in running.part.needs):
                self._start(running)
        elif running.state in ("starting", "ready") and running.child is not None:
            code = running.child.poll()
            if code is not None:
                self._ended(running, code)
            elif running.state == "starting" and not running.part.task:
                self._check_ready(running)

    def _good(self, name: str) -> bool:
        running = self._parts.get(name)
        return running is None or running.state in ("ready", "done")

    def _start(self, running: Running) -> None:
        part = running.part
        log = log_path(self._layout, part.name)
        # Unbuffered appends: a part's words and ours stay in order.
        running.log = log.open("a", encoding="utf-8")
        running.log.write(f"--- {time.strftime('%Y-%m-%d %H:%M:%S')} start {part.name}\n")
        running.log.flush()
        environment = {
            **base_environment(), **part.environment, process.PART_MARK: f"{self._install}:{part.name}",
        }  # fmt: skip
        running.child = subprocess.Popen(
            part.argv, stdin=subprocess.DEVNULL, stdout=running.log, stderr=running.log,
            env=environment, cwd=self._layout.run, start_new_session=True,
        )  # fmt: skip
        running.log.close()
        child = process.identify(running.child.pid)
        if child is not None:
            self._children[part.name] = child
            process.write_children(self._layout.run / "children.json", self._children)
        running.began, running.started_at = time.monotonic(), time.time()
        running.starts += 1
        running.state, running.ready_after = "starting", None
        if part.ready is None and not part.task:
            self._become_ready(running)

    def _check_ready(self, running: Running) -> None:
        if running.look is not None:
            if running.look.done():
                good = running.look.exception() is None and running.look.result()
                running.look = None
                if good:
                    self._become_ready(running)
        elif time.monotonic() - running.looked > _LOOK and running.part.ready is not None:
            running.looked = time.monotonic()
            running.look = self._looks.submit(running.part.ready, running.started_at)

    def _become_ready(self, running: Running) -> None:
        running.state, running.ready_after = "ready", time.monotonic() - running.began

    def _ended(self, running: Running, code: int) -> None:
        running.exit_code = code
        running.look = None
        if running.part.task and code == 0:
            running.state, running.ready_after = "done", time.monotonic() - running.began
            return
        if running.child is not None:
            process.end_group(running.child, signal.SIGKILL, 0)
        if running.state == "ready":
            # Whatever came up and died later is started again soon; only what never comes up is put off ever longer.
            running.starts = 1
        if running.part.background and running.starts >= 3:
            running.state = "failed"
            return
        running.state = "restarting"
        running.not_before = time.monotonic() + min(_MOST_BACKOFF, 0.5 * 2 ** min(running.starts, 6))

    # -- telling

    def _write(self) -> None:
        shown = {name: _shown(running) for name, running in self._parts.items()}
        text = json.dumps({"pid": os.getpid(), "parts": shown})
        if text != self._written:
            write_private(self._layout.run / "status.json", text)
            self._written = text

    # -- ending

    def _stop_all(self) -> None:
        """In reverse order: who needs another ends before it."""
        remaining = dict(self._parts)
        while remaining:
            needed = {need for running in remaining.values() for need in running.part.needs}
            layer = [running for name, running in remaining.items() if name not in needed] or list(remaining.values())
            threads = [threading.Thread(target=self._stop, args=(running,)) for running in layer]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            for running in layer:
                del remaining[running.part.name]
        self._looks.shutdown(wait=False, cancel_futures=True)
        process.end_everything(self._install, self._children)
        (self._layout.run / "status.json").unlink(missing_ok=True)

    def _stop(self, running: Running) -> None:
        if running.child is not None:
            process.end_group(running.child, running.part.stop_signal, running.part.grace)


def _shown(running: Running) -> dict[str, Any]:
    child = running.child
    alive = child is not None and running.state in ("starting", "ready")
    state = "failed" if running.state == "restarting" and running.starts >= _PATIENCE else running.state
    return {
        "state": state,
        "pid": child.pid if alive and child is not None else None,
        "startedAt": round(running.started_at) if alive else None,
        "readyAfter": round(running.ready_after, 2) if running.ready_after is not None else None,
        "starts": running.starts,
        "exitCode": running.exit_code,
        "task": running.part.task,
        "background": running.part.background,
    }


def log_path(layout: Layout, name: str) -> Path:
    return layout.logs / f"{name.replace(' ', '-')}.log"


def lock(layout: Layout) -> TextIO | None:
    """The right to be this state's supervisor; the system takes it back however the holder ends."""
    file = (layout.run / "lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    file.seek(0)
    file.truncate()
    file.write(str(os.getpid()))
    file.flush()
    return file


def holder(layout: Layout) -> int | None:
    """The pid of the supervisor that runs now."""
    path = layout.run / "lock"
    if not path.exists():
        return None
    with path.open("r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return None
        except OSError:
            return int(file.read() or 0) or None


def detach(argv: list[str], log: Path) -> subprocess.Popen[bytes]:
    """Start the supervisor on its own, so that it outlives the terminal."""
    with log.open("ab") as file:
        return subprocess.Popen(
            [sys.executable, *argv], stdin=subprocess.DEVNULL, stdout=file, stderr=file, start_new_session=True
        )
