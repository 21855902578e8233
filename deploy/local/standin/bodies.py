"""Bodies of S3 objects as files of their own, so that they cost no memory and survive the process."""

from __future__ import annotations

import threading
import types
import uuid
from pathlib import Path
from typing import Any

from moto.s3 import models

_folder: Path | None = None
_thread = threading.local()


def _discarded() -> list[Path]:
    found: list[Path] = _thread.__dict__.setdefault("discarded", [])
    return found


def drop_discarded() -> None:
    """Remove the bodies that this thread's call replaced."""
    for path in _discarded():
        path.unlink(missing_ok=True)
    _discarded().clear()


class StoredBody:
    """What moto keeps in a temporary file, kept in a named one."""

    def __init__(self, _max_size: int = 0, **_: Any) -> None:
        assert _folder is not None
        self._name = uuid.uuid4().hex
        self._position = 0
        self._path.touch()

    @property
    def _path(self) -> Path:
        assert _folder is not None
        return _folder / self._name[:2] / self._name

    @property
    def name(self) -> str:
        return self._name

    def seek(self, position: int, _whence: int = 0) -> int:
        self._position = position
        return position

    def truncate(self) -> None:
        with self._path.open("r+b") as file:
            file.truncate(self._position)

    def write(self, data: bytes) -> int:
        with self._path.open("r+b") as file:
            file.seek(self._position)
            written = file.write(data)
        self._position += written
        return written

    def read(self, size: int = -1) -> bytes:
        with self._path.open("rb") as file:
            file.seek(self._position)
            data = file.read(size)
        self._position += len(data)
        return data

    def close(self) -> None:
        # Not removed yet: the row on disk still refers to it until the new row is written.
        _discarded().append(self._path)


def _get_state(key: Any) -> dict[str, Any]:
    state = dict(key.__dict__)
    state.pop("lock", None)
    return state


def _set_state(key: Any, state: dict[str, Any]) -> None:
    key.__dict__.update(state)
    key.lock = threading.Lock()


def install(folder: Path) -> None:
    """Let moto's objects keep their bodies below `folder`."""
    global _folder
    _folder = folder
    for prefix in range(256):
        (folder / f"{prefix:02x}").mkdir(parents=True, exist_ok=True)
    replacement: Any = types.SimpleNamespace(SpooledTemporaryFile=StoredBody)
    setattr(models, "tempfile", replacement)
    setattr(models.FakeKey, "__getstate__", _get_state)
    setattr(models.FakeKey, "__setstate__", _set_state)
    # Copies share their body's file, so only an explicit disposal may give it up.
    setattr(models.FakeKey, "__del__", lambda _key: None)


def sweep(kept: set[str]) -> int:
    """Remove files that no object refers to: what a kill left half done."""
    assert _folder is not None
    removed = 0
    for path in _folder.glob("??/*"):
        if path.name not in kept:
            path.unlink(missing_ok=True)
            removed += 1
    return removed
