"""Objects in the tenant's buckets, beside what Spark reads and writes: markers, commits, results, copies.

S3 is the real thing; folders (``file://``) serve tests and a look at a job on one's own machine.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Stored:
    """One object and its size in bytes."""

    uri: str
    size: int


class Store(Protocol):
    """What the jobs need of a store."""

    def read(self, uri: str) -> bytes: ...

    def put(self, uri: str, content: bytes) -> None: ...

    def put_if_absent(self, uri: str, content: bytes) -> bool:
        """False if something else was there already: the answer to 'who was first'."""
        ...

    def list(self, uri: str) -> Iterator[Stored]:
        """The object of this name and all below it as a folder."""
        ...

    def copy(self, source: str, target: str) -> None: ...

    def delete(self, uris: Iterable[str]) -> None: ...


def store_of(uri: str) -> Store:
    """The store that speaks this URI's scheme."""
    scheme = urlsplit(uri).scheme
    if scheme in ("s3", "s3a"):
        return S3Store()
    if scheme == "file":
        return FolderStore()
    raise ValueError(f"no store for {scheme}")


def data_files(store: Store, uri: str) -> list[Stored]:
    """What Spark would read there: it passes over names that begin with a dot or an underscore."""
    root = uri.rstrip("/")
    found = []
    for stored in store.list(root):
        parts = stored.uri[len(root) :].strip("/").split("/")
        if not any(part.startswith((".", "_")) and "=" not in part for part in parts) and not stored.uri.endswith("/"):
            found.append(stored)
    return sorted(found, key=lambda one: one.uri)


def copy_all(store: Store, pairs: list[tuple[str, str]]) -> None:
    """Copies side by side: one after the other, a thousand files would take minutes."""
    with ThreadPoolExecutor(max_workers=16) as pool:
        for done in [pool.submit(store.copy, source, target) for source, target in pairs]:
            done.result()


class S3Store:
    """S3 by boto3, which EMR ships; conditional writes by If-None-Match."""

    def __init__(self) -> None:
        import boto3
        from botocore.config import Config

        config = Config(connect_timeout=5, read_timeout=60, retries={"max_attempts": 5, "mode": "standard"})
        self._s3: Any = boto3.client("s3", config=config)

    def read(self, uri: str) -> bytes:
        return self._content(*_bucket_and_key(uri))

    def put(self, uri: str, content: bytes) -> None:
        bucket, key = _bucket_and_key(uri)
        self._s3.put_object(Bucket=bucket, Key=key, Body=content)

    def put_if_absent(self, uri: str, content: bytes) -> bool:
        from botocore.exceptions import ClientError

        bucket, key = _bucket_and_key(uri)
        headers = {"If-None-Match": "*"}
        try:
            self._conditional_put(bucket, key, content, headers)
        except ClientError as error:
            status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
            if status not in (409, 412):  # 409: another conditional put was under way
                raise
            # The first try may have arrived and only its answer been lost: then what lies there is ours.
            return self._content(bucket, key) == content
        return True

    def list(self, uri: str) -> Iterator[Stored]:
        bucket, key = _bucket_and_key(uri)
        key = key.rstrip("/")
        for page in self._s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=key):
            for item in page.get("Contents", []):
                if item["Key"] == key or item["Key"].startswith(key + "/"):
                    yield Stored(f"{urlsplit(uri).scheme}://{bucket}/{item['Key']}", item["Size"])

    def copy(self, source: str, target: str) -> None:
        from_bucket, from_key = _bucket_and_key(source)
        to_bucket, to_key = _bucket_and_key(target)
        self._s3.copy({"Bucket": from_bucket, "Key": from_key}, to_bucket, to_key)

    def delete(self, uris: Iterable[str]) -> None:
        by_bucket: dict[str, list[str]] = {}
        for uri in uris:
            bucket, key = _bucket_and_key(uri)
            by_bucket.setdefault(bucket, []).append(key)
        for bucket, keys in by_bucket.items():
            for start in range(0, len(keys), 1000):
                objects = [{"Key": key} for key in keys[start : start + 1000]]
                answer = self._s3.delete_objects(Bucket=bucket, Delete={"Objects": objects, "Quiet": True})
                if answer.get("Errors"):
                    raise PermissionError(answer["Errors"][0].get("Code", "could not delete"))

    def _conditional_put(self, bucket: str, key: str, content: bytes, headers: dict[str, str]) -> None:
        """By a header set by hand: a botocore older than the condition (EMR's may be) refuses the parameter."""

        def add(params: dict[str, Any], **_: Any) -> None:
            params["headers"].update(headers)

        events = self._s3.meta.events
        events.register("before-call.s3.PutObject", add, unique_id="headgate-condition")
        try:
            self._s3.put_object(Bucket=bucket, Key=key, Body=content)
        finally:
            events.unregister("before-call.s3.PutObject", unique_id="headgate-condition")

    def _content(self, bucket: str, key: str) -> bytes:
        content: bytes = self._s3.get_object(Bucket=bucket, Key=key)["Body"].read()
        return content


class FolderStore:
    """The same on a folder."""

    def read(self, uri: str) -> bytes:
        return _path(uri).read_bytes()

    def put(self, uri: str, content: bytes) -> None:
        _path(uri).parent.mkdir(parents=True, exist_ok=True)
        _path(uri).write_bytes(content)

    def put_if_absent(self, uri: str, content: bytes) -> bool:
        _path(uri).parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(_path(uri), os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        except FileExistsError:
            return False
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        return True

    def list(self, uri: str) -> Iterator[Stored]:
        root = _path(uri)
        found = [root] if root.is_file() else sorted(path for path in root.rglob("*") if path.is_file())
        for path in found:
            below = "" if path == root else "/" + path.relative_to(root).as_posix()
            yield Stored(uri.rstrip("/") + below, path.stat().st_size)

    def copy(self, source: str, target: str) -> None:
        _path(target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_path(source), _path(target))

    def delete(self, uris: Iterable[str]) -> None:
        for uri in uris:
            _path(uri).unlink(missing_ok=True)


def _bucket_and_key(uri: str) -> tuple[str, str]:
    # Not urlsplit: a key may hold '#' and '?'.
    bucket, _, key = uri.partition("://")[2].partition("/")
    return bucket, key


def _path(uri: str) -> Path:
    return Path(uri[len("file://") :] if "%" in uri else unquote(uri[len("file://") :]))
