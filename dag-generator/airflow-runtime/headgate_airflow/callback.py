"""Headgate's callback API as Airflow sees it: where it is, what it may answer, and what counts as an answer."""

from __future__ import annotations

import functools
import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ssl

    import httpx

PATH = "/api/v1/callbacks/"
CALL_TIMEOUT = 10.0
SENTENCE_LENGTH = 500


class NotAuthoritativeError(Exception):
    """Headgate did not answer: nothing follows from it but to ask again.

    The text never holds a request or another error's text: those may carry a token.
    """


@dataclass(frozen=True)
class Endpoint:
    """Where one tenant's calls go and with which token; made from an Airflow connection, kept in memory only."""

    base_url: str
    token: str = field(repr=False)


@dataclass(frozen=True)
class TaskRef:
    """The task that a call speaks for."""

    dag_id: str
    run_id: str
    task_id: str

    @classmethod
    def of(cls, task_instance: Any) -> TaskRef:
        """Taken from the task instance: templated arguments are not rendered in 2.11's triggerer."""
        return cls(task_instance.dag_id, task_instance.run_id, task_instance.task_id)


@dataclass(frozen=True)
class Answer:
    """One word of Headgate's, and why."""

    word: str
    code: str = ""
    sentence: str = ""

    def __str__(self) -> str:
        return f"{self.word} ({self.code}: {self.sentence})" if self.code else self.word

    @property
    def because(self) -> str:
        """What a person reads in Airflow's log of the task."""
        return self.sentence or self.word


def endpoint_of(connection: Any) -> Endpoint:
    """Read an Airflow connection of type http; without a schema it is https, lest a slip send tokens bare."""
    host = (connection.host or "").strip().rstrip("/")
    token = (connection.password or "").strip()
    if not host or not token:
        raise NotAuthoritativeError("the connection has no host or no password")
    if "://" not in host:
        host = f"{connection.schema or 'https'}://{host}"
    return Endpoint(f"{host}:{connection.port}" if connection.port else host, token)


def answer_of(payload: dict[str, Any], key: str, words: Collection[str]) -> Answer:
    """The answer in a payload, if it is one of the words we know."""
    word = payload.get(key)
    if not isinstance(word, str) or word not in words:
        raise NotAuthoritativeError(f"the answer has no known '{key}'")
    reason = payload.get("reason")
    if not isinstance(reason, dict):
        return Answer(word)
    return Answer(word, _text(reason.get("code")), _text(reason.get("sentence")))


def payload_of(status: int, content: bytes) -> dict[str, Any]:
    """Only a 200 with a JSON object speaks for Headgate; a proxy's page or a redirect does not."""
    if status != 200:
        raise NotAuthoritativeError(f"HTTP {status}")
    try:
        payload = json.loads(content)
    except ValueError:
        raise NotAuthoritativeError("the answer is not JSON") from None
    if not isinstance(payload, dict):
        raise NotAuthoritativeError("the answer is not an object")
    return payload


def call(endpoint: Endpoint, name: str, body: dict[str, Any]) -> dict[str, Any]:
    """One call from a worker."""
    import httpx

    try:
        with httpx.Client(timeout=CALL_TIMEOUT, verify=tls()) as client:
            response = client.post(endpoint.base_url + PATH + name, json=body, headers=_headers(endpoint.token))
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        # The class only: an error about a bad header would print the header, and with it the token.
        raise NotAuthoritativeError(type(error).__name__) from None
    return payload_of(response.status_code, response.content)


async def call_async(
    client: httpx.AsyncClient,
    base_url: str,
    name: str,
    body: dict[str, Any],
    token: str | None = None,
) -> dict[str, Any]:
    """One call from the triggerer; ``waits`` go without a token of their own, for each wait brings one."""
    import httpx

    try:
        response = await client.post(base_url + PATH + name, json=body, headers=_headers(token))
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, RuntimeError) as error:
        raise NotAuthoritativeError(type(error).__name__) from None
    return payload_of(response.status_code, response.content)


def async_client(timeout: float = CALL_TIMEOUT) -> httpx.AsyncClient:
    """A client for this event loop. Redirects stay off: a token goes where the connection says and nowhere else."""
    import httpx

    return httpx.AsyncClient(timeout=httpx.Timeout(timeout, connect=5.0), verify=tls())


@functools.cache
def tls() -> ssl.SSLContext:
    """One TLS context a process: making one reads all certificates, some 20 ms in which an event loop stands still."""
    import httpx

    return httpx.create_ssl_context()


def _headers(token: str | None) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"} if token else {}


def _text(value: object) -> str:
    return value[:SENTENCE_LENGTH] if isinstance(value, str) else ""
