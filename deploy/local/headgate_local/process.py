"""Processes of ours: known by pid and start time, found again by a mark in their environment."""

from __future__ import annotations

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


def end_marked(mark: str, grace: float = 10) -> int:
    """End everything that an earlier start of this install left behind; returns how much it was."""
    own = os.getpid()
    first = {pid for pid in marked(mark) if pid != own}
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + (grace / 2)
        remaining = {pid for pid in marked(mark) if pid != own}
        for pid in remaining:
            send(pid, number)
        while remaining and time.monotonic() < deadline:
            time.sleep(0.05)
            remaining = {pid for pid in marked(mark) if pid != own}
        if not remaining:
            break
    return len(first)


def send(pid: int, number: signal.Signals) -> None:
    """Signal one process, if it is still there."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def end_group(process: subprocess.Popen[bytes], number: signal.Signals, grace: float) -> None:
    """Ask a part to end, then make it."""
    if process.poll() is None:
        send(process.pid, number)
        try:
            process.wait(grace)
        except subprocess.TimeoutExpired:
            pass
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    process.wait()


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
