"""HTTP answers, and errors in the form in which each service's clients read them."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from xml.sax.saxutils import escape

# Signing names whose wire is not JSON 1.1 with a target header.
_QUERY = ("sts", "iam", "cloudformation")
_REST_JSON = ("airflow",)


@dataclass(frozen=True)
class Answer:
    """An HTTP answer."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def line(self) -> str:
        """The status line's number and words."""
        known = {status.value: status.phrase for status in HTTPStatus}
        return f"{self.status} {known.get(self.status, 'Unknown')}"

    def all_headers(self) -> list[tuple[str, str]]:
        """The headers as they are sent: JSON, and as long as it is, unless said otherwise."""
        given = {name.lower() for name, _ in self.headers}
        missing = [("Content-Type", "application/json"), ("Content-Length", str(len(self.body)))]
        return [*self.headers, *((name, value) for name, value in missing if name.lower() not in given)]


def told(status: int, document: Any) -> Answer:
    """A JSON document."""
    return Answer(status, json.dumps(document).encode())


def problem(status: int, name: str, **members: Any) -> Answer:
    """An error as rest-json services send it."""
    return Answer(status, json.dumps(members).encode(), (("x-amzn-ErrorType", name),))


def failure(service: str, status: int, code: str, message: str) -> Answer:
    """An error of AWS in the protocol of the service, known by its signing name."""
    request_id = str(uuid.uuid4())
    if service == "s3":
        body = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f"<Error><Code>{escape(code)}</Code><Message>{escape(message)}</Message>"
            f"<RequestId>{request_id}</RequestId></Error>"
        )
        return Answer(status, body.encode(), (("Content-Type", "application/xml"), ("x-amz-request-id", request_id)))
    if service in _QUERY:
        kind = "Sender" if status < 500 else "Receiver"
        body = (
            f"<ErrorResponse><Error><Type>{kind}</Type><Code>{escape(code)}</Code>"
            f"<Message>{escape(message)}</Message></Error><RequestId>{request_id}</RequestId></ErrorResponse>"
        )
        return Answer(status, body.encode(), (("Content-Type", "text/xml"), ("x-amzn-RequestId", request_id)))
    if service in _REST_JSON:
        return problem(status, code, message=message)
    document = json.dumps({"__type": code, "message": message}).encode()
    return Answer(status, document, (("Content-Type", "application/x-amz-json-1.1"), ("x-amzn-RequestId", request_id)))


def throttled(service: str) -> Answer:
    """What a service answers to whoever calls too often."""
    if service == "s3":
        return failure(service, 503, "SlowDown", "Please reduce your request rate.")
    if service in _QUERY:
        return failure(service, 400, "Throttling", "Rate exceeded")
    return failure(service, 429 if service in _REST_JSON else 400, "ThrottlingException", "Rate exceeded")
