"""Entries on stacks of different names run side by side, those of one name in order, and all of them."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from headgate_local import delegates, lanes, teststack
from headgate_local.layout import Layout, Trouble


@contextlib.contextmanager
def _stack(name: str) -> Iterator[Path]:
    if name == "broken":
        raise Trouble("does not come up")
    yield Path(f"/stacks/{name}/local.json")


@pytest.fixture(autouse=True)
def stacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teststack, "stack_for_tests", _stack)


def test_lanes_run_side_by_side_and_each_in_order() -> None:
    both = threading.Barrier(2, timeout=30)
    seen: dict[str, list[str]] = {"a": [], "b": []}

    def run(entry: lanes.Entry, lane: lanes.Lane) -> bool:
        both.wait()  # nobody gets on alone
        assert entry["env"]["HEADGATE_LOCAL_JSON"] == f"/stacks/{entry['stack']}/local.json"
        seen[entry["stack"]].append(entry["name"])
        return bool(entry["name"] != "bad")

    entries = [
        {"name": name, "stack": stack}
        for name, stack in (("1", "a"), ("2", "b"), ("bad", "a"), ("3", "b"), ("4", "a"), ("5", "b"))
    ]
    assert lanes.run(entries, run) == [True, False, True, True, True, True]
    assert seen == {"a": ["1", "bad", "4"], "b": ["2", "3", "5"]}


def test_lanes_without_a_stack_run_beside_each_other_too() -> None:
    both = threading.Barrier(2, timeout=30)

    def run(entry: lanes.Entry, lane: lanes.Lane) -> bool:
        both.wait()
        return "env" not in entry

    assert lanes.run([{"name": "1", "lane": "a"}, {"name": "2", "lane": "b"}], run) == [True, True]


def test_a_stack_that_does_not_come_up_fails_all_and_leaves_the_other_lane_its_end() -> None:
    ran: list[str] = []

    def run(entry: lanes.Entry, lane: lanes.Lane) -> bool:
        ran.append(entry["name"])
        return True

    assert lanes.run([{"name": "1", "stack": "a"}, {"name": "2", "stack": "broken"}], run) == [False]
    assert ran == ["1"]


def test_what_one_of_several_lanes_says_is_marked(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    lane = lanes.Lane("a | ")
    assert lane.call(["sh", "-c", "echo one; echo two >&2; exit 3"], tmp_path, {}) == 3
    assert capfd.readouterr().out.splitlines() == ["a | one", "a | two"]
    lane.end()
    assert lane.call(["sh", "-c", "echo never"], tmp_path, {}) != 0
    assert capfd.readouterr().out == ""


def test_a_suite_that_could_not_run_has_failed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def run_entry(layout: Layout, entry: lanes.Entry, lane: lanes.Lane) -> bool:
        if entry["suite"] == "python":
            raise Trouble("no JDK")
        return True

    monkeypatch.setattr(delegates, "run_entry", run_entry)
    monkeypatch.setattr(delegates, "_install", lambda layout, entries: None)
    assert delegates.run_suites(Layout(tmp_path, tmp_path), ["java"]) == 0
    assert delegates.run_suites(Layout(tmp_path, tmp_path), ["java", "python"]) == 1
    assert delegates.run_suites(Layout(tmp_path, tmp_path), ["python"]) == 1


@pytest.mark.parametrize("mark", ["", "a | "])
def test_a_lane_that_is_ended_ends_what_it_runs(mark: str, tmp_path: Path) -> None:
    lane = lanes.Lane(mark)
    fifo = tmp_path / "running"
    os.mkfifo(fifo)
    code = _call(lane, f"echo > {fifo}; exec sleep 120", tmp_path)
    fifo.read_text()  # it runs
    lane.end()
    assert code() != 0


def test_a_lane_that_is_ended_while_a_program_starts_ends_that_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lane = lanes.Lane()
    started, may_return = threading.Event(), threading.Event()

    class Starting(subprocess.Popen[str]):
        """A program that runs already, while nobody has been told of it."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            started.set()
            may_return.wait(timeout=30)

    monkeypatch.setattr(subprocess, "Popen", Starting)
    code = _call(lane, "exec sleep 120", tmp_path)
    started.wait(timeout=30)
    ending = threading.Thread(target=lane.end, daemon=True)
    ending.start()
    ending.join(timeout=0.2)  # it is at its end, or waits for the program
    may_return.set()
    ending.join(timeout=30)
    assert code() != 0


def _call(lane: lanes.Lane, script: str, cwd: Path) -> Callable[[], int]:
    """Start it on the lane; the returned function waits for its code."""
    codes: queue.SimpleQueue[int] = queue.SimpleQueue()
    threading.Thread(
        target=lambda: codes.put(lane.call(["sh", "-c", script], cwd, dict(os.environ))), daemon=True
    ).start()
    return lambda: codes.get(timeout=30)
