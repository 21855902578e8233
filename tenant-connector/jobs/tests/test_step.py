"""The order of a step: hash, marker, commit, result; and the store behind them on a real S3 interface."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from conftest import JOBS, Bench
from moto.server import ThreadedMotoServer

import headgate_jobs
from headgate_jobs import contract, runner, sql_rule
from headgate_jobs.contract import Outcome
from headgate_jobs.errors import known
from headgate_jobs.storage import S3Store, copy_all, data_files

SQL = {"sql": "SELECT id FROM t"}


@pytest.fixture
def fed(bench: Bench) -> Bench:
    bench.table("t", bench.spark.createDataFrame([(1,), (2,)], "id int"))
    return bench


def test_settings_that_are_not_headgates_touch_nothing(fed: Bench) -> None:
    given = fed.settings("sql-rule", SQL, ["t"], "r0")
    assert fed.run_given(given, sha256="0" * 64) == 1
    assert fed.result == {}
    assert not (fed.root / "ws").exists()


def test_a_second_copy_of_an_attempt_exits_and_touches_nothing(fed: Bench) -> None:
    given = fed.settings("sql-rule", SQL, ["t"], "r0")
    assert fed.run_given(given) == 0
    before = {path: path.stat().st_mtime_ns for path in (fed.root / "ws").rglob("*")}
    assert fed.run_given(given) == 0
    assert {path: path.stat().st_mtime_ns for path in (fed.root / "ws").rglob("*")} == before


def test_the_first_attempt_that_commits_wins(fed: Bench) -> None:
    assert fed.run("sql-rule", SQL, ["t"]) == 0
    first = fed.result["output"]["uri"]
    committed = json.loads((fed.root / "ws/runs/r0/comp/committed.json").read_text())
    assert committed == {"attemptKey": "r0-2-1", "output": first}
    assert fed.run("sql-rule", SQL, ["t"]) == 0
    assert fed.result["output"]["uri"] == first


def test_a_changed_package_is_refused(fed: Bench) -> None:
    given = fed.settings("sql-rule", SQL, ["t"], "r0")
    content = json.dumps(given).encode()
    (fed.root / "s.json").write_bytes(content)
    arguments = [
        "--settings",
        f"file://{fed.root}/s.json",
        "--settings-sha256",
        hashlib.sha256(content).hexdigest(),
    ]
    assert runner.main([*arguments, "--package-sha256", "0" * 64]) == 1
    fed.result = json.loads(Path(given["result"][len("file://") :]).read_text())
    assert fed.error == "job.package"
    assert fed.result["error"]["owner"] == "tenant-admin"


def test_an_unknown_type_and_an_unforeseen_end_are_results_too(
    fed: Bench, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fed.run("teleport", SQL, ["t"]) == 1
    assert fed.error == "job.unknown-type"

    def broken(*_: Any) -> Outcome:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(sql_rule, "run", broken)
    assert fed.run("sql-rule", SQL, ["t"]) == 1
    assert fed.error == "job.unexpected"
    assert "secret detail" not in json.dumps(fed.result)
    assert "ZeroDivisionError: secret detail" in capsys.readouterr().out


def test_a_result_never_exceeds_what_headgate_reads(fed: Bench) -> None:
    given = fed.settings("sql-rule", SQL, ["t"], "r0")
    content = json.dumps(given).encode()
    step = contract.parse(content, hashlib.sha256(content).hexdigest())
    columns = [{"name": "ü" * 200, "type": "string"} for _ in range(1000)]
    rules = [{"name": "r" * 200, "type": "unique"} for _ in range(400)]
    outcome = Outcome(columns=columns, quality={"passed": True, "rules": rules})
    told = contract.result_json(step, outcome, datetime(2026, 1, 1, tzinfo=timezone.utc))
    assert len(told) <= 64 * 1024
    assert json.loads(told)["columns"]


@pytest.fixture(scope="module")
def s3() -> Iterator[Any]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patched.setenv("AWS_ACCESS_KEY_ID", "test")
        patched.setenv("AWS_SECRET_ACCESS_KEY", "test")
        patched.setenv("AWS_DEFAULT_REGION", "eu-central-1")
        client = boto3.client("s3")
        for bucket in ("work", "shop"):
            client.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        yield client
    server.stop()


def test_of_many_conditional_puts_one_wins(s3: Any) -> None:
    store = S3Store()
    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(lambda n: store.put_if_absent("s3://work/runs/marker", str(n).encode()), range(16)))
    assert won.count(True) == 1
    assert store.read("s3://work/runs/marker") == str(won.index(True)).encode()
    store.put("s3://work/runs/marker", b"plain puts carry no condition")


def test_an_answer_that_was_lost_is_not_taken_for_another_copy(s3: Any) -> None:
    store = S3Store()
    assert store.put_if_absent("s3://work/runs/lost", b"mine")
    assert store.put_if_absent("s3://work/runs/lost", b"mine"), "the client's own second try"
    assert not store.put_if_absent("s3://work/runs/lost", b"another's")


def test_objects_are_listed_copied_and_deleted(s3: Any) -> None:
    store = S3Store()
    names = ["a/p=_x/1#?.csv", "a/2.csv", "a/_SUCCESS", "a/.crc", "ab/other.csv"]
    for name in names:
        store.put(f"s3://work/{name}", b"12345")
    found = data_files(store, "s3://work/a/")
    assert [stored.uri for stored in found] == ["s3://work/a/2.csv", "s3://work/a/p=_x/1#?.csv"]
    assert sum(stored.size for stored in found) == 10
    copy_all(store, [(stored.uri, stored.uri.replace("work/a", "shop/b")) for stored in found])
    assert [stored.uri for stored in store.list("s3://shop/b")] == ["s3://shop/b/2.csv", "s3://shop/b/p=_x/1#?.csv"]
    store.delete(stored.uri for stored in found)
    assert data_files(store, "s3://work/a") == []


def test_what_s3_says_is_told_in_words(s3: Any) -> None:
    with pytest.raises(ClientError) as missing:
        S3Store().read("s3://nosuch-bucket/x")
    told = known(missing.value, "here")
    assert told is not None
    assert told.code == "storage.missing-bucket"
    denied = ClientError({"Error": {"Code": "AccessDenied", "Message": "no"}}, "GetObject")
    told = known(denied, "here")
    assert told is not None
    assert (told.code, told.owner) == ("storage.access-denied", "tenant-admin")
    assert known(ValueError("else"), "here") is None


def test_the_package_is_found_where_spark_loads_it_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "headgate_jobs.zip"
    with zipfile.ZipFile(package, "w") as made:
        made.write(JOBS / "headgate_jobs/__init__.py", "headgate_jobs/__init__.py")
    monkeypatch.setattr(headgate_jobs, "__file__", f"{package}/headgate_jobs/__init__.py")
    assert runner._package_file() == package


def test_the_version_that_travels_with_the_package_is_the_packages_own() -> None:
    assert (JOBS / "version.txt").read_text().strip() == headgate_jobs.__version__
