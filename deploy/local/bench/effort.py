"""What a stack's parts spend: CPU and memory of each, and how long worker processes are taken."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.e2e.stack import Stack

SCHEDULER = "airflow scheduler"
WORKERS = "airflow workers"
TRIGGERER = "airflow triggerer"
PROCESSOR = "airflow dag-processor"
SERVER = "airflow api-server"
PARTS = (SCHEDULER, WORKERS, TRIGGERER, PROCESSOR, SERVER, "api")
_LOOK = 0.05


@dataclass(frozen=True)
class Effort:
    """CPU seconds by part over some seconds; worker seconds are those in which a task held a worker process."""

    seconds: float
    cpu: dict[str, float]
    worker_seconds: float

    def beyond(self, idle: Effort) -> dict[str, float]:
        """CPU by part less what the same parts spend in the same time with nothing to do."""
        return {part: spent - idle.cpu[part] / idle.seconds * self.seconds for part, spent in self.cpu.items()}


class Spending:
    """Adds up while it goes on."""

    def __init__(self, stack: Stack) -> None:
        self._pids = {name: int(part["pid"]) for name, part in stack.parts().items() if part["pid"]}
        self._ended = threading.Event()
        self._worker_seconds = 0.0
        self._watch = threading.Thread(target=self._count_workers, daemon=True)
        self._began = time.monotonic()
        self._before = self._cpu()
        self._watch.start()

    def end(self) -> Effort:
        """What was spent since it began."""
        after = self._cpu()
        seconds = time.monotonic() - self._began
        self._ended.set()
        self._watch.join()
        spent = {part: after[part] - self._before[part] for part in PARTS}
        return Effort(seconds, spent, self._worker_seconds)

    def _cpu(self) -> dict[str, float]:
        found = {name: _cpu_of_all(self._pids[name]) for name in PARTS if name != WORKERS}
        # LocalExecutor's workers are the scheduler's children.
        times = psutil.Process(self._pids[SCHEDULER]).cpu_times()
        scheduler = times.user + times.system
        return {**found, SCHEDULER: scheduler, WORKERS: found[SCHEDULER] - scheduler}

    def _count_workers(self) -> None:
        scheduler = self._pids[SCHEDULER]
        last = time.monotonic()
        while not self._ended.wait(_LOOK):
            now = time.monotonic()
            taken = sum(1 for worker in _children(scheduler) if _children(worker))
            self._worker_seconds += taken * (now - last)
            last = now


@contextlib.contextmanager
def spending(stack: Stack) -> Iterator[list[Effort]]:
    """The one effort of what is done inside, in the list once it is done."""
    found: list[Effort] = []
    going = Spending(stack)
    yield found
    found.append(going.end())


def idle(stack: Stack, seconds: float) -> Effort:
    """What the parts spend with nothing to do."""
    going = Spending(stack)
    time.sleep(seconds)
    return going.end()


def memory(stack: Stack, part: str) -> float:
    """MiB of a part with its children, shared pages in proportion."""
    leader = psutil.Process(int(stack.parts()[part]["pid"]))
    total = 0
    for process in [leader, *leader.children(recursive=True)]:
        with contextlib.suppress(psutil.Error):
            total += process.memory_full_info().pss
    return total / 2**20


def _cpu_of_all(pid: int) -> float:
    """CPU of a process and all that it has started, those included that have ended and were waited for."""
    leader = psutil.Process(pid)
    total = 0.0
    for process in [leader, *leader.children(recursive=True)]:
        with contextlib.suppress(psutil.Error):
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


def _children(pid: int) -> list[int]:
    # Read twenty times a second: far cheaper than psutil's look at every process there is.
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
