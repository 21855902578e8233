"""export-files: formats, folders, write modes, and one export a run whatever comes twice."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Bench

from headgate_jobs import export_files
from headgate_jobs.storage import FolderStore

NASTY = [
    (1, ' padded "quote", comma ', "JFK"),
    (2, "line\nbreak", "EWR"),
    (3, "=cmd|'/c calc'!A1", "JFK"),
    (4, None, "a/b"),
]


@pytest.fixture
def fed(bench: Bench) -> Bench:
    bench.table("delays", bench.spark.createDataFrame(NASTY, "id int, text string, origin string"))
    return bench


def settings(**changed: Any) -> dict[str, Any]:
    return {"target": {"location": "curated", "path": "delays"}, "format": "csv", **changed}


def files(bench: Bench, pattern: str = "**/*.*") -> list[Path]:
    return sorted(path for path in (bench.root / "curated/delays").glob(pattern) if not path.name.endswith(".crc"))


def ids(bench: Bench) -> list[int]:
    found = []
    for path in files(bench, "**/*.csv"):
        with path.open(newline="", encoding="utf-8") as file:
            found += [int(row["id"]) for row in csv.DictReader(file)]
    return sorted(found)


def test_csv_holds_the_data_as_it_is(fed: Bench) -> None:
    assert fed.run("export-files", settings(), ["delays"]) == 0, fed.result
    [path] = files(fed)
    with path.open(newline="", encoding="utf-8") as file:
        rows = sorted(csv.reader(file), key=lambda row: row[0])
    assert rows == [[str(n), text or "", origin] for n, text, origin in NASTY] + [["id", "text", "origin"]]
    assert fed.result["exported"] == {
        "location": "curated",
        "path": "delays",
        "format": "csv",
        "uri": fed.uri("curated/delays"),
        "files": 1,
    }
    assert fed.result["output"] is None
    assert fed.result["rows"] == {"in": 4, "out": 4, "rejected": None}
    assert fed.result["bytes"]["out"] == path.stat().st_size


def test_no_header_and_an_empty_table(fed: Bench) -> None:
    assert fed.run("export-files", settings(header=False, fileCount=2), ["delays"]) == 0
    assert len(files(fed)) == 2
    fed.table("delays", fed.spark.createDataFrame([], "id int, text string, origin string"))
    assert fed.run("export-files", settings(), ["delays"], run_id="r1") == 0, fed.result
    assert [path.read_text() for path in files(fed)] == ["id,text,origin\n"]
    assert fed.result["rows"]["out"] == 0


def test_parquet_in_folders(fed: Bench) -> None:
    assert fed.run("export-files", settings(format="parquet", partitionBy=["origin"]), ["delays"]) == 0, fed.result
    assert sorted({path.parent.name for path in files(fed)}) == ["origin=EWR", "origin=JFK", "origin=a%2Fb"]
    assert len(files(fed)) == 3
    back = fed.spark.read.parquet(fed.uri("curated/delays"))
    assert sorted(row["id"] for row in back.collect()) == [1, 2, 3, 4]
    assert {row["origin"] for row in back.collect()} == {"JFK", "EWR", "a/b"}


def test_write_modes(fed: Bench) -> None:
    fed.file("curated/delays/old.csv", "id,text,origin\n77,old,x\n")
    assert fed.run("export-files", settings(writeMode="fail-if-present"), ["delays"]) == 1
    assert fed.error == "export.present"
    assert ids(fed) == [77]
    assert fed.run("export-files", settings(writeMode="append"), ["delays"], run_id="r1") == 0
    assert ids(fed) == [1, 2, 3, 4, 77]
    assert fed.run("export-files", settings(writeMode="append"), ["delays"], run_id="r2") == 0
    assert len(ids(fed)) == 9
    assert fed.run("export-files", settings(), ["delays"], run_id="r3") == 0
    assert ids(fed) == [1, 2, 3, 4]


@pytest.mark.parametrize("mode", ["append", "replace", "fail-if-present"])
def test_a_second_attempt_of_a_run_doubles_nothing(fed: Bench, mode: str) -> None:
    assert fed.run("export-files", settings(writeMode=mode), ["delays"]) == 0
    first = fed.result["exported"]
    assert fed.run("export-files", settings(writeMode=mode), ["delays"]) == 0, fed.result
    assert ids(fed) == [1, 2, 3, 4]
    assert fed.result["exported"] == first
    assert fed.result["rows"]["out"] == 4


@pytest.mark.parametrize("mode", ["append", "replace", "fail-if-present"])
def test_an_attempt_that_died_while_copying_is_finished_by_the_next(
    fed: Bench, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fed.file("curated/delays/old.csv", "id,text,origin\n77,old,x\n") if mode == "append" else None
    copied: list[str] = []
    copy = FolderStore.copy

    def dying(self: FolderStore, source: str, target: str) -> None:
        if len(copied) == 1:
            raise OSError("the machine is gone")
        copied.append(target)
        copy(self, source, target)

    given = settings(writeMode=mode, fileCount=3)
    with monkeypatch.context() as patched:
        patched.setattr(FolderStore, "copy", dying)
        assert fed.run("export-files", given, ["delays"]) == 1
        assert fed.error == "job.unexpected"
    assert fed.run("export-files", given, ["delays"]) == 0, fed.result
    assert ids(fed) == [1, 2, 3, 4, *([77] if mode == "append" else [])]


def test_two_attempts_at_once_agree_on_one_export(fed: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one commits between the first one's staging and its commit."""
    staged = export_files._staged
    inner: list[int] = []

    def overtaken(spark: Any, step: Any, store: Any, target: str) -> Any:
        manifest = staged(spark, step, store, target)
        if not inner:
            inner.append(1)
            inner.append(fed.run("export-files", settings(writeMode="append", fileCount=2), ["delays"]))
        return manifest

    monkeypatch.setattr(export_files, "_staged", overtaken)
    assert fed.run("export-files", settings(writeMode="append"), ["delays"]) == 0
    assert inner == [1, 0]
    assert ids(fed) == [1, 2, 3, 4]
    committed = json.loads((fed.root / "ws/runs/r0/comp/committed.json").read_text())
    assert committed["attemptKey"] == "r0-2-2"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"partitionBy": ["nosuch"]}, "input.missing-column"),
        ({"partitionBy": ["id", "text", "origin"]}, "export.only-partitions"),
        ({"target": {"location": "raw", "path": "x"}}, "location.not-for-write"),
        ({"target": {"location": "curated", "path": "../x"}}, "location.bad-path"),
    ],
)
def test_what_cannot_be_exported_is_told(fed: Bench, changed: dict[str, Any], code: str) -> None:
    assert fed.run("export-files", settings(**changed), ["delays"]) == 1
    assert fed.error == code


def test_a_list_does_not_fit_into_csv(fed: Bench) -> None:
    fed.table("delays", fed.spark.createDataFrame([(1, [1])], "id int, many array<int>"))
    assert fed.run("export-files", settings(), ["delays"]) == 1
    assert fed.error == "export.column-type"
    assert fed.run("export-files", settings(format="parquet"), ["delays"], run_id="r1") == 0
