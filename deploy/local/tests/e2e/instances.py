"""A second instance of the api beside the one that the supervisor keeps: same database, same settings, another port."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from .rest import Rest
from .stack import Stack
from .waiting import eventually


class Instance:
    """One running api."""

    def __init__(self, url: str, token: str, pid: int) -> None:
        self.url = url
        self.pid = pid
        self.rest = Rest(f"{url}/api/v1", token)


@contextmanager
def second_instance(stack: Stack) -> Iterator[Instance]:
    """Started just as the first one was; killed at the end."""
    first = psutil.Process(int(stack.parts()["api"]["pid"]))
    port = _free_port()
    environment = {
        **first.environ(),
        "SERVER_PORT": str(port),
        "HEADGATE_ALLOWED_HOSTS": f"127.0.0.1:{port}",
    }
    log = Path(stack.path).parent / "logs" / "api-second.log"
    # The crash agent is the first one's: what a test arms is meant for it.
    words = [word for word in first.cmdline() if not word.startswith("-javaagent")]
    with log.open("ab") as file:
        process = subprocess.Popen(words, env=environment, cwd=first.cwd(), stdout=file, stderr=file)
    url = f"http://127.0.0.1:{port}"
    try:
        eventually(lambda: _is_ready(url), "the second instance is ready", pause=0.5)
        token = next(user["token"] for user in stack.local["users"] if user["username"] == "admin")
        yield Instance(url, token, process.pid)
    finally:
        process.kill()
        process.wait(30)


@contextmanager
def held(pid: int) -> Iterator[None]:
    """A process that gets no time: it is there, keeps its connections, and does nothing."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)


def _is_ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/actuator/health/readiness", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
