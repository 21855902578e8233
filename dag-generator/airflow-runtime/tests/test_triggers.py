"""PEntry and Wn as the triggerer runs them."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.triggers.base import TaskFailedEvent, TaskSkippedEvent, TaskSuccessEvent
from headgate_fake import FakeHeadgate, answers

from headgate_airflow import switchboard as board
from headgate_airflow import triggers
from headgate_airflow.hub import Pace
from headgate_airflow.triggers import GateTrigger, WaitTrigger

Run = Callable[[Any], Any]
QUICK = Pace(long_poll=5, debounce=0.02, first_backoff=0.02, most_backoff=0.1, soon=0.01)


class Connections:
    """Airflow's connections, as a test sets them; counts how often they are read."""

    def __init__(self) -> None:
        self.reads = 0
        self.password = "right"
        self.port = 0
        self.trouble: list[Exception] = []

    async def read(self, connection_id: str) -> SimpleNamespace:
        self.reads += 1
        await asyncio.sleep(0)
        if self.trouble:
            raise self.trouble.pop()
        assert connection_id == "headgate_acme_air"
        return SimpleNamespace(schema="http", host="127.0.0.1", port=self.port, password=self.password)


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> Connections:
    """One switchboard for the test, over these connections, and pauses that are short."""
    made = Connections()
    boards: list[board.Switchboard] = []

    def switchboard() -> board.Switchboard:
        if not boards:
            boards.append(board.Switchboard(made.read, QUICK))
        return boards[0]

    monkeypatch.setattr(triggers, "switchboard", switchboard)
    monkeypatch.setattr(triggers._AskingTrigger, "first_pause", 0.02)
    return made


def of(trigger: Any, task_id: str) -> Any:
    trigger.task_instance = SimpleNamespace(dag_id="hdag", run_id="r1", task_id=task_id, try_number=1)
    return trigger


async def event(trigger: Any) -> Any:
    return await anext(trigger.run())


@pytest.mark.parametrize(
    ("outcome", "kind"), [("succeeded", TaskSuccessEvent), ("failed", TaskFailedEvent), ("skipped", TaskSkippedEvent)]
)
def test_a_wait_ends_with_the_outcome(run: Run, connections: Connections, outcome: str, kind: type) -> None:
    async def scene() -> None:
        async with FakeHeadgate() as headgate:
            connections.port = headgate.port
            headgate.ends("W3", outcome)
            assert isinstance(await event(of(WaitTrigger("headgate_acme_air"), "W3")), kind)

    run(scene())


def test_a_changed_token_is_read_anew_and_once(run: Run, connections: Connections) -> None:
    async def scene() -> None:
        async with FakeHeadgate() as headgate:
            connections.port, connections.password = headgate.port, "old"
            waits = [asyncio.create_task(event(of(WaitTrigger("headgate_acme_air"), f"W{n}"))) for n in range(20)]
            await headgate.until(lambda: len(headgate.polls) >= 2)
            connections.password = "right"
            for number in range(20):
                headgate.ends(f"W{number}", "succeeded")
            assert all(isinstance(one, TaskSuccessEvent) for one in await asyncio.gather(*waits))
            assert connections.reads < 20

    run(scene())


def test_twenty_waits_read_one_connection_once(run: Run, connections: Connections) -> None:
    async def scene() -> None:
        async with FakeHeadgate() as headgate:
            connections.port = headgate.port
            for number in range(20):
                headgate.ends(f"W{number}", "succeeded")
            await asyncio.gather(*(event(of(WaitTrigger("headgate_acme_air"), f"W{n}")) for n in range(20)))
            assert connections.reads == 1

    run(scene())


@pytest.mark.parametrize("trigger_class", [GateTrigger, WaitTrigger])
def test_a_secrets_backend_that_fails_fails_nobody(
    run: Run, connections: Connections, trigger_class: type, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene() -> None:
        headgate = FakeHeadgate()
        headgate.handlers["gate"] = answers((200, {"answer": "start", "reason": None}))
        async with headgate:
            connections.port = headgate.port
            connections.trouble = [RuntimeError("password=hunter2"), ValueError("hunter2")]
            headgate.ends("W1", "succeeded")
            with caplog.at_level(logging.DEBUG):
                assert isinstance(await event(of(trigger_class("headgate_acme_air"), "W1")), TaskSuccessEvent)
            assert "hunter2" not in caplog.text
            assert "right" not in caplog.text

    run(scene())


@pytest.mark.parametrize(("word", "kind"), [("start", TaskSuccessEvent), ("skip", TaskSkippedEvent)])
def test_the_gate_asks_until_headgate_has_decided(
    run: Run, connections: Connections, word: str, kind: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(GateTrigger, "most_pause", 0.05)

    async def scene() -> None:
        headgate = FakeHeadgate()
        noise = [(500, {}), (401, {}), (404, {}), (200, {"answer": "wait", "reason": None}), (200, {"answer": "open"})]
        headgate.handlers["gate"] = answers(*noise, (200, {"answer": word, "reason": {"code": "c", "sentence": "s"}}))
        async with headgate:
            connections.port = headgate.port
            assert isinstance(await event(of(GateTrigger("headgate_acme_air"), "PEntry")), kind)
            assert len(headgate.calls) == 6
            assert headgate.calls[0].body == {"dagId": "hdag", "runId": "r1"}
            assert headgate.calls[0].authorization == "Bearer right"

    run(scene())


def test_a_cancelled_wait_ends_at_once_and_leaves_nothing(run: Run, connections: Connections) -> None:
    async def scene() -> None:
        async with FakeHeadgate() as headgate:
            connections.port = headgate.port
            waiting = asyncio.create_task(event(of(WaitTrigger("headgate_acme_air"), "W1")))
            await headgate.until(lambda: bool(headgate.polls))
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
            await headgate.until(lambda: headgate.open_connections == 0)

    run(scene())


@pytest.mark.parametrize("trigger_class", [GateTrigger, WaitTrigger])
def test_only_the_name_of_the_connection_is_serialised(trigger_class: type) -> None:
    path, arguments = trigger_class("headgate_acme_air").serialize()
    assert json.loads(json.dumps(arguments)) == {"connection_id": "headgate_acme_air"}
    assert path == f"headgate_airflow.triggers.{trigger_class.__name__}"


def test_each_event_loop_has_its_own_switchboard_and_closed_loops_are_forgotten() -> None:
    async def current() -> board.Switchboard:
        assert board.switchboard() is board.switchboard()
        return board.switchboard()

    first, second = asyncio.run(current()), asyncio.run(current())
    assert first is not second
    assert len(board._boards) == 1
