"""Headgate's REST API, as any client sees it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any


class Refused(Exception):
    """The API's problem, in its own words."""

    def __init__(self, method: str, path: str, status: int, problem: dict[str, Any]) -> None:
        told = [problem.get("code"), problem.get("detail") or problem.get("title"), *problem.get("problems", [])]
        super().__init__(f"{method} {path}: {status} {' – '.join(str(part) for part in told if part)}")
        self.status = status


class Api:
    """Calls with one user's token."""

    def __init__(self, url: str, token: str | None = None) -> None:
        self._url = f"{url}/api/v1"
        self._token = token

    def get(self, path: str) -> Any:
        return self._call("GET", path, None)

    def find(self, path: str) -> Any | None:
        """What is there, or None if nothing is."""
        try:
            return self.get(path)
        except Refused as refusal:
            if refusal.status == 404:
                return None
            raise

    def post(self, path: str, body: dict[str, Any]) -> Any:
        return self._call("POST", path, body)

    def put(self, path: str, body: dict[str, Any]) -> Any:
        return self._call("PUT", path, body)

    def items(self, path: str) -> list[dict[str, Any]]:
        """A list, whether it comes in pages or plain."""
        answer = self.find(path) or []
        found: list[dict[str, Any]] = answer["items"] if isinstance(answer, dict) else answer
        return found

    def sign_in(self, username: str, password: str, purpose: str) -> str:
        """A fresh token of a user."""
        request, cookies = self._request("POST", "/session", {"username": username, "password": password}), ""
        with urllib.request.urlopen(request, timeout=30) as answer:
            me = json.load(answer)
            cookies = "; ".join(value.split(";")[0] for value in answer.headers.get_all("Set-Cookie") or [])
        headers = {"Cookie": cookies, "X-CSRF-Token": me["csrfToken"]}
        request = self._request("POST", "/me/tokens", {"name": purpose}, headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return str(json.load(answer)["token"])

    def _call(self, method: str, path: str, body: dict[str, Any] | None) -> Any:
        try:
            with urllib.request.urlopen(self._request(method, path, body), timeout=60) as answer:
                text = answer.read()
                return json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            text = error.read()
            try:
                problem = json.loads(text)
            except ValueError:
                problem = {"detail": text.decode("utf-8", "replace")[:300]}
            raise Refused(method, path, error.code, problem) from None

    def _request(
        self, method: str, path: str, body: dict[str, Any] | None, more: dict[str, str] | None = None
    ) -> urllib.request.Request:
        headers = {"Accept": "application/json", "Content-Type": "application/json", **(more or {})}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        data = json.dumps(body).encode() if body is not None else None
        return urllib.request.Request(f"{self._url}{path}", data=data, method=method, headers=headers)
