"""Brings moto's memory to disk and back: control planes as a whole, S3 objects one by one."""

from __future__ import annotations

import io
import pickle
import re
import threading
from html import unescape
from typing import Any

from moto import backends
from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.utils import utcnow
from moto.iam.models import iam_backends
from moto.s3.models import FakeBucket, MultipartDict, s3_backends
from moto.s3.utils import _VersionedKeyStore
from moto.sts.models import sts_backends

from . import bodies
from .calls import Call
from .store import Store

# Signing name of a service → moto's backends that its calls may change.
_SERVICES = {
    "iam": ("iam",),
    "sts": ("sts", "iam"),
    "s3": ("s3",),
    "secretsmanager": ("secretsmanager",),
    "elasticmapreduce": ("emr",),
    "cloudformation": ("cloudformation", "iam", "s3", "secretsmanager", "emr", "sqs"),
    "sqs": ("sqs",),
    "events": ("events",),
}
_GLOBAL = ("iam", "sts", "s3")
_LOCKS = (type(threading.Lock()), type(threading.RLock()))


class _Pickler(pickle.Pickler):
    """Leaves out what is stored elsewhere and names backends instead of copying them."""

    def persistent_id(self, value: Any) -> Any:
        if isinstance(value, BaseBackend):
            service = type(value).__module__.split(".")[1]
            return ("backend", service, value.account_id, value.region_name)
        if isinstance(value, BackendDict):
            return ("backends", value.service_name)
        if isinstance(value, _VersionedKeyStore):
            return ("keys",)
        if isinstance(value, MultipartDict):
            return ("multiparts",)
        if isinstance(value, _LOCKS):
            return ("lock",)
        if isinstance(value, threading.Condition):
            return ("condition",)
        return None


class ForeignState(Exception):
    """What was saved is of another version of the stand-in, or of moto."""


def _unpickle(data: bytes) -> Any:
    try:
        return _Unpickler(io.BytesIO(data)).load()
    except (pickle.UnpicklingError, AttributeError, ImportError) as error:
        raise ForeignState(str(error)) from error


class _Unpickler(pickle.Unpickler):
    def persistent_load(self, pid: Any) -> Any:
        match pid:
            case ("backend", service, account, region):
                return _backend(service, account, region)
            case ("backends", service):
                return backends.get_backend(service)
            case ("keys",):
                return _VersionedKeyStore()
            case ("multiparts",):
                return MultipartDict()
            case ("lock",):
                return threading.RLock()
            case ("condition",):
                return threading.Condition()
        raise pickle.UnpicklingError(f"unknown reference {pid}")


def _backend(service: str, account: str, region: str) -> Any:
    found: Any = backends.get_backend(service)  # type: ignore[call-overload]
    return found[account][region]


def _dump(value: Any) -> bytes:
    buffer = io.BytesIO()
    _Pickler(buffer, protocol=pickle.HIGHEST_PROTOCOL).dump(value)
    return buffer.getvalue()


class Persistence:
    """Saves what a call changed before the call is answered, and loads it all at the start."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load(self) -> None:
        """Bring back everything that was saved."""
        for service, account, region, data in self._store.controls():
            backend = _backend(service, account, region)
            backend.__dict__.update(_unpickle(data))
        buckets: dict[str, FakeBucket] = {}
        for account in list(s3_backends):
            for bucket in s3_backends[account]["aws"].buckets.values():
                s3_backends.bucket_accounts[bucket.name] = ("aws", account)
                buckets[bucket.name] = bucket
        kept: set[str] = set()
        for name, key, data in self._store.objects():
            versions = _unpickle(data)
            kept.update(v._value_buffer.name for v in versions if hasattr(v, "_value_buffer"))
            if name in buckets:
                buckets[name].keys.setlist(key, versions)
        bodies.sweep(kept)
        _forget_expired_sessions()

    def save(self, call: Call, account: str, body: bytes) -> None:
        """Save what the call may have changed."""
        if call.service == "s3" and "key" in call.parameters:
            self.save_objects(call.parameters["bucket"], [call.parameters["key"]])
        elif call.action == "DeleteObjects":
            keys = re.findall(r"<Key>(.*?)</Key>", body.decode(), re.DOTALL)
            self.save_objects(call.parameters["bucket"], [unescape(key) for key in keys])
        elif call.action == "AssumeRole":
            _forget_expired_sessions()
            if call.role_account:
                self.save_control("sts", call.role_account, call.region)
        else:
            self.save_control(call.service, account, call.region)

    def save_control(self, signing_name: str, account: str, region: str) -> None:
        """Save the control planes that calls of a service may change."""
        for service in _SERVICES.get(signing_name, ()):
            place = "aws" if service in _GLOBAL else region
            backend = _backend(service, account, place)
            state = {k: v for k, v in backend.__dict__.items() if k not in ("account_id", "region_name")}
            self._store.put_control(service, account, place, _dump(state))

    def save_objects(self, bucket_name: str, keys: list[str]) -> None:
        """Save objects as they are now."""
        _, account = s3_backends.bucket_accounts.get(bucket_name, ("aws", ""))
        bucket = s3_backends[account]["aws"].buckets.get(bucket_name) if account else None
        rows: list[tuple[str, bytes | None]] = []
        for key in keys:
            versions = bucket.keys.getlist(key, []) if bucket else []
            rows.append((key, _dump(versions) if versions else None))
        self._store.put_objects(bucket_name, rows)
        bodies.drop_discarded()


def _forget_expired_sessions() -> None:
    now = utcnow()
    for account in list(sts_backends):
        backend = sts_backends[account]["aws"]
        expired = [s for s in backend.assumed_roles if (now - s.expiration).total_seconds() > 3600]
        for session in expired:
            backend.assumed_roles.remove(session)
            iam_backends[account]["aws"].access_keys.pop(session.access_key_id, None)
