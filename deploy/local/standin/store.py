"""The stand-in's memory on disk: one SQLite file, written before a call is answered."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS control (service TEXT, account TEXT, region TEXT, data BLOB NOT NULL,
    PRIMARY KEY (service, account, region));
CREATE TABLE IF NOT EXISTS objects (bucket TEXT, key TEXT, data BLOB NOT NULL, PRIMARY KEY (bucket, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS steps (id TEXT PRIMARY KEY, position INTEGER NOT NULL, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS clusters (id TEXT PRIMARY KEY, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Store:
    """Rows by their keys; every write is one transaction."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        # A killed process loses nothing; a machine without power may lose the last calls, as any test bench may.
        self._connection.execute("PRAGMA synchronous=OFF")
        self._connection.executescript(_SCHEMA)

    def fact(self, name: str, default: str) -> str:
        """A value that stays what it was when first asked for."""
        with self._lock:
            self._connection.execute("INSERT OR IGNORE INTO facts VALUES (?, ?)", (name, default))
            row = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
            return str(row[0])

    def put_control(self, service: str, account: str, region: str, data: bytes) -> None:
        with self._lock:
            self._connection.execute(
                "INSERT OR REPLACE INTO control VALUES (?, ?, ?, ?)", (service, account, region, data)
            )

    def controls(self) -> list[tuple[str, str, str, bytes]]:
        with self._lock:
            return self._connection.execute("SELECT service, account, region, data FROM control").fetchall()

    def put_objects(self, bucket: str, rows: list[tuple[str, bytes | None]]) -> None:
        """Write or, where the data is None, delete objects."""
        with self._lock:
            self._connection.execute("BEGIN")
            for key, data in rows:
                if data is None:
                    self._connection.execute("DELETE FROM objects WHERE bucket = ? AND key = ?", (bucket, key))
                else:
                    self._connection.execute("INSERT OR REPLACE INTO objects VALUES (?, ?, ?)", (bucket, key, data))
            self._connection.execute("COMMIT")

    def objects(self) -> Iterator[tuple[str, str, bytes]]:
        with self._lock:
            yield from self._connection.execute("SELECT bucket, key, data FROM objects ORDER BY bucket, key")

    def put_step(self, step_id: str, position: int, data: str) -> None:
        with self._lock:
            self._connection.execute("INSERT OR REPLACE INTO steps VALUES (?, ?, ?)", (step_id, position, data))

    def steps(self) -> list[str]:
        with self._lock:
            rows = self._connection.execute("SELECT data FROM steps ORDER BY position").fetchall()
            return [row[0] for row in rows]

    def put_cluster(self, cluster_id: str, data: str) -> None:
        with self._lock:
            self._connection.execute("INSERT OR REPLACE INTO clusters VALUES (?, ?)", (cluster_id, data))

    def cluster(self, cluster_id: str) -> str | None:
        with self._lock:
            row = self._connection.execute("SELECT data FROM clusters WHERE id = ?", (cluster_id,)).fetchone()
            return None if row is None else str(row[0])
