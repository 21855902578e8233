"""Every request's way through the stand-in: guard, understand, strike, throttle, do, save, record."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from urllib.parse import parse_qs

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.s3.models import s3_backends
from werkzeug.exceptions import HTTPException

from . import access, queues
from .admin import Admin
from .answers import Answer, throttled
from .calls import Call, CallLog, describe
from .config import Config
from .conformance import Conformance
from .faults import Faults
from .injection import Injection, in_pieces
from .mwaa import Mwaa
from .persistence import Persistence
from .throttle import Buckets

Environ = dict[str, Any]
StartResponse = Callable[..., Any]


class Application:
    """The WSGI application."""

    def __init__(
        self,
        config: Config,
        log: CallLog,
        persistence: Persistence,
        faults: Faults,
        conformance: Conformance,
        admin: Admin,
    ) -> None:
        self._config = config
        self._conformance = conformance
        self._log = log
        self._persistence = persistence
        self._faults = faults
        self._admin = admin
        self._moto = DomainDispatcherApplication(create_backend_app)
        self._mwaa = Mwaa(config.environment, config.rest_api_rate)
        self._buckets = Buckets()
        self._hosts = {f"{name}:{config.port}" for name in ("127.0.0.1", "localhost", "[::1]")}
        # Conditional puts are only conditional if nobody comes between the look and the write.
        self._objects = [threading.RLock() for _ in range(64)]

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("HTTP_HOST", "") not in self._hosts:
            return _send(start_response, Answer(421, b'{"message": "Unknown host"}'))
        path = environ.get("PATH_INFO", "")
        if path.startswith("/_standin/"):
            return _send(start_response, self._admin.answer(environ, path))
        if path.startswith("/moto-api"):
            return _send(start_response, Answer(404, b"{}"))
        environ.pop("HTTP_X_MOTO_ACCOUNT_ID", None)
        body = _peek(environ)
        call = describe(environ, body)
        if call is None:
            return _send(start_response, Answer(403, b'{"__type": "MissingAuthenticationTokenException"}'))
        return self._serve(environ, start_response, call, body)

    def _serve(self, environ: Environ, start_response: StartResponse, call: Call, body: bytes) -> Iterable[bytes]:
        principal = access.identify(call.access_key)
        if principal is not None:
            call.account, call.principal = principal.account, principal.arn
        self._faults.count_expired(call.access_key)
        struck = self._faults.strike(call)
        call.faults = [fault.id for fault in struck]
        injection = Injection(self._faults, struck, call, environ)
        recorded = False
        try:
            answer = injection.before() or self._throttled(call)
            if answer is None:
                with injection.effect():
                    answer = self._effect(environ, call, body)
                self._conformance.answer(call, answer)
            # Before anything can keep the answer back: the record shows what has happened.
            call.status, recorded = answer.status, True
            self._log.add(call)
            answer = injection.after(answer)
        finally:
            if not recorded:
                self._log.add(call)
        return _send(start_response, answer, injection.pace())

    def _effect(self, environ: Environ, call: Call, body: bytes) -> Answer:
        refusal = self._conformance.request(call, body)
        # Whoever cannot sign is told that, and nothing else.
        if refusal is not None and _authentic(environ, call, body):
            return refusal
        if call.service == "airflow":
            return self._mwaa.answer(environ, body, call)
        head: list[Any] = []

        def remember(status: str, headers: Any, *_: Any) -> Callable[[bytes], Any]:
            head[:] = [status, headers]
            return lambda _data: None

        with self._lock_for(call):
            if call.service == "s3" and call.mutating and "key" in call.parameters:
                call.parameters["existed"] = _exists(call)
            content = b"".join(self._moto(environ, remember))
            status = int(head[0].split()[0])
            if call.mutating and status < 500:
                self._persistence.save(call, call.account, body)
        return Answer(status, content, tuple(queues.without_type(call, head[1])))

    def _lock_for(self, call: Call) -> AbstractContextManager[Any]:
        if not call.mutating:
            return nullcontext()
        if call.service == "s3" and "key" in call.parameters:
            place = hash((call.parameters["bucket"], call.parameters["key"])) % len(self._objects)
            return self._objects[place]
        return nullcontext() if call.action == "DeleteObjects" else self._admin.control

    def _throttled(self, call: Call) -> Answer | None:
        if call.service != "elasticmapreduce":
            return None
        rates = self._config.emr_rates
        names = [name for name in (call.action, "*") if name in rates]
        keys = [((call.account, call.region, name), *rates[name]) for name in names]
        return None if self._buckets.take(keys) else throttled(call.service)


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


def _authentic(environ: Environ, call: Call, body: bytes) -> bool:
    try:
        access.check_signature(environ, body, call)
    except HTTPException:
        return False
    return True


def _exists(call: Call) -> bool:
    _, account = s3_backends.bucket_accounts.get(call.parameters["bucket"], ("", ""))
    bucket = s3_backends[account]["aws"].buckets.get(call.parameters["bucket"]) if account else None
    return bucket is not None and call.parameters["key"] in bucket.keys


def _send(start_response: StartResponse, answer: Answer, rate: float | None = None) -> Iterable[bytes]:
    start_response(answer.line, answer.all_headers())
    return in_pieces(answer.body, rate)
