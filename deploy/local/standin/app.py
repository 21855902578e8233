"""Every request's way through the stand-in: guard, understand, throttle, do, save, record."""

from __future__ import annotations

import hmac
import io
import json
import secrets
import threading
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from urllib.parse import parse_qs

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.s3.models import s3_backends

from . import access, accounts
from .calls import Call, CallLog, describe
from .config import Config, User
from .mwaa import Answer, Mwaa, problem
from .persistence import Persistence
from .throttle import Buckets

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
_ADMIN_POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
_REASONS = {200: "OK", 201: "Created", 400: "Bad Request", 403: "Forbidden", 404: "Not Found"}


class Application:
    """The WSGI application."""

    def __init__(self, config: Config, log: CallLog, persistence: Persistence) -> None:
        self._config = config
        self._log = log
        self._persistence = persistence
        self._moto = DomainDispatcherApplication(create_backend_app)
        self._mwaa = Mwaa(config.environment, config.rest_api_rate)
        self._buckets = Buckets()
        self._hosts = {f"{name}:{config.port}" for name in ("127.0.0.1", "localhost", "[::1]")}
        self._control = threading.RLock()
        # Conditional puts are only conditional if nobody comes between the look and the write.
        self._objects = [threading.RLock() for _ in range(64)]

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("HTTP_HOST", "") not in self._hosts:
            return _send(start_response, Answer(421, b'{"message": "Unknown host"}'))
        path = environ.get("PATH_INFO", "")
        if path.startswith("/_standin/"):
            return _send(start_response, self._own(environ, path))
        if path.startswith("/moto-api"):
            return _send(start_response, Answer(404, b"{}"))
        environ.pop("HTTP_X_MOTO_ACCOUNT_ID", None)
        body = _peek(environ)
        call = describe(environ, body)
        if call is None:
            return _send(start_response, Answer(403, b'{"__type": "MissingAuthenticationTokenException"}'))
        return self._serve(environ, start_response, call, body)

    # -- calls to AWS

    def _serve(self, environ: Environ, start_response: StartResponse, call: Call, body: bytes) -> Iterable[bytes]:
        principal = access.identify(call.access_key)
        if principal is not None:
            call.account, call.principal = principal.account, principal.arn
        answer = self._throttled(call)
        if answer is None and call.service == "airflow":
            answer = self._mwaa.answer(environ, body, call)
        if answer is not None:
            call.status = answer.status
            self._log.add(call)
            return _send(start_response, answer)
        return self._ask_moto(environ, start_response, call, body)

    def _ask_moto(self, environ: Environ, start_response: StartResponse, call: Call, body: bytes) -> Iterable[bytes]:
        head: list[Any] = []

        def remember(status: str, headers: Any, *_: Any) -> Callable[[bytes], Any]:
            head[:] = [status, headers]
            return lambda _data: None

        with self._lock_for(call):
            if call.service == "s3" and call.mutating and "key" in call.parameters:
                call.parameters["existed"] = _exists(call)
            try:
                answer = b"".join(self._moto(environ, remember))
                call.status = int(head[0].split()[0])
                if call.mutating and call.status < 500:
                    self._persistence.save(call, call.account, body)
            finally:
                self._log.add(call)
        start_response(*head)
        return [answer]

    def _lock_for(self, call: Call) -> AbstractContextManager[Any]:
        if not call.mutating:
            return nullcontext()
        if call.service == "s3" and "key" in call.parameters:
            place = hash((call.parameters["bucket"], call.parameters["key"])) % len(self._objects)
            return self._objects[place]
        return nullcontext() if call.action == "DeleteObjects" else self._control

    def _throttled(self, call: Call) -> Answer | None:
        if call.service != "elasticmapreduce":
            return None
        rates = self._config.emr_rates
        names = [name for name in (call.action, "*") if name in rates]
        keys = [((call.account, call.region, name), *rates[name]) for name in names]
        if self._buckets.take(keys):
            return None
        return problem(400, "ThrottlingException", __type="ThrottlingException", message="Rate exceeded")

    # -- the stand-in's own words

    def _own(self, environ: Environ, path: str) -> Answer:
        query = parse_qs(environ.get("QUERY_STRING", ""))
        if path == "/_standin/health":
            return Answer(200, b'{"status": "ok"}')
        if path == "/_standin/calls" and environ["REQUEST_METHOD"] == "GET":
            since, limit = int(query.get("since", ["0"])[0]), int(query.get("limit", ["10000"])[0])
            found = self._log.read(since, query.get("service", [None])[0], limit)
            return Answer(200, json.dumps({"calls": found}).encode())
        if path == "/_standin/accounts" and environ["REQUEST_METHOD"] == "POST":
            return self._open_account(environ)
        return Answer(404, b"{}")

    def _open_account(self, environ: Environ) -> Answer:
        offered = environ.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
        if not hmac.compare_digest(offered.encode(), self._config.admin_token.encode()):
            return Answer(403, b"{}")
        wanted = json.loads(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)) or b"{}")
        account = str(wanted.get("accountId", ""))
        if len(account) != 12 or not account.isdigit():
            return Answer(400, b'{"message": "accountId must have twelve digits"}')
        user = User("admin", f"AKIA{secrets.token_hex(8).upper()}", secrets.token_urlsafe(30), _ADMIN_POLICY)
        with self._control:
            accounts.ensure_user(account, user)
            self._persistence.save_control("iam", account, self._config.environment.region)
        keys = {"accessKeyId": user.access_key_id, "secretAccessKey": user.secret_access_key}
        return Answer(201, json.dumps(keys).encode())


def _peek(environ: Environ) -> bytes:
    """The body of a call that is not an object's; left in place for whoever reads it next."""
    kind = environ.get("CONTENT_TYPE", "")
    bulk = "delete" in parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    rpc = "HTTP_X_AMZ_TARGET" in environ or kind.startswith("application/x-www-form-urlencoded")
    own = environ.get("PATH_INFO", "").startswith("/restapi/")
    if not (rpc or own or (bulk and environ["REQUEST_METHOD"] == "POST")):
        return b""
    source = environ["wsgi.input"]
    length = environ.get("CONTENT_LENGTH")
    body: bytes = source.read(int(length)) if length else b""
    environ["wsgi.input"] = io.BytesIO(body)
    return body


def _exists(call: Call) -> bool:
    _, account = s3_backends.bucket_accounts.get(call.parameters["bucket"], ("", ""))
    bucket = s3_backends[account]["aws"].buckets.get(call.parameters["bucket"]) if account else None
    return bucket is not None and call.parameters["key"] in bucket.keys


def _send(start_response: StartResponse, answer: Answer) -> list[bytes]:
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(answer.body))), *answer.headers]
    start_response(f"{answer.status} {_REASONS.get(answer.status, 'Refused')}", headers)
    return [answer.body]
