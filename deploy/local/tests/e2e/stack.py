"""The running stack as tests see it: its addresses, its parts, its record of calls."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import psutil
from botocore.config import Config

from .faults import Fault
from .rest import Rest
from .waiting import eventually

CONTROL = "111111111111"
_COMMAND = Path(__file__).parents[4] / "headgate"
_STEP_MARK = "HEADGATE_STANDIN_STEP"


class Stack:
    """One stack, known by its local.json."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.admin = Rest(f"{self.local['url']}/api/v1", self._user("admin")["token"])

    @property
    def local(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.path.read_text())
        return found

    def _user(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = next(user for user in self.local["users"] if user["username"] == name)
        return found

    def rest(self, username: str) -> Rest:
        """The API as a demo user meets it."""
        return Rest(f"{self.local['url']}/api/v1", self._user(username)["token"])

    def callbacks(self, token: str) -> Rest:
        """The API as Airflow meets it."""
        return Rest(f"{self.local['url']}/api/v1/callbacks", token)

    def airflow(self) -> Rest:
        """Airflow's own REST API, used by somebody who has its password."""
        token = Rest(self.local["airflowUrl"]).post("/auth/token", self.local["airflow"])["access_token"]
        return Rest(f"{self.local['airflowUrl']}/api/v2", token)

    def aws(self, service: str, user: str, keys: dict[str, str] | None = None) -> Any:
        """A client of AWS with a user's keys, named as account/user."""
        pair = keys or self.local["awsUsers"][user]
        session: Any = boto3.session.Session(
            pair["accessKeyId"], pair["secretAccessKey"], region_name=self.local["region"]
        )
        config = Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 5, "mode": "standard"})
        return session.client(service, endpoint_url=self.local["awsEndpoint"], config=config)

    def open_account(self, account: str) -> dict[str, str]:
        """Another AWS account; its administrator's keys."""
        place = Rest(self.local["awsEndpoint"], self.local["standinAdminToken"])
        keys: dict[str, str] = place.post("/_standin/accounts", {"accountId": account})
        return keys

    # -- who called

    def calls(self, since: int = 0, service: str | None = None) -> list[dict[str, Any]]:
        """The stand-in's own record of calls after a number, all of it."""
        found: list[dict[str, Any]] = []
        query = {"limit": "5000", **({"service": service} if service else {})}
        while True:
            words = urllib.parse.urlencode({**query, "since": str(since)})
            with urllib.request.urlopen(f"{self.local['awsEndpoint']}/_standin/calls?{words}", timeout=30) as answer:
                page = json.load(answer)["calls"]
            found += page
            if len(page) < 5000:
                return found
            since = page[-1]["seq"]

    def last_call(self) -> int:
        """The number of the newest call, to read on from later."""
        return max((int(call["seq"]) for call in self.calls()), default=0)

    @contextlib.contextmanager
    def fault(self, kind: str, **words: Any) -> Iterator[Fault]:
        """A fault in the stand-in, until the block ends."""
        fault = Fault(Rest(self.local["awsEndpoint"], self.local["standinAdminToken"]), {"kind": kind, **words})
        try:
            yield fault
        finally:
            fault.remove()

    # -- parts

    def parts(self) -> dict[str, dict[str, Any]]:
        """What the supervisor tells, as `./headgate status` reads it too, without measuring memory each time."""
        told = json.loads((self.path.parent / "run" / "status.json").read_text())
        found: dict[str, dict[str, Any]] = told["parts"]
        return found

    def kill(self, part: str) -> int:
        """kill -9; the supervisor will start the part again."""
        pid = int(self.parts()[part]["pid"])
        os.kill(pid, signal.SIGKILL)
        return pid

    def up(self) -> None:
        """What somebody types after a crash; returns when all parts are ready."""
        environment = {**os.environ, "HEADGATE_STATE": str(self.path.parent)}
        subprocess.run([str(_COMMAND), "up", "--detach"], env=environment, stdin=subprocess.DEVNULL, check=True)

    def await_restart(self, part: str, old: int) -> None:
        """Until the part is ready under another pid."""

        def again() -> bool:
            now = self.parts()[part]
            return now["state"] == "ready" and now["pid"] not in (None, old)

        eventually(again, f"{part} is ready again", pause=0.5)

    def crash_at(self, *points: str) -> None:
        """Arm points of the api's code, as the crash agent names them: it dies by kill -9 at each of them once."""
        folder = self.path.parent / "crash-points"
        folder.mkdir(exist_ok=True)
        for point in points:
            (folder / point).touch()

    def armed(self) -> set[str]:
        """The points that the api has not died at yet."""
        folder = self.path.parent / "crash-points"
        return {file.name for file in folder.iterdir()} if folder.exists() else set()

    def disarm(self) -> None:
        for name in self.armed():
            (self.path.parent / "crash-points" / name).unlink(missing_ok=True)

    @contextlib.contextmanager
    def frozen(self, part: str) -> Iterator[None]:
        """A part that is there and does not answer: its processes are held, so that the supervisor sees nothing."""
        leader = psutil.Process(int(self.parts()[part]["pid"]))
        held = _freeze([leader, *leader.children(recursive=True)])
        try:
            yield
        finally:
            _thaw(held)

    # -- steps

    def step_processes(self, step: str) -> list[psutil.Process]:
        """Every living process that a step has started."""
        mark = f"{self._install()}:{step}"
        return [process for process in psutil.process_iter() if _carries(process, mark)]

    def freeze_step(self, step: str) -> list[psutil.Process]:
        """Hold a step's processes: it runs, and does not get on until `release`."""

        def all_held() -> list[psutil.Process] | None:
            found = _freeze(self.step_processes(step))
            # A process that was just being made shows up in the next look.
            return found if found and len(self.step_processes(step)) == len(found) else None

        return eventually(all_held, f"the processes of {step} are held")

    def release(self, processes: list[psutil.Process]) -> None:
        _thaw(processes)

    def _install(self) -> str:
        return str(self.settings()["install"])

    def settings(self) -> dict[str, Any]:
        """What the stack keeps to itself, its secrets among it."""
        found: dict[str, Any] = json.loads((self.path.parent / "run" / "settings.json").read_text())
        return found


def _carries(process: psutil.Process, mark: str) -> bool:
    try:
        return process.environ().get(_STEP_MARK) == mark and process.status() != psutil.STATUS_ZOMBIE
    except (psutil.Error, OSError):
        return False


def _freeze(processes: list[psutil.Process]) -> list[psutil.Process]:
    for process in processes:
        with contextlib.suppress(psutil.Error):
            process.suspend()
    return processes


def _thaw(processes: list[psutil.Process]) -> None:
    for process in processes:
        with contextlib.suppress(psutil.Error):
            process.resume()
