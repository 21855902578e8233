"""Trials as Headgate orders them: several components in one step, scratch only, one bounded document."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Bench

from headgate_jobs import runner, trial_rows
from headgate_jobs.column_types import odd_values, type_of

FLIGHTS = "carrier,delay\n" + "\n".join(f"{'UA' if n % 2 else 'AA'},{n}" for n in range(500)) + "\nDL,late\n"
CARRIERS = "code,name\nUA,United\nAA,American\n"


def ingest(key: str, path: str, columns: list[dict[str, Any]]) -> dict[str, Any]:
    settings = {"source": {"location": "raw", "path": path}, "format": "csv", "columns": columns, "maxBadPercent": 50}
    return component(key, "ingest-files", settings, {})


def component(key: str, kind: str, settings: dict[str, Any], inputs: dict[str, Any]) -> dict[str, Any]:
    return {
        "component": key,
        "n": 1,
        "type": kind,
        "typeVersion": 1,
        "businessDate": "2013-01-31",
        "settings": settings,
        "inputs": inputs,
    }


def of(*keys: str) -> dict[str, Any]:
    return {key: {"component": key} for key in keys}


def two_sources() -> list[dict[str, Any]]:
    return [
        ingest("flights", "flights", [{"name": "carrier", "type": "string"}, {"name": "delay", "type": "integer"}]),
        ingest("carriers", "carriers", [{"name": "code", "type": "string"}, {"name": "name", "type": "string"}]),
    ]


class Tries:
    """Trials that run in a bench's folder."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.number = 0
        bench.file("raw/flights/a.csv", FLIGHTS)
        bench.file("raw/carriers/c.csv", CARRIERS)

    def run(self, components: list[dict[str, Any]], rows: int = 20, source_rows: int = 1000) -> dict[str, Any]:
        self.number += 1
        folder = f"ws/trials/t{self.number}"
        locations = {
            "raw": {"uri": self.bench.uri("raw/"), "access": "read"},
            "curated": {"uri": self.bench.uri("curated/"), "access": "write"},
        }
        given = {
            "schemaVersion": 1,
            "attemptKey": f"t{self.number}",
            "rows": rows,
            "sourceRows": source_rows,
            "components": [{**one, "locations": locations} for one in components],
            "work": self.bench.uri(f"{folder}/work/"),
            "sample": self.bench.uri(f"{folder}/sample.json"),
            "marker": self.bench.uri(f"{folder}/marker"),
        }
        content = json.dumps(given).encode()
        path = self.bench.root / "trial.json"
        path.write_bytes(content)
        hashes = [hashlib.sha256(content).hexdigest(), hashlib.sha256(self.bench.package.read_bytes()).hexdigest()]
        arguments = ["--settings", f"file://{path}", "--settings-sha256", hashes[0], "--package-sha256", hashes[1]]
        self.code = runner.main([*arguments, "--trial"])
        self.left = sorted(
            file.relative_to(self.bench.root / folder).as_posix()
            for file in (self.bench.root / folder).rglob("*")
            if file.is_file() and not file.name.endswith(".crc")
        )
        document: dict[str, Any] = json.loads(Path(self.bench.root / folder / "sample.json").read_text())
        return document


@pytest.fixture
def tries(bench: Bench) -> Tries:
    return Tries(bench)


def test_a_join_of_two_sources_shows_its_rows_and_those_of_what_is_before_it(tries: Tries) -> None:
    sql = "SELECT f.carrier, c.name, f.delay * 2 AS twice FROM flights f JOIN carriers c ON c.code = f.carrier"
    told = tries.run([*two_sources(), component("joined", "sql-rule", {"sql": sql}, of("flights", "carriers"))], rows=5)
    assert tries.code == 0
    assert told["status"] == "SUCCEEDED"
    flights, carriers, joined = told["components"]
    assert flights["rows"] == {"in": 501, "out": 500, "rejected": 1}
    assert flights["rejected"][0]["reason"] == "delay: 'late' is not a whole number"
    assert carriers["sample"] == [["UA", "United"], ["AA", "American"]]
    assert joined["columns"] == [
        {"name": "carrier", "type": "string"},
        {"name": "name", "type": "string"},
        {"name": "twice", "type": "int"},
    ]
    assert len(joined["sample"]) == 5
    assert all(int(twice) % 2 == 0 and name in ("United", "American") for _, name, twice in joined["sample"])


def test_a_source_without_columns_tells_those_of_its_files_with_the_types_that_their_values_fit(tries: Tries) -> None:
    tries.bench.file(
        "raw/mixed/a.csv",
        "carrier,zip,delay,rate,day,hour,late,none\n"
        "UA,01234,7,0.5,2013-01-31,2013-01-31T05:00:00Z,true,\n"
        "AA,99999,-3,12,2013-02-01,2013-02-01T06:30:00Z,FALSE,\n",
    )
    told = tries.run([ingest("mixed", "mixed", [])])
    assert tries.code == 0
    (mixed,) = told["components"]
    assert [(one["name"], one["type"]) for one in mixed["columns"]] == [
        ("carrier", "string"),
        ("zip", "string"),
        ("delay", "int"),
        ("rate", "double"),
        ("day", "date"),
        ("hour", "timestamp"),
        ("late", "boolean"),
        ("none", "string"),
    ]
    assert mixed["rows"] == {"in": 2, "out": 2, "rejected": 0}
    assert mixed["sample"][0][:3] == ["UA", "01234", "7"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], "string"),
        ([None, None], "string"),
        (["1", None, "-20"], "integer"),
        (["1", "2147483648"], "long"),
        (["9223372036854775808"], "double"),
        (["007"], "string"),
        (["1", "1.5", ".5", "1e3"], "double"),
        (["e5", "."], "string"),
        (["true", "False"], "boolean"),
        (["Y", "N"], "string"),
        (["2013-02-28"], "date"),
        (["2013-02-30"], "string"),
        (["2013-02-28 05:00"], "timestamp"),
        (["2013-02-28", "2013-02-28T05:00:00Z"], "string"),
    ],
)
def test_a_type_is_the_narrowest_that_keeps_every_value(texts: list[Any], expected: str) -> None:
    assert type_of(texts) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1", None, "-20"], []),
        (["1", "2", "NA"], ["NA"]),
        (["1", "2.5", "NA", "7", "NA", "-", "8"], ["NA", "-"]),
        (["10001", "02115", "10002"], ["02115"]),
        (["2013-02-28", "2013-02-27", "unknown, because nobody has said it"], ["unknown, because nob"]),
        (["1", "2", "3", "4", "5", "a", "b", "c", "d"], ["a", "b", "c"]),
        (["1", "NA"], []),
        (["UA", "AA", "7"], []),
        ([], []),
    ],
)
def test_values_that_made_a_column_text_are_those_that_do_not_fit_what_most_do(
    texts: list[Any], expected: list[str]
) -> None:
    assert odd_values(texts) == expected


def test_a_column_that_became_text_says_by_which_values_and_a_named_one_does_not(tries: Tries) -> None:
    tries.bench.file("raw/delays/a.csv", "carrier,delay\nUA,7\nAA,NA\nDL,-3\n")
    told = tries.run([ingest("delays", "delays", [])])
    assert told["components"][0]["columns"] == [
        {"name": "carrier", "type": "string"},
        {"name": "delay", "type": "string", "textBecause": ["NA"]},
    ]
    named = [{"name": "delay", "type": "string"}]
    told = tries.run([ingest("delays", "delays", named)])
    assert told["components"][0]["columns"] == named


def test_columns_are_found_in_json_and_in_parquet(tries: Tries) -> None:
    tries.bench.file("raw/lines/a.json", '{"code": "UA", "n": 3, "of": {"a": 1}}\n{"code": "AA", "n": 4}\n')
    frame = tries.bench.spark.createDataFrame([(1, "x", 2.5)], "n int, s string, d double")
    frame.write.parquet(tries.bench.uri("raw/table/"))
    lines = ingest("lines", "lines", [])
    lines["settings"]["format"] = "json"
    table = ingest("table", "table", [])
    table["settings"]["format"] = "parquet"
    told = tries.run([lines, table])
    assert tries.code == 0
    found = [{one["name"]: one["type"] for one in each["columns"]} for each in told["components"]]
    assert found == [{"code": "string", "n": "int", "of": "string"}, {"n": "int", "s": "string", "d": "double"}]


def test_files_without_columns_say_so(tries: Tries) -> None:
    tries.bench.file("raw/blank/a.json", "\n")
    blank = ingest("blank", "blank", [])
    blank["settings"]["format"] = "json"
    told = tries.run([blank])
    assert told["components"][0]["error"]["code"] == "source.no-columns"


def test_only_so_many_rows_of_a_source_are_taken(tries: Tries) -> None:
    told = tries.run(two_sources()[:1], rows=3, source_rows=10)
    assert told["components"][0]["rows"] == {"in": 10, "out": 10, "rejected": 0}
    assert told["components"][0]["sample"] == [["AA", "0"], ["UA", "1"], ["AA", "2"]]


def test_nothing_but_the_sample_is_left(tries: Tries) -> None:
    tries.run(two_sources())
    assert tries.left == ["marker", "sample.json"]


@pytest.mark.parametrize("present", [False, True])
def test_an_export_writes_nothing_and_says_what_it_would_write(tries: Tries, present: bool) -> None:
    if present:
        tries.bench.file("curated/out/old.csv", "a\n1\n")
    settings = {"target": {"location": "curated", "path": "out"}, "format": "csv", "partitionBy": ["carrier"]}
    told = tries.run([two_sources()[0], component("out", "export-files", settings, of("flights"))])
    assert tries.code == 0, told
    exported = told["components"][1]["exported"]
    assert exported["files"] == 2
    assert exported["names"][0].startswith("carrier=AA/part-")
    assert exported["replaces"] == int(present)
    assert len(told["components"][1]["sample"]) == 20
    found = [file.name for file in (tries.bench.root / "curated").rglob("*") if file.is_file()]
    assert found == (["old.csv"] if present else [])


def test_a_quality_check_shows_its_report_and_lets_the_rest_be_tried(tries: Tries) -> None:
    rules = [{"type": "row-count", "min": 1000}, {"type": "not-null", "column": "delay"}]
    check = component("check", "quality-check", {"rules": rules}, of("flights"))
    after = component("after", "sql-rule", {"sql": "SELECT count(*) AS n FROM check"}, of("check"))
    told = tries.run([two_sources()[0], check, after])
    assert told["components"][1]["status"] == "FAILED"
    assert [rule["passed"] for rule in told["components"][1]["quality"]["rules"]] == [False, True]
    assert told["components"][2]["sample"] == [["500"]]
    assert told["status"] == "SUCCEEDED"


def test_a_component_that_fails_tells_why_and_what_comes_after_it_is_not_tried(
    tries: Tries, capfd: pytest.CaptureFixture[str]
) -> None:
    bad = component("bad", "sql-rule", {"sql": "SELECT nothing FROM flights"}, of("flights"))
    after = component("after", "sql-rule", {"sql": "SELECT * FROM bad"}, of("bad"))
    told = tries.run([two_sources()[0], bad, after])
    assert tries.code == 1
    assert told["error"]["code"] == "sql.unknown-column"
    assert [one["status"] for one in told["components"]] == ["SUCCEEDED", "FAILED", "NOT_TRIED"]
    assert told["components"][0]["sample"]
    assert "nothing" not in capfd.readouterr().out


def test_what_a_run_has_left_is_sampled(tries: Tries) -> None:
    spark = tries.bench.spark
    tries.bench.table("before", spark.range(5000).selectExpr("id", "timestamp'1950-03-04 05:06:07' AS old"))
    given = {"before": {"uri": tries.bench.uri("upstream/before")}}
    query = {"sql": "SELECT count(*) AS n, min(old) AS old FROM before"}
    told = tries.run([component("rule", "sql-rule", query, given)], source_rows=50)
    assert told["components"][0]["sample"] == [["50", "1950-03-04 05:06:07"]]


def test_missing_values_structures_and_long_cells_are_shown_as_such(tries: Tries) -> None:
    spark = tries.bench.spark
    frame = spark.sql(
        "SELECT named_struct('a', 1) AS s, array(1, 2) AS l, X'0aff' AS b, repeat('x', 5000) AS t, "
        "CAST(NULL AS int) AS n"
    )
    tries.bench.table("odd", frame)
    told = tries.run(
        [component("rule", "sql-rule", {"sql": "SELECT * FROM odd"}, {"odd": {"uri": tries.bench.uri("upstream/odd")}})]
    )
    assert told["components"][0]["sample"] == [['{"a":1}', "[1,2]", "0AFF", "x" * 1000, None]]
    assert told["components"][0]["cut"] == [[0, 3]]


def test_a_wide_sample_is_shortened_to_what_may_be_read(tries: Tries) -> None:
    columns = ", ".join(f"repeat('x', 900) AS c{n}" for n in range(50))
    tries.bench.table("wide", tries.bench.spark.sql(f"SELECT {columns} FROM range(100)"))
    wide = {"wide": {"uri": tries.bench.uri("upstream/wide")}}
    told = tries.run([component("rule", "sql-rule", {"sql": "SELECT * FROM wide"}, wide)], rows=100)
    [shown] = told["components"]
    assert shown["shortened"] is True
    assert 1 <= len(shown["sample"]) < 100
    assert (tries.bench.root / "ws/trials/t1/sample.json").stat().st_size <= trial_rows.DOCUMENT_LIMIT


def test_a_second_copy_of_the_step_leaves_the_first_ones_sample_alone(tries: Tries) -> None:
    tries.run(two_sources())
    before = (tries.bench.root / "ws/trials/t1/sample.json").read_bytes()
    tries.number = 0
    tries.bench.file("raw/carriers/c.csv", "code,name\n")
    tries.run(two_sources())
    assert tries.code == 0
    assert (tries.bench.root / "ws/trials/t1/sample.json").read_bytes() == before
