"""The stand-in's own words: its health, its record of calls, what did not fit the models, more accounts, faults."""

from __future__ import annotations

import hmac
import json
import secrets
import threading
from typing import Any
from urllib.parse import parse_qs

from . import accounts, sessions
from .answers import Answer, told
from .calls import CallLog
from .config import Config, User
from .conformance import Conformance
from .emr.engine import Engine
from .faults import Fault, Faults, Refused
from .persistence import Persistence

_ADMIN_POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}


class Admin:
    """Everything below /_standin/."""

    def __init__(
        self,
        config: Config,
        log: CallLog,
        persistence: Persistence,
        faults: Faults,
        conformance: Conformance,
        engine: Engine,
    ) -> None:
        self._conformance = conformance
        self._config = config
        self._log = log
        self._persistence = persistence
        self._faults = faults
        self._engine = engine
        # Held by whatever changes a control plane.
        self.control = threading.RLock()

    def answer(self, environ: dict[str, Any], path: str) -> Answer:
        """Do what a request asks for."""
        method, words = environ["REQUEST_METHOD"], path.removeprefix("/_standin/").split("/")
        if words == ["health"]:
            return told(200, {"status": "ok"})
        if words == ["calls"] and method == "GET":
            return self._calls(parse_qs(environ.get("QUERY_STRING", "")))
        if not self._admitted(environ):
            return told(403, {})
        match method, words:
            case "POST", ["accounts"]:
                return self._open_account(_document(environ))
            case "GET", ["violations"]:
                return told(200, {"violations": self._conformance.violations()})
            case "DELETE", ["violations"]:
                self._conformance.forget()
                return told(200, {})
            case "GET", ["faults"]:
                return told(200, {"faults": [fault.told() for fault in self._faults.all()]})
            case "POST", ["faults"]:
                return self._add_fault(_document(environ))
            case "DELETE", ["faults"]:
                return told(200, {"removed": [self._remove(fault) for fault in self._faults.all()]})
            case _, ["faults", fault_id, *rest]:
                return self._one_fault(method, fault_id, rest)
        return told(404, {})

    def _admitted(self, environ: dict[str, Any]) -> bool:
        offered = environ.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
        return hmac.compare_digest(offered.encode(), self._config.admin_token.encode())

    def _calls(self, query: dict[str, list[str]]) -> Answer:
        since, limit = int(query.get("since", ["0"])[0]), int(query.get("limit", ["10000"])[0])
        return told(200, {"calls": self._log.read(since, query.get("service", [None])[0], limit)})

    # -- faults

    def _add_fault(self, wanted: dict[str, Any]) -> Answer:
        try:
            fault = self._faults.add(wanted)
        except Refused as refusal:
            return told(400, {"message": str(refusal)})
        if fault.kind == "expire-sessions":
            self._expire(fault)
        elif fault.kind == "freeze":
            self._engine.heed_freezes()
        return told(201, fault.told())

    def _expire(self, fault: Fault) -> None:
        with self.control:
            for account, keys in sessions.expire(fault.selection.account, fault.settings.get("role")).items():
                fault.touched |= keys
                self._persistence.save_control("sts", account, self._config.environment.region)

    def _one_fault(self, method: str, fault_id: str, rest: list[str]) -> Answer:
        fault = self._faults.get(fault_id)
        if fault is None:
            return told(404, {})
        match method, rest:
            case "GET", []:
                return told(200, fault.told())
            case "DELETE", []:
                return told(200, self._remove(fault))
            case "POST", ["release"]:
                self._faults.release(fault_id)
                return told(200, fault.told())
        return told(404, {})

    def _remove(self, fault: Fault) -> dict[str, Any]:
        self._faults.remove(fault.id)
        if fault.kind == "freeze":
            self._engine.heed_freezes()
        return fault.told()

    # -- accounts

    def _open_account(self, wanted: dict[str, Any]) -> Answer:
        account = str(wanted.get("accountId", ""))
        if len(account) != 12 or not account.isdigit():
            return told(400, {"message": "accountId must have twelve digits"})
        user = User("admin", f"AKIA{secrets.token_hex(8).upper()}", secrets.token_urlsafe(30), _ADMIN_POLICY)
        with self.control:
            accounts.ensure_user(account, user)
            self._persistence.save_control("iam", account, self._config.environment.region)
        return told(201, {"accessKeyId": user.access_key_id, "secretAccessKey": user.secret_access_key})


def _document(environ: dict[str, Any]) -> dict[str, Any]:
    try:
        found = json.loads(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)) or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
