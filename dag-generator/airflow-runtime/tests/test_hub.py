"""The hub against a real server: coalescing, renewal, outages, cancellation."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from headgate_fake import FakeHeadgate, answers

from headgate_airflow.callback import Answer, TaskRef
from headgate_airflow.hub import Hub, Pace

QUICK = Pace(long_poll=5, debounce=0.05, first_backoff=0.05, most_backoff=0.2, soon=0.02)
Run = Callable[[Any], Any]


def task(number: int) -> TaskRef:
    return TaskRef("hdag", "r1", f"W{number}")


def waiting(hub: Hub, *numbers: int, token: str = "right") -> list[asyncio.Task[Answer]]:
    return [asyncio.create_task(hub.outcome(task(number), token)) for number in numbers]


def test_a_hundred_waits_share_one_connection(run: Run) -> None:
    async def scene() -> None:
        async with FakeHeadgate() as headgate:
            waits = waiting(Hub(headgate.url, QUICK), *range(100))
            await headgate.until(lambda: any(len(poll.body["waits"]) == 100 for poll in headgate.polls))
            for number in range(100):
                headgate.ends(f"W{number}", "failed" if number == 7 else "succeeded")
            words = [answer.word for answer in await asyncio.gather(*waits)]
            assert words.count("succeeded") == 99
            assert words[7] == "failed"
            assert headgate.connections == 1
            assert all(poll.authorization is None for poll in headgate.polls)

    run(scene())


def test_more_waits_than_a_chunk_share_two_lanes(run: Run) -> None:
    async def scene() -> None:
        async with FakeHeadgate() as headgate:
            pace = Pace(long_poll=5, debounce=0.05, chunk=60)
            waits = waiting(Hub(headgate.url, pace), *range(100))
            await headgate.until(lambda: sum(len(poll.body["waits"]) for poll in headgate.polls[:2]) == 100)
            for number in range(100):
                headgate.ends(f"W{number}", "succeeded")
            await asyncio.gather(*waits)
            assert headgate.most_open == 2

    run(scene())


def test_one_unauthorised_among_many_is_told_alone(run: Run) -> None:
    async def scene() -> None:
        async with FakeHeadgate() as headgate:
            hub = Hub(headgate.url, QUICK)
            good = waiting(hub, *range(20))
            [bad] = waiting(hub, 99, token="wrong")
            assert (await bad).word == "unauthorised"
            assert not any(wait.done() for wait in good)
            for number in range(20):
                headgate.ends(f"W{number}", "succeeded")
            assert {answer.word for answer in await asyncio.gather(*good)} == {"succeeded"}

    run(scene())


@pytest.mark.parametrize(
    "noise",
    [
        (500, {}),
        (503, b"<html>"),
        (401, {}),
        (404, {}),
        (429, {}),
        (302, {}),
        (200, b"<html>login</html>"),
        (200, []),
        (200, {"outcomes": "none"}),
        (200, {"outcomes": [{"id": "1", "outcome": "perhaps"}, 3]}),
    ],
    ids=str,
)
def test_what_is_not_authoritative_means_asking_again(run: Run, noise: tuple[int, Any]) -> None:
    async def scene() -> None:
        headgate = FakeHeadgate()
        answer = (200, {"outcomes": [{"id": "1", "outcome": "succeeded"}]})
        headgate.handlers["waits"] = answers(noise, noise, noise, answer)
        async with headgate:
            [wait] = waiting(Hub(headgate.url, QUICK), 1)
            assert (await wait).word == "succeeded"
            assert len(headgate.polls) == 4

    run(scene())


def test_a_server_that_restarts_loses_no_wait(run: Run) -> None:
    async def scene() -> None:
        headgate = FakeHeadgate()
        async with headgate:
            waits = waiting(Hub(headgate.url, QUICK), *range(10))
            await headgate.until(lambda: bool(headgate.polls))
        for number in range(10):
            headgate.ends(f"W{number}", "succeeded")
        assert not any(wait.done() for wait in waits)
        async with headgate:
            assert {answer.word for answer in await asyncio.gather(*waits)} == {"succeeded"}

    run(scene())


def test_a_late_join_renews_the_poll_and_hears_soon(run: Run) -> None:
    async def scene() -> None:
        async with FakeHeadgate() as headgate:
            hub = Hub(headgate.url, Pace(long_poll=25))
            early = waiting(hub, *range(5))
            await headgate.until(lambda: bool(headgate.polls))
            headgate.outcomes["W50"] = "succeeded"
            began = time.monotonic()
            [late] = waiting(hub, 50)
            assert (await late).word == "succeeded"
            assert time.monotonic() - began < 2, "the join waited for the poll under way"
            assert len(headgate.polls[-1].body["waits"]) == 6
            assert headgate.most_open <= 2
            for wait in early:
                wait.cancel()
            await asyncio.gather(*early, return_exceptions=True)

    run(scene())


def test_the_last_wait_that_is_cancelled_ends_poll_connection_and_runner(run: Run) -> None:
    async def scene() -> None:
        threads = threading.active_count()
        async with FakeHeadgate() as headgate:
            waits = waiting(Hub(headgate.url, Pace(long_poll=25)), *range(5))
            await headgate.until(lambda: bool(headgate.polls))
            for wait in waits:
                wait.cancel()
            await asyncio.gather(*waits, return_exceptions=True)
            await headgate.until(lambda: headgate.open_connections == 0)
            assert not [task for task in asyncio.all_tasks() if task.get_name() == "headgate-waits"]
        assert threading.active_count() == threads

    run(scene())


def test_a_lane_that_emptied_takes_new_waits(run: Run) -> None:
    async def scene() -> None:
        async with FakeHeadgate() as headgate:
            hub = Hub(headgate.url, QUICK)
            for number in range(5):
                headgate.ends(f"W{number}", "succeeded")
                [wait] = waiting(hub, number)
                assert (await wait).word == "succeeded"
            [cancelled] = waiting(hub, 50)
            await headgate.until(lambda: headgate.polls[-1].body["waits"][0]["taskId"] == "W50")
            cancelled.cancel()
            [after] = waiting(hub, 4)
            assert (await after).word == "succeeded"

    run(scene())


def test_a_server_that_answers_nothing_at_once_is_not_hammered(run: Run) -> None:
    async def scene() -> None:
        headgate = FakeHeadgate()
        headgate.handlers["waits"] = answers((200, {"outcomes": []}))
        async with headgate:
            pace = Pace(long_poll=5, debounce=0.01, first_backoff=0.2, most_backoff=5)
            [wait] = waiting(Hub(headgate.url, pace), 1)
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(wait, 1.5)
            assert len(headgate.polls) <= 6

    run(scene())


def test_no_repr_shows_a_token(run: Run) -> None:
    async def scene() -> None:
        async with FakeHeadgate() as headgate:
            hub = Hub(headgate.url, QUICK)
            [wait] = waiting(hub, 1, token="secret-token")
            await headgate.until(lambda: bool(headgate.polls))
            lane = hub._lanes[0]
            assert "secret-token" not in repr(lane.__dict__)
            wait.cancel()
            await asyncio.gather(wait, return_exceptions=True)

    run(scene())
