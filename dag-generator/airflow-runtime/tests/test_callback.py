"""Connections, answers and the worker's calls."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from headgate_fake import FakeHeadgate, answers

from headgate_airflow.callback import Answer, Endpoint, NotAuthoritativeError, TaskRef, call, endpoint_of
from headgate_airflow.hook import CallbackHook

Run = Callable[[Any], Any]
TASK = TaskRef("hdag", "r1", "C3")


def connection(**parts: Any) -> SimpleNamespace:
    return SimpleNamespace(**{"schema": None, "host": "h.example", "port": None, "password": "t", **parts})


@pytest.mark.parametrize(
    ("parts", "url"),
    [
        ({"schema": "http", "port": 8400, "host": "127.0.0.1"}, "http://127.0.0.1:8400"),
        ({}, "https://h.example"),
        ({"host": "https://h.example/"}, "https://h.example"),
        ({"host": "http://h.example", "port": 81}, "http://h.example:81"),
    ],
)
def test_a_connection_tells_where_headgate_is(parts: dict[str, Any], url: str) -> None:
    assert endpoint_of(connection(**parts)) == Endpoint(url, "t")


@pytest.mark.parametrize("parts", [{"host": None}, {"host": " "}, {"password": None}, {"password": ""}])
def test_half_a_connection_is_no_answer(parts: dict[str, Any]) -> None:
    with pytest.raises(NotAuthoritativeError):
        endpoint_of(connection(**parts))


def test_an_endpoint_does_not_show_its_token() -> None:
    assert "secret" not in repr(Endpoint("http://h", "secret"))


def test_a_worker_asks_with_its_token_and_hears_the_reason(run: Run) -> None:
    async def scene() -> None:
        headgate = FakeHeadgate()
        reason = {"code": "run.stopping", "sentence": "The run is being stopped."}
        headgate.handlers["component"] = answers((200, {"answer": "refuse", "reason": reason}))
        headgate.handlers["exit"] = answers((200, {"state": "SETTLING", "reason": None}))
        async with headgate:
            hook = CallbackHook(Endpoint(headgate.url, "t1"))
            answer = await asyncio.to_thread(hook.component, TASK, 2)
            assert answer == Answer("refuse", "run.stopping", "The run is being stopped.")
            assert (await asyncio.to_thread(hook.exit, TASK)).word == "SETTLING"
            asked = headgate.calls[0]
            assert asked.authorization == "Bearer t1"
            assert asked.body == {"dagId": "hdag", "runId": "r1", "taskId": "C3", "tryNumber": 2}
            assert headgate.calls[1].body == {"dagId": "hdag", "runId": "r1"}

    run(scene())


@pytest.mark.parametrize(
    "noise",
    [(500, {}), (401, {}), (404, {}), (429, {}), (307, {}), (200, b"<html>"), (200, 1), (200, {"answer": "maybe"})],
    ids=str,
)
def test_anything_but_a_known_word_is_no_answer(run: Run, noise: tuple[int, Any]) -> None:
    async def scene() -> None:
        headgate = FakeHeadgate()
        headgate.handlers["component"] = answers(noise)
        async with headgate:
            hook = CallbackHook(Endpoint(headgate.url, "t1"))
            with pytest.raises(NotAuthoritativeError):
                await asyncio.to_thread(hook.component, TASK, 1)

    run(scene())


@pytest.mark.parametrize("endpoint", [Endpoint("http://127.0.0.1:1", "se\ncret"), Endpoint("http://[x", "secret")])
def test_an_error_in_the_call_tells_no_token(endpoint: Endpoint) -> None:
    with pytest.raises(NotAuthoritativeError) as caught:
        call(endpoint, "component", {})
    assert "cret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
