"""A small Headgate: a real HTTP server on a port of its own whose answers a test decides."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

Body = dict[str, Any]
Handler = Callable[[Body, str | None], Awaitable[tuple[int, Any]]]


@dataclass
class Call:
    """One request as it came in."""

    name: str
    body: Body
    authorization: str | None


class Bell:
    """Wakes all who listen whenever something happened, so nobody has to look every so often."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        self._event.set()
        self._event = asyncio.Event()

    async def heard(self) -> None:
        await self._event.wait()


@dataclass
class FakeHeadgate:
    """HTTP/1.1 with keep-alive, written out, so that a test sees connections and not only requests."""

    handlers: dict[str, Handler] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    connections: int = 0
    open_connections: int = 0
    most_open: int = 0
    port: int = 0
    outcomes: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    _bell: Bell = field(default_factory=Bell)
    _server: asyncio.Server | None = None
    _serving: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def polls(self) -> list[Call]:
        return [call for call in self.calls if call.name == "waits"]

    async def __aenter__(self) -> FakeHeadgate:
        self.handlers.setdefault("waits", self.long_poll)
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port, limit=2**24)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in list(self._serving):
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)
        await self._server.wait_closed()

    def ends(self, task_id: str, outcome: str) -> None:
        """Component task_id has this outcome from now on."""
        self.outcomes[task_id] = outcome
        self._bell.ring()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something the server sees, however long the machine takes (bounded by the test's own limit)."""
        while not condition():
            await self._bell.heard()

    async def long_poll(self, body: Body, _: str | None) -> tuple[int, Any]:
        """As Headgate does it: answers when there is an outcome, or at the end of the time."""
        loop = asyncio.get_running_loop()
        end = loop.time() + body["timeoutSeconds"]
        while True:
            found = [item for wait in body["waits"] if (item := self._outcome(wait)) is not None]
            left = end - loop.time()
            if found or left <= 0:
                return 200, {"outcomes": found}
            try:
                await asyncio.wait_for(self._bell.heard(), left)
            except asyncio.TimeoutError:
                continue

    def _outcome(self, wait: Body) -> Body | None:
        task_id = wait["taskId"]
        if wait["token"] != self.tokens.get(task_id, "right"):
            return {"id": wait["id"], "outcome": "unauthorised"}
        if task_id in self.outcomes:
            reason = {"code": "run.test", "sentence": f"{task_id} ended"}
            return {"id": wait["id"], "outcome": self.outcomes[task_id], "reason": reason}
        return None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        self.connections += 1
        self.open_connections += 1
        self.most_open = max(self.most_open, self.open_connections)
        try:
            while await self._request(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.open_connections -= 1
            self._serving.discard(task)
            self._bell.ring()
            writer.close()

    async def _request(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        line = await reader.readline()
        if not line:
            return False
        headers: dict[str, str] = {}
        while (header := (await reader.readline()).decode().strip()) != "":
            key, _, value = header.partition(":")
            headers[key.lower()] = value.strip()
        body = json.loads(await reader.readexactly(int(headers.get("content-length", "0"))) or b"{}")
        name = line.decode().split()[1].rpartition("/")[2]
        self.calls.append(Call(name, body, headers.get("authorization")))
        self._bell.ring()
        answer = await self._answer_while_connected(name, body, headers, reader)
        if answer is None:
            return False
        status, payload = answer
        content = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content)
        await writer.drain()
        return True

    async def _answer_while_connected(
        self, name: str, body: Body, headers: dict[str, str], reader: asyncio.StreamReader
    ) -> tuple[int, Any] | None:
        """A client that hangs up ends its request here at once, so open connections are counted rightly."""
        answering = asyncio.ensure_future(self.handlers[name](body, headers.get("authorization")))
        hanging_up = asyncio.ensure_future(reader.read(1))
        await asyncio.wait({answering, hanging_up}, return_when=asyncio.FIRST_COMPLETED)
        hanging_up.cancel()
        if answering.done():
            await asyncio.gather(hanging_up, return_exceptions=True)
            return answering.result()
        answering.cancel()
        await asyncio.gather(answering, return_exceptions=True)
        return None


def answers(*script: tuple[int, Any]) -> Handler:
    """A handler that gives these answers in turn, and the last one for ever."""
    left = list(script)

    async def handle(_: Body, __: str | None) -> tuple[int, Any]:
        return left.pop(0) if len(left) > 1 else left[0]

    return handle
