"""The record of who called: every call, kept as JSON lines that are only ever added to."""

from __future__ import annotations

import json
import re
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import parse_qs

# What is worth keeping of a call. Never a secret, a body or a policy document.
_PARAMETERS = (
    "ClusterId", "JobFlowId", "JobFlowIds", "StepId", "StepIds", "StepStates", "StepCancellationOption", "Name",
    "QueueUrl", "QueueName", "RoleArn", "RoleSessionName", "SecretId", "StackName", "RoleName", "UserName", "Path",
    "Method",
)  # fmt: skip

_BUCKET_QUERIES = {
    ("POST", "delete"): "DeleteObjects",
    ("GET", "list-type"): "ListObjectsV2",
    ("GET", "location"): "GetBucketLocation",
    ("GET", "versioning"): "GetBucketVersioning",
    ("GET", "uploads"): "ListMultipartUploads",
}
_OBJECT_QUERIES = {
    ("PUT", "partNumber"): "UploadPart",
    ("PUT", "tagging"): "PutObjectTagging",
    ("POST", "uploads"): "CreateMultipartUpload",
    ("POST", "uploadId"): "CompleteMultipartUpload",
    ("DELETE", "uploadId"): "AbortMultipartUpload",
}
_BUCKET_METHODS = {"GET": "ListObjects", "HEAD": "HeadBucket", "PUT": "CreateBucket", "DELETE": "DeleteBucket"}
_OBJECT_METHODS = {"GET": "GetObject", "HEAD": "HeadObject", "PUT": "PutObject", "DELETE": "DeleteObject"}


@dataclass
class Call:
    """One request as the stand-in understood it."""

    service: str
    action: str
    region: str
    access_key: str
    account: str = ""
    principal: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    # What went out; 0 where nothing did.
    status: int = 0
    # Ids of the faults that struck it.
    faults: list[str] = field(default_factory=list)

    def accounts(self) -> set[str]:
        """The accounts that the call is about: the caller's, and that of a role to be assumed."""
        return {self.account, self.role_account or self.account}

    @property
    def role_account(self) -> str | None:
        """The account of the role that the call names, if it names one."""
        match = re.match(r"arn:[\w-]+:iam::(\d{12}):", str(self.parameters.get("RoleArn", "")))
        return match.group(1) if match else None

    def clusters(self) -> set[str]:
        """The EMR clusters that the call names."""
        named = [self.parameters.get("ClusterId"), self.parameters.get("JobFlowId")]
        several = self.parameters.get("JobFlowIds")
        return {str(name) for name in [*named, *(several if isinstance(several, list) else [])] if name}

    @property
    def mutating(self) -> bool:
        """Whether the call may change anything."""
        return not self.action.startswith(("Get", "List", "Describe", "Head"))


def describe(environ: dict[str, Any], body: bytes) -> Call | None:
    """Understand a signed request; None if it is not signed in its Authorization header."""
    scope = _credential_scope(environ.get("HTTP_AUTHORIZATION", ""))
    if scope is None:
        return None
    access_key, region, service = scope
    if service == "s3":
        action, parameters = _describe_s3(environ)
    elif service == "airflow":
        action, parameters = _describe_airflow(environ, body)
    else:
        action, parameters = _describe_rpc(environ, body)
    return Call(service, action, region, access_key, parameters=parameters)


def _credential_scope(header: str) -> tuple[str, str, str] | None:
    _, found, rest = header.partition("Credential=")
    parts = rest.split(",")[0].strip().split("/")
    if not found or len(parts) != 5:
        return None
    return parts[0], parts[2], parts[3].lower()


def _describe_s3(environ: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    method = environ["REQUEST_METHOD"]
    # WSGI hands over bytes as Latin-1.
    path = str(environ.get("PATH_INFO", "/")).encode("latin-1").decode("utf-8", "replace")
    bucket, _, key = path.removeprefix("/").partition("/")
    query = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    if not bucket:
        return "ListBuckets", {}
    if not key:
        named = next((a for (m, q), a in _BUCKET_QUERIES.items() if m == method and q in query), None)
        parameters = {"bucket": bucket}
        if "prefix" in query:
            parameters["prefix"] = query["prefix"][0]
        if named is None and query and method in ("PUT", "DELETE"):
            named = f"{method.title()}Bucket:{next(iter(query))}"
        return named or _BUCKET_METHODS.get(method, method), parameters
    if method == "PUT" and "HTTP_X_AMZ_COPY_SOURCE" in environ:
        return "CopyObject", {"bucket": bucket, "key": key}
    named = next((a for (m, q), a in _OBJECT_QUERIES.items() if m == method and q in query), None)
    return named or _OBJECT_METHODS.get(method, method), {"bucket": bucket, "key": key}


def _describe_airflow(environ: dict[str, Any], body: bytes) -> tuple[str, dict[str, Any]]:
    head, _, name = str(environ.get("PATH_INFO", "")).rstrip("/").rpartition("/")
    match environ["REQUEST_METHOD"], head:
        case "GET", "/environments":
            return "GetEnvironment", {"Name": name}
        case "POST", "/restapi":
            return "InvokeRestApi", {"Name": name, **_chosen(_json(body))}
        case "POST", "/clitoken":
            return "CreateCliToken", {"Name": name}
    return "UnknownOperation", {"Name": name}


def _describe_rpc(environ: dict[str, Any], body: bytes) -> tuple[str, dict[str, Any]]:
    target = environ.get("HTTP_X_AMZ_TARGET", "")
    if target:
        return target.rpartition(".")[2], _chosen(_json(body))
    form = {k: v[0] for k, v in parse_qs(body.decode("utf-8", "replace")).items()}
    action = form.get("Action") or parse_qs(environ.get("QUERY_STRING", "")).get("Action", [""])[0]
    return action or environ["REQUEST_METHOD"], _chosen(form)


def _json(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body or b"{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _chosen(values: dict[str, Any]) -> dict[str, Any]:
    chosen = {k: values[k] for k in _PARAMETERS if k in values}
    steps = values.get("Steps")
    if isinstance(steps, list):
        chosen["StepNames"] = [s.get("Name") for s in steps if isinstance(s, dict)]
    return chosen


class CallLog:
    """Appends calls to a file and answers what came since a given sequence number."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._sequence = sum(1 for _ in path.open("rb")) if path.exists() else 0
        self._file: TextIO = path.open("a", encoding="utf-8")

    def add(self, call: Call) -> None:
        with self._lock:
            self._sequence += 1
            record = {"seq": self._sequence, "time": round(time.time(), 3), **asdict(call)}
            del record["access_key"]
            self._file.write(json.dumps(record, separators=(",", ":"), default=str) + "\n")
            self._file.flush()

    def read(self, since: int, service: str | None, limit: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        with self._path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if number <= since or not line.endswith("\n"):
                    continue
                record = json.loads(line)
                if service is None or record["service"] == service:
                    found.append(record)
                    if len(found) >= limit:
                        break
        return found
