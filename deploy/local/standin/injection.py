"""What the faults that struck a call do to it on the wire."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any, NoReturn

from .answers import Answer, failure, throttled
from .calls import Call
from .faults import Fault, Faults

_PIECES_PER_SECOND = 10

# Seconds until the steps that the present call adds are to be seen.
arrival: ContextVar[float] = ContextVar("arrival", default=0.0)


class Injection:
    """One call and the faults that struck it."""

    def __init__(self, faults: Faults, struck: list[Fault], call: Call, environ: dict[str, Any]) -> None:
        self._faults = faults
        self._before = [fault for fault in struck if not fault.after]
        self._after = [fault for fault in struck if fault.after]
        self._call = call
        self._environ = environ

    def before(self) -> Answer | None:
        """Before the effect; an answer means that there will be none."""
        for fault in self._before:
            answer = self._apply(fault)
            if answer is not None:
                _drain(self._environ)
                return answer
        return None

    @contextlib.contextmanager
    def effect(self) -> Iterator[None]:
        """Around the effect: what happens may come to light later."""
        seconds = max((f.settings["seconds"] for f in self._after if f.kind == "late-step"), default=0.0)
        token = arrival.set(float(seconds))
        try:
            yield
        finally:
            arrival.reset(token)

    def after(self, answer: Answer) -> Answer:
        """After the effect, on the way back."""
        for fault in self._after:
            answer = self._apply(fault) or answer
        return answer

    def pace(self) -> float | None:
        """Bytes a second at which the answer's body may go."""
        rates = [f.settings["bytesPerSecond"] for f in (*self._before, *self._after) if "bytesPerSecond" in f.settings]
        return min(rates, default=None)

    def _apply(self, fault: Fault) -> Answer | None:
        match fault.kind:
            case "throttle":
                return throttled(self._call.service)
            case "error":
                settings = fault.settings
                message = settings.get("message", settings["code"])
                return failure(self._call.service, settings["status"], settings["code"], message)
            case "delay":
                time.sleep(fault.settings.get("seconds", 0))
            case "hold":
                self._faults.hold(fault, self._call)
            case "late-step":
                # Nobody hears of it: most clients give up before the connection ends.
                time.sleep(fault.settings["seconds"])
                _drop(self._environ)
            case "lost-answer":
                _drop(self._environ)
        return None


def in_pieces(body: bytes, rate: float | None) -> Iterator[bytes]:
    """The body, as slowly as the rate says."""
    if rate is None or not body:
        yield body
        return
    size = max(1, int(rate / _PIECES_PER_SECOND))
    for start in range(0, len(body), size):
        piece = body[start : start + size]
        time.sleep(len(piece) / rate)
        yield piece


def _drain(environ: dict[str, Any]) -> None:
    """Read what the client is still sending, or it would see a broken pipe in the place of the answer."""
    source, length = environ["wsgi.input"], environ.get("CONTENT_LENGTH")
    if environ.get("wsgi.input_terminated"):
        source.read()
    elif length:
        source.read(int(length))


def _drop(environ: dict[str, Any]) -> NoReturn:
    connection: socket.socket = environ["werkzeug.socket"]
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    raise ConnectionResetError("dropped as asked for")
