"""Amazon MWAA's endpoint in front of the local Airflow: GetEnvironment and InvokeRestApi, its limits and errors."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlencode

from werkzeug.exceptions import HTTPException

from . import access
from .answers import Answer, problem
from .calls import Call
from .config import Environment
from .throttle import Buckets

_TIMEOUT_SECONDS = 10
_MOST_BYTES = 6 * 1024 * 1024
_MOST_PATH = 64
_METHODS = ("GET", "PUT", "POST", "PATCH", "DELETE")


class Mwaa:
    """The one environment's AWS side."""

    def __init__(self, environment: Environment, rate: tuple[float, float]) -> None:
        self._environment = environment
        self._rate = rate
        self._buckets = Buckets()
        self._lock = threading.Lock()
        self._token: str | None = None

    def answer(self, environ: dict[str, Any], body: bytes, call: Call) -> Answer:
        """Check the caller, then do what it asks."""
        if call.action not in ("GetEnvironment", "InvokeRestApi"):
            return problem(404, "UnknownOperationException", message=f"{call.action} is not offered here")
        refusal = self._refusal(environ, body, call)
        if refusal is not None:
            return refusal
        known = self._environment
        if (call.parameters["Name"], call.account) != (known.name, known.account):
            return problem(404, "ResourceNotFoundException", message="Environment not found")
        if call.action == "GetEnvironment":
            return Answer(200, json.dumps({"Environment": self._described()}).encode())
        if not self._buckets.take([(known.name, *self._rate)]):
            return problem(429, "ThrottlingException", message="Rate exceeded")
        return self._invoke(body)

    def _refusal(self, environ: dict[str, Any], body: bytes, call: Call) -> Answer | None:
        try:
            access.check_signature(environ, body, call)
        except HTTPException as error:
            return problem(403, getattr(error, "error_type", "AccessDeniedException"), Message=str(error))
        principal = access.identify(call.access_key)
        name = call.parameters["Name"]
        kind = f"environment/{name}" if call.action == "GetEnvironment" else f"role/{name}/Admin"
        resource = f"arn:aws:airflow:{call.region}:{call.account}:{kind}"
        context = {"aws:RequestedRegion": call.region}
        if principal is not None and access.permits(principal, f"airflow:{call.action}", resource, context):
            return None
        text = f"User: {call.principal} is not authorized to perform: airflow:{call.action} on resource: {resource}"
        return problem(403, "AccessDeniedException", Message=text)

    def _described(self) -> dict[str, Any]:
        known = self._environment
        return {
            "Name": known.name,
            "Arn": f"arn:aws:airflow:{known.region}:{known.account}:environment/{known.name}",
            "Status": "AVAILABLE",
            "AirflowVersion": known.airflow_version,
            "EnvironmentClass": "mw1.small",
            "SourceBucketArn": f"arn:aws:s3:::{known.bucket}",
            "DagS3Path": "dags",
            "PluginsS3Path": "plugins.zip",
            "ExecutionRoleArn": known.execution_role,
            "WebserverUrl": known.airflow_url.partition("//")[2],
            "WebserverAccessMode": "PUBLIC_ONLY",
        }

    def _invoke(self, body: bytes) -> Answer:
        try:
            asked = json.loads(body or b"{}")
            method, path = asked["Method"], asked["Path"]
        except (ValueError, KeyError, TypeError):
            return problem(400, "ValidationException", message="Path and Method are required")
        if not isinstance(path, str) or not 1 <= len(path) <= _MOST_PATH:
            text = f"Value at 'path' failed to satisfy constraint: Member must have length between 1 and {_MOST_PATH}"
            return problem(400, "ValidationException", message=text)
        if method not in _METHODS or not path.startswith("/") or ".." in path.split("/"):
            return problem(400, "ValidationException", message="Method or Path is not valid")
        query = urlencode(_flat(asked.get("QueryParameters") or {}), doseq=True)
        url = f"{self._environment.airflow_url}/api/v2{path}" + (f"?{query}" if query else "")
        payload = json.dumps(asked["Body"]).encode() if asked.get("Body") is not None else None
        return _translate(*self._forward(method, url, payload))

    def _forward(self, method: str, url: str, payload: bytes | None) -> tuple[int, bytes]:
        try:
            status, answer = _send(method, url, payload, self._bearer(fresh=False))
            if status == 401:
                status, answer = _send(method, url, payload, self._bearer(fresh=True))
            return status, answer
        except TimeoutError:
            return 504, b'{"detail": "The web server did not answer in time"}'
        except OSError:
            return 503, b'{"detail": "The web server cannot be reached"}'

    def _bearer(self, *, fresh: bool) -> str:
        with self._lock:
            if self._token is None or fresh:
                known = self._environment
                login = json.dumps({"username": known.airflow_username, "password": known.airflow_password})
                status, answer = _send("POST", f"{known.airflow_url}/auth/token", login.encode(), None)
                if status not in (200, 201):
                    raise OSError(f"login refused: {status}")
                self._token = json.loads(answer)["access_token"]
            return str(self._token)


def _flat(parameters: dict[str, Any]) -> dict[str, Any]:
    return {k: str(v).lower() if isinstance(v, bool) else v for k, v in parameters.items()}


def _send(method: str, url: str, payload: bytes | None, token: str | None) -> tuple[int, bytes]:
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(url, data=payload, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as response:
            return response.status, response.read(_MOST_BYTES + 1)
    except urllib.error.HTTPError as error:
        return error.code, error.read(_MOST_BYTES + 1)
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise error.reason from None
        raise


def _translate(status: int, answer: bytes) -> Answer:
    if len(answer) > _MOST_BYTES:
        status, answer = 502, b'{"detail": "The response is larger than 6 MB"}'
    try:
        document = json.loads(answer) if answer else None
    except ValueError:
        document = {"detail": answer.decode("utf-8", "replace")[:2000]}
    members = {"RestApiStatusCode": status, "RestApiResponse": document}
    if status < 400:
        return Answer(200, json.dumps(members).encode())
    return problem(400, "RestApiClientException" if status < 500 else "RestApiServerException", **members)
