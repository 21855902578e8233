"""Faults that an admin puts in: which calls they strike, how often they have, and whom they hold."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .calls import Call

# What each kind may be told besides the selection, and what it must be told.
_KINDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "throttle": (frozenset(), frozenset()),
    "error": (frozenset({"code", "status", "message", "when"}), frozenset({"code", "status"})),
    "delay": (frozenset({"seconds", "bytesPerSecond", "when"}), frozenset()),
    "lost-answer": (frozenset({"when"}), frozenset()),
    "hold": (frozenset({"when"}), frozenset()),
    "late-step": (frozenset({"seconds"}), frozenset({"seconds"})),
    "freeze": (frozenset(), frozenset()),
    "expire-sessions": (frozenset({"role"}), frozenset()),
}
_SELECTORS = frozenset({"service", "operation", "account", "cluster", "bucket", "prefix"})
# Those that act on a state of the world and not on single calls.
_STANDING = {"freeze": frozenset({"account", "cluster"}), "expire-sessions": frozenset({"account"})}
_SERVICES = {"emr": "elasticmapreduce", "mwaa": "airflow"}
_AFTER_BY_DEFAULT = ("lost-answer", "hold")


class Refused(ValueError):
    """What was asked for is no fault; the message says why."""


@dataclass(frozen=True)
class Selection:
    """Which calls a fault is about; what is None is any."""

    service: str | None = None
    operation: str | None = None
    account: str | None = None
    cluster: str | None = None
    bucket: str | None = None
    prefix: str | None = None

    def covers(self, call: Call) -> bool:
        wanted = (
            (self.service, {call.service}),
            (self.operation, {call.action}),
            (self.account, call.accounts()),
            (self.cluster, call.clusters()),
            (self.bucket, {call.parameters.get("bucket")}),
        )
        if any(value is not None and value not in offered for value, offered in wanted):
            return False
        return self.prefix is None or str(call.parameters.get("key", "")).startswith(self.prefix)

    def covers_cluster(self, cluster: str, account: str) -> bool:
        return self.cluster in (None, cluster) and self.account in (None, account)


@dataclass
class Fault:
    """One fault, until its count is used up or it is removed."""

    id: str
    kind: str
    selection: Selection
    count: int | None
    settings: Mapping[str, Any]
    created: float
    struck: int = 0
    held: list[dict[str, Any]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    # Whose sessions it ended (expire-sessions); which steps it has kept from going on (freeze).
    touched: set[str] = field(default_factory=set)

    @property
    def after(self) -> bool:
        """Whether it strikes when the call has had its effect."""
        return self.kind == "late-step" or self.settings.get("when") == "after"

    @property
    def spent(self) -> bool:
        return self.count is not None and self.struck >= self.count

    def told(self) -> dict[str, Any]:
        chosen = {name: value for name, value in vars(self.selection).items() if value is not None}
        return {
            "id": self.id,
            "kind": self.kind,
            **chosen,
            **self.settings,
            "count": self.count,
            "struck": self.struck,
            "holding": list(self.held),
            "created": round(self.created, 3),
        }


class Faults:
    """All faults of this process; they end with it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: dict[str, Fault] = {}
        self._numbers = itertools.count(1)

    def add(self, wanted: Mapping[str, Any]) -> Fault:
        """Put a fault in; raises Refused for anything that is not understood."""
        kind, settings = _settings(wanted)
        selection = _selection(kind, wanted)
        count = wanted.get("count")
        if count is not None and (not isinstance(count, int) or isinstance(count, bool) or count < 1):
            raise Refused("count must be a number of calls, at least 1")
        with self._lock:
            fault = Fault(f"f{next(self._numbers)}", kind, selection, count, settings, time.time())
            self._faults[fault.id] = fault
        return fault

    def remove(self, fault_id: str) -> Fault | None:
        """Take a fault out; whom it holds goes on."""
        with self._lock:
            fault = self._faults.pop(fault_id, None)
        if fault is not None:
            fault.released.set()
        return fault

    def release(self, fault_id: str) -> Fault | None:
        """Let those go that a fault holds now; the next ones are held again."""
        with self._lock:
            fault = self._faults.get(fault_id)
            if fault is not None:
                fault.released.set()
                fault.released = threading.Event()
            return fault

    def all(self) -> list[Fault]:
        with self._lock:
            return list(self._faults.values())

    def get(self, fault_id: str) -> Fault | None:
        return self._faults.get(fault_id)

    def strike(self, call: Call) -> list[Fault]:
        """The faults that strike this call, in the order in which they came; each is counted."""
        with self._lock:
            struck: list[Fault] = []
            for fault in self._faults.values():
                if fault.kind in _STANDING or fault.spent or not fault.selection.covers(call):
                    continue
                fault.struck += 1
                struck.append(fault)
                if not fault.after and fault.kind in ("throttle", "error", "lost-answer"):
                    # The call ends here: what came later has not struck it.
                    break
            return struck

    def frozen(self, cluster: str, account: str) -> Fault | None:
        """The fault that keeps a cluster from getting on, if any."""
        with self._lock:
            for fault in self._faults.values():
                if fault.kind == "freeze" and fault.selection.covers_cluster(cluster, account):
                    return fault
            return None

    def note(self, fault: Fault, name: str) -> None:
        """Count what a standing fault did to somebody, once for each."""
        with self._lock:
            if name not in fault.touched:
                fault.touched.add(name)
                fault.struck += 1

    def count_expired(self, access_key: str) -> None:
        """Count a call that comes with a session which a fault has ended."""
        with self._lock:
            for fault in self._faults.values():
                if fault.kind == "expire-sessions" and access_key in fault.touched:
                    fault.struck += 1

    def hold(self, fault: Fault, call: Call) -> None:
        """Keep a call's thread until it is released."""
        entry = {"operation": call.action, "account": call.account, "parameters": call.parameters, "since": time.time()}
        with self._lock:
            if fault.id not in self._faults:
                return
            released = fault.released
            fault.held.append(entry)
        released.wait()
        with self._lock:
            fault.held.remove(entry)


def _settings(wanted: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    kind = wanted.get("kind")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise Refused(f"kind must be one of {', '.join(_KINDS)}")
    may, must = _KINDS[kind]
    known = may | {"kind"} | (_STANDING[kind] if kind in _STANDING else _SELECTORS | {"count"})
    if unknown := sorted(set(wanted) - known):
        raise Refused(f"{kind} takes no {', '.join(unknown)}")
    if missing := sorted(must - set(wanted)):
        raise Refused(f"{kind} needs {', '.join(missing)}")
    settings = {name: wanted[name] for name in may if wanted.get(name) is not None}
    _check_values(settings)
    if kind == "delay" and not {"seconds", "bytesPerSecond"} & set(settings):
        raise Refused("delay needs seconds or bytesPerSecond")
    return kind, {"when": "after" if kind in _AFTER_BY_DEFAULT else "before", **settings} if "when" in may else settings


def _check_values(settings: Mapping[str, Any]) -> None:
    for name in ("seconds", "bytesPerSecond"):
        value = settings.get(name, 1)
        if not isinstance(value, (int, float)) or isinstance(value, bool) or value <= 0:
            raise Refused(f"{name} must be a number above 0")
    if settings.get("when", "after") not in ("before", "after"):
        raise Refused("when must be before or after (the effect)")
    status = settings.get("status", 400)
    if not isinstance(status, int) or not 400 <= status <= 599:
        raise Refused("status must be an HTTP status from 400 to 599")
    for name in ("code", "message", "role"):
        if not isinstance(settings.get(name, ""), str):
            raise Refused(f"{name} must be a text")


def _selection(kind: str, wanted: Mapping[str, Any]) -> Selection:
    chosen = {name: wanted[name] for name in _SELECTORS if wanted.get(name) is not None}
    if not all(isinstance(value, str) and value for value in chosen.values()):
        raise Refused("what selects calls must be texts")
    if "service" in chosen:
        chosen["service"] = _SERVICES.get(chosen["service"], chosen["service"])
    if kind == "late-step":
        if chosen.get("service", "elasticmapreduce") != "elasticmapreduce":
            raise Refused("late-step is about EMR")
        if chosen.get("operation", "AddJobFlowSteps") != "AddJobFlowSteps":
            raise Refused("late-step is about AddJobFlowSteps")
        chosen |= {"service": "elasticmapreduce", "operation": "AddJobFlowSteps"}
    return Selection(**chosen)
