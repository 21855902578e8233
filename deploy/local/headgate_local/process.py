"""Processes of ours: known by pid and start time, found again by a mark in their environment."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

PART_MARK = "HEADGATE_LOCAL_PART"
STEP_MARK = "HEADGATE_STANDIN_STEP"
_PROC = Path("/proc")


@dataclass(frozen=True)
class Identity:
    """A process that cannot be taken for a later one with the same pid."""

    pid: int
    started: str


def identify(pid: int) -> Identity | None:
    """Who has this pid now; None if nobody or a zombie."""
    stat = _PROC / str(pid) / "stat"
    if _PROC.is_dir() and (_PROC / "self").exists():
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            return None
        return None if fields[0] == "Z" else Identity(pid, fields[19])
    shown = subprocess.run(["ps", "-o", "lstart=,stat=", "-p", str(pid)], capture_output=True, text=True).stdout
    return None if not shown.strip() or shown.split()[-1].startswith("Z") else Identity(pid, shown.rpartition(" ")[0])


def marked(mark: str) -> dict[int, str]:
    """Processes whose environment carries a mark of this install: pid → part or step."""
    found: dict[int, str] = {}
    names = (f"{PART_MARK}={mark}:".encode(), f"{STEP_MARK}={mark}:".encode())
    for folder in _PROC.glob("[0-9]*"):
        try:
            environment = (folder / "environ").read_bytes()
        except OSError:
            continue
        for word in environment.split(b"\0"):
            for name in names:
                if word.startswith(name) and identify(int(folder.name)) is not None:
                    found[int(folder.name)] = word[len(name) :].decode()
    return found


def sessions(children: dict[str, Identity]) -> dict[int, str]:
    """Members of the sessions that parts were started in: pid → part. A title a process gives itself hides its mark."""
    leaders = {}
    for name, child in children.items():
        now = identify(child.pid)
        # The leader's pid may have been given anew; a session's number is not, as long as it has members.
        if now is None or now == child:
            leaders[child.pid] = name
    found: dict[int, str] = {}
    for folder in _PROC.glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z" and int(fields[3]) in leaders:
            found[int(folder.name)] = leaders[int(fields[3])]
    if not _PROC.is_dir():
        found = {pid: name for pid, name in leaders.items() if identify(pid) is not None}
    return found


def everything(mark: str, children: dict[str, Identity]) -> dict[int, str]:
    """All processes of an install: pid → part or step."""
    found = {**sessions(children), **marked(mark)}
    found.pop(os.getpid(), None)
    return found


def end_everything(mark: str, children: dict[str, Identity], grace: float = 10) -> int:
    """End all processes of an install; returns how many there were."""
    first = everything(mark, children)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + (grace / 2)
        remaining = everything(mark, children)
        for pid in remaining:
            send(pid, number)
        while remaining and time.monotonic() < deadline:
            time.sleep(0.05)
            remaining = everything(mark, children)
        if not remaining:
            break
    return len(first)


def send(pid: int, number: signal.Signals) -> None:
    """Signal one process, if it is still there."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def end_group(process: subprocess.Popen[bytes], number: signal.Signals, grace: float) -> None:
    """Ask a part to end, then make it."""
    if process.poll() is None:
        send(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(grace)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def write_children(path: Path, children: dict[str, Identity]) -> None:
    """Keep who was started, for whoever has to clean up after a kill."""
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps({name: [child.pid, child.started] for name, child in children.items()}))
    fresh.replace(path)


def read_children(path: Path) -> dict[str, Identity]:
    """Who was started, as far as it is known."""
    try:
        kept: dict[str, list[object]] = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return {name: Identity(int(str(pid)), str(started)) for name, (pid, started) in kept.items()}


def memory(pids: list[int]) -> int:
    """Bytes that processes really take, shared ones in proportion."""
    total = 0
    for pid in pids:
        try:
            for line in (_PROC / str(pid) / "smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
        except OSError:
            continue
    return total
