"""Entries on stacks of different names run side by side, those of one name in order, and all of them."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from headgate_local import lanes, teststack
from headgate_local.layout import Trouble


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


@pytest.mark.parametrize("mark", ["", "a | "])
def test_a_lane_that_is_ended_ends_what_it_runs(mark: str, tmp_path: Path) -> None:
    lane = lanes.Lane(mark)
    fifo = tmp_path / "running"
    os.mkfifo(fifo)
    codes: list[int] = []
    runner = threading.Thread(
        target=lambda: codes.append(
            lane.call(["sh", "-c", f"echo > {fifo}; exec sleep 600"], tmp_path, dict(os.environ))
        )
    )
    runner.start()
    fifo.read_text()  # it runs
    lane.end()
    runner.join(timeout=30)
    assert codes
    assert codes[0] != 0
