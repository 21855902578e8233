"""Processes of steps: started apart from everything else, and ended with all they started."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import psutil

MARK = "HEADGATE_STANDIN_STEP"


def start(argv: list[str], folder: Path, environment: dict[str, str], mark: str) -> subprocess.Popen[bytes]:
    """Start a step in a session of its own, with a working directory of its own."""
    work = folder / "work"
    (work / "tmp").mkdir(parents=True, exist_ok=True)
    with (folder / "stdout").open("ab") as out, (folder / "stderr").open("ab") as err:
        return subprocess.Popen(
            argv,
            cwd=work,
            env={**environment, "HOME": str(work), "TMPDIR": str(work / "tmp"), MARK: mark},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )


def living(mark: str) -> list[psutil.Process]:
    """Every process that carries the mark, whatever session or parent it has given itself."""
    found = []
    for process in psutil.process_iter():
        try:
            carried = process.environ().get(MARK, "")
            ours = carried == mark or (mark.endswith(":") and carried.startswith(mark))
            if ours and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except (psutil.Error, OSError):
            continue
    return found


def interrupt(root: subprocess.Popen[bytes] | None) -> None:
    """Ask a step's own process to end; one that has ended is not asked."""
    if root is not None and root.poll() is None:
        root.send_signal(signal.SIGTERM)


def end(mark: str) -> None:
    """End all processes with the mark; returns when they are really gone."""
    while remaining := living(mark):
        _signal(remaining, signal.SIGKILL)
        psutil.wait_procs(remaining, timeout=0.2)


def hold(mark: str) -> None:
    """Let all processes with the mark stand still, those too that are being made meanwhile."""
    held: set[int] = set()
    while remaining := [process for process in living(mark) if process.pid not in held]:
        _signal(remaining, signal.SIGSTOP)
        held.update(process.pid for process in remaining)


def release(mark: str) -> None:
    """Let processes go on that were held."""
    _signal(living(mark), signal.SIGCONT)


def _signal(processes: list[psutil.Process], number: signal.Signals) -> None:
    for process in processes:
        try:
            os.kill(process.pid, number)
        except ProcessLookupError:
            continue
