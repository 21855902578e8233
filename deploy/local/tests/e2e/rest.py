"""REST as any client speaks it: refusals are answers, too."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .waiting import Away


@dataclass(frozen=True)
class Answer:
    """A status and what came with it."""

    status: int
    body: Any

    @property
    def code(self) -> str:
        """The stable code of a problem."""
        return str(self.body["code"])

    def good(self) -> Any:
        """The body of an answer that is no refusal."""
        assert self.status < 300, f"refused: {self.status} {self.body}"
        return self.body


class Rest:
    """Calls with one token."""

    def __init__(self, base: str, token: str | None = None) -> None:
        self._base = base
        self._token = token

    def ask(
        self, method: str, path: str, body: Any = None, *, timeout: float = 30, headers: dict[str, str] | None = None
    ) -> Answer:
        """One call; its answer, whatever it is."""
        try:
            with urllib.request.urlopen(self._request(method, path, body, headers), timeout=timeout) as answer:
                return Answer(answer.status, _read(answer.read()))
        except urllib.error.HTTPError as error:
            answer = Answer(error.code, _read(error.read()))
            if answer.status == 503:
                raise Away(f"{method} {path}: {answer.body}") from None
            return answer
        except (OSError, http.client.HTTPException) as error:
            raise Away(f"{method} {path}: {error}") from None

    def get(self, path: str) -> Any:
        return self.ask("GET", path).good()

    def post(self, path: str, body: Any = None) -> Any:
        return self.ask("POST", path, {} if body is None else body).good()

    def put(self, path: str, body: Any) -> Any:
        return self.ask("PUT", path, body).good()

    def patch(self, path: str, body: Any) -> Any:
        return self.ask("PATCH", path, body).good()

    def delete(self, path: str) -> Any:
        return self.ask("DELETE", path).good()

    def events(self, path: str, since: int = 0) -> Iterator[tuple[str, dict[str, Any]]]:
        """Server-sent events after a number, up to the first sign that there are no more."""
        request = self._request("GET", path, None)
        request.add_header("Accept", "text/event-stream")
        request.add_header("Last-Event-ID", str(since))
        with urllib.request.urlopen(request, timeout=30) as stream:
            name = ""
            for line in stream:
                field, _, value = line.decode().rstrip("\n").partition(":")
                if field == "event":
                    name = value.strip()
                    if name == "heartbeat":
                        return
                elif field == "data":
                    yield name, json.loads(value)

    def _request(self, method: str, path: str, body: Any, more: dict[str, str] | None = None) -> urllib.request.Request:
        headers = {"Accept": "application/json, text/plain;q=0.9, */*;q=0.1", **(more or {})}
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        if self._token is not None:
            headers["Authorization"] = f"Bearer {self._token}"
        return urllib.request.Request(f"{self._base}{path}", data=data, method=method, headers=headers)


def _read(text: bytes) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text.decode("utf-8", "replace")
