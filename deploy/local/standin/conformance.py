"""Calls held against botocore's service models while they happen; what does not fit is kept to be read."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import botocore.session
from botocore.model import OperationModel, OperationNotFoundError, ServiceModel
from botocore.parsers import create_parser
from botocore.validate import ParamValidator

from . import forms, shapes
from .answers import Answer, failure
from .calls import Call
from .constraints import broken

# Signing names → names of models. S3 is not among them: its answers are moto's as they come.
_MODELS = {
    "elasticmapreduce": "emr",
    "sts": "sts",
    "airflow": "mwaa",
    "secretsmanager": "secretsmanager",
    "iam": "iam",
    "cloudformation": "cloudformation",
    "sqs": "sqs",
}
_UNKNOWN = "Unknown parameter in input"
# What any service may answer, whatever its model lists.
_COMMON_CODES = frozenset({
    "AccessDenied", "AccessDeniedException", "ExpiredToken", "ExpiredTokenException", "InternalFailure",
    "InvalidClientTokenId", "InvalidSignatureException", "SignatureDoesNotMatch", "Throttling", "ThrottlingException",
    "UnknownOperationException", "UnrecognizedClientException", "ValidationError", "ValidationException",
})  # fmt: skip


class Conformance:
    """Judges requests and answers; a request that its model forbids is refused as the service would."""

    def __init__(self, *, keep: bool) -> None:
        self._keep = keep
        self._session: Any = botocore.session.get_session()
        self._models: dict[str, ServiceModel] = {}
        self._lock = threading.Lock()
        self._violations: list[dict[str, Any]] = []

    def violations(self) -> list[dict[str, Any]]:
        with self._lock:
            return list(self._violations)

    def forget(self) -> None:
        with self._lock:
            self._violations.clear()

    def request(self, call: Call, body: bytes) -> Answer | None:
        """Hold a request against its model; returns the refusal, if it must be refused."""
        if call.service not in _MODELS:
            return None
        operation = self._operation(call)
        if operation is None:
            self._note(call, "request", [f"there is no operation {call.action}"])
            return None
        try:
            parameters, unknown = _parameters(call, operation, body)
        except ValueError as error:
            self._note(call, "request", [f"cannot be read: {error}"])
            return failure(call.service, 400, "SerializationException", "The request cannot be read.")
        shape = operation.input_shape
        problems = [f"{_UNKNOWN}: {name}" for name in unknown]
        if shape is not None:
            report = ParamValidator().validate(parameters, shape)
            problems += report.generate_report().splitlines() if report.has_errors() else []
            problems += [text for text in broken(parameters, shape) if "greater than or equal" not in text]
        if problems:
            self._note(call, "request", problems)
        grave = [text for text in problems if not text.startswith(_UNKNOWN)]
        return _refusal(call.service, grave) if grave else None

    def answer(self, call: Call, answer: Answer) -> None:
        """Hold an answer against its model."""
        operation = self._operation(call) if call.service in _MODELS else None
        if operation is None:
            return
        try:
            problems = list(_wrong_error(operation, answer) if answer.status >= 400 else _wrong(operation, answer))
        except (ValueError, SyntaxError) as error:
            problems = [f"cannot be read: {error}"]
        if problems:
            self._note(call, "answer", problems)

    def _operation(self, call: Call) -> OperationModel | None:
        with self._lock:
            name = _MODELS[call.service]
            if name not in self._models:
                self._models[name] = self._session.get_service_model(name)
            try:
                return self._models[name].operation_model(call.action)
            except OperationNotFoundError:
                return None

    def _note(self, call: Call, side: str, problems: list[str]) -> None:
        if not self._keep:
            return
        entry = {
            "time": round(time.time(), 3), "service": call.service, "operation": call.action, "side": side,
            "principal": call.principal, "problems": problems,
        }  # fmt: skip
        with self._lock:
            self._violations.append(entry)


def _parameters(call: Call, operation: OperationModel, body: bytes) -> tuple[dict[str, Any], list[str]]:
    protocol = operation.service_model.protocol
    if protocol == "query":
        return forms.read(body.decode(), operation.input_shape)
    parsed = json.loads(body or b"{}")
    if not isinstance(parsed, dict):
        raise ValueError("not an object")
    if protocol == "rest-json":
        return {**parsed, "Name": call.parameters["Name"]}, []
    # A null is left out by every client that knows the model.
    return parsed, []


def _refusal(service: str, problems: list[str]) -> Answer:
    count = f"{len(problems)} validation error{'s' if len(problems) > 1 else ''} detected: "
    code = "ValidationError" if service in ("sts", "iam", "cloudformation") else "ValidationException"
    return failure(service, 400, code, count + "; ".join(problems))


def _wrong(operation: OperationModel, answer: Answer) -> list[str]:
    shape = operation.output_shape
    if operation.service_model.protocol == "query":
        return list(shapes.wrong_xml(answer.body, shape, operation.name))
    if shape is None:
        return [] if answer.body in (b"", b"{}") else ["there is an answer where none belongs"]
    return list(shapes.wrong_json(json.loads(answer.body), shape))


def _wrong_error(operation: OperationModel, answer: Answer) -> list[str]:
    model = operation.service_model
    parser: Any = create_parser(model.protocol)
    headers = {name.lower(): value for name, value in answer.headers}
    # SQS tells its older clients another code there; the body's is the model's.
    headers.pop("x-amzn-query-error", None)
    parsed = parser.parse({"headers": headers, "body": answer.body, "status_code": answer.status}, None)
    code = parsed.get("Error", {}).get("Code", "")
    known = {shape.metadata.get("error", {}).get("code", shape.name): shape for shape in model.error_shapes}
    if code not in known and code not in _COMMON_CODES:
        return [f"no error of {model.service_name} is called {code!r}"]
    status = known[code].metadata.get("error", {}).get("httpStatusCode") if code in known else None
    if status not in (None, answer.status):
        return [f"{code} comes with status {answer.status}, not {status}"]
    return []
