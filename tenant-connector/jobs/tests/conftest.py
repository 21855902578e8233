"""One Spark for all tests, folders in place of buckets, and a step made as Headgate makes it."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

import pytest

JOBS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(JOBS), str(JOBS / "tests")]
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")

from pyspark.sql import DataFrame, SparkSession  # noqa: E402 - after the environment it reads

from headgate_jobs import runner  # noqa: E402
from headgate_jobs.session import session  # noqa: E402


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    builder.config("spark.sql.shuffle.partitions", "2").config("spark.driver.bindAddress", "127.0.0.1").config(
        "spark.sql.catalogImplementation", "in-memory"
    ).getOrCreate()
    made = session("tests")
    yield made
    made.stop()


@dataclass
class Bench:
    """A tenant's workspace in a folder, and steps that run in it from the settings' bytes to result.json."""

    root: Path
    spark: SparkSession
    package: Path
    attempt: int = 0
    result: dict[str, Any] = field(default_factory=dict)

    def uri(self, path: str) -> str:
        return f"file://{self.root}/{path}"

    def file(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def table(self, key: str, frame: DataFrame) -> None:
        """An upstream result under this component key."""
        frame.write.mode("overwrite").parquet(self.uri(f"upstream/{key}"))

    def settings(self, kind: str, settings: dict[str, Any], inputs: list[str], run_id: str) -> dict[str, Any]:
        prefix = f"ws/runs/{run_id}/comp"
        key = f"{run_id}-2-{self.attempt}"
        attempt = f"{prefix}/attempts/{key}"
        return {
            "schemaVersion": 1,
            "tenant": "acme-air",
            "process": "p",
            "runId": run_id,
            "businessDate": "2013-01-31",
            "component": "comp",
            "n": 2,
            "attempt": self.attempt,
            "attemptKey": key,
            "type": kind,
            "typeVersion": 1,
            "settings": settings,
            "locations": {
                "raw": {"uri": self.uri("raw/"), "access": "read"},
                "curated": {"uri": self.uri("curated/"), "access": "write"},
                "both": {"uri": self.uri("both/"), "access": "read-write"},
            },
            "inputs": {name: {"uri": self.uri(f"upstream/{name}"), "format": "parquet"} for name in inputs},
            "output": self.uri(f"{attempt}/output/"),
            "committed": self.uri(f"{prefix}/committed.json"),
            "result": self.uri(f"{attempt}/result.json"),
            "marker": self.uri(f"{attempt}/marker"),
        }

    def run(
        self,
        kind: str,
        settings: dict[str, Any],
        inputs: Optional[list[str]] = None,
        run_id: str = "r0",
        **changed: Any,
    ) -> int:
        """Run a new attempt; its exit code. The result is in ``result``."""
        self.attempt += 1
        given = {**self.settings(kind, settings, inputs or [], run_id), **changed}
        return self.run_given(given)

    def run_given(self, given: dict[str, Any], sha256: Optional[str] = None) -> int:
        content = json.dumps(given).encode()
        path = self.root / f"settings-{self.attempt}.json"
        path.write_bytes(content)
        hashes = [sha256 or hashlib.sha256(content).hexdigest(), hashlib.sha256(self.package.read_bytes()).hexdigest()]
        arguments = ["--settings", f"file://{path}", "--settings-sha256", hashes[0], "--package-sha256", hashes[1]]
        code = runner.main(arguments)
        told = Path(given["result"][len("file://") :])
        self.result = json.loads(told.read_text()) if told.exists() else {}
        return code

    @property
    def error(self) -> str:
        assert self.result["status"] == "FAILED"
        error = self.result["error"]
        assert set(error) == {"code", "sentence", "remedy", "owner"}
        assert error["sentence"]
        assert error["remedy"]
        assert "Traceback" not in error["sentence"]
        return str(error["code"])

    def rows(self) -> list[dict[str, Any]]:
        """What the component yielded, read where result.json says."""
        found = self.spark.read.parquet(self.result["output"]["uri"]).collect()
        return [row.asDict() for row in found]


@pytest.fixture
def bench(tmp_path: Path, spark: SparkSession, monkeypatch: pytest.MonkeyPatch) -> Bench:
    package = tmp_path / "headgate_jobs.zip"
    package.write_bytes(b"the package")
    monkeypatch.setattr(runner, "_package_file", lambda: package)
    return Bench(tmp_path, spark, package)
