"""ingest-files: what is read, what is set aside, what is told."""

from __future__ import annotations

import datetime
import gzip
import json
from typing import Any

import pytest
from conftest import Bench

COLUMNS = [
    {"name": "carrier", "type": "string", "required": True},
    {"name": "flight", "type": "integer"},
    {"name": "delay", "type": "double"},
    {"name": "day", "type": "date"},
    {"name": "hour", "type": "timestamp"},
    {"name": "cancelled", "type": "boolean"},
]
HEADER = "carrier,flight,extra,delay,day,hour,cancelled\n"
GOOD = "AA,11,x,2.5,2013-01-01,2013-01-01T10:00:00Z,false\n"


def settings(**changed: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "source": {"location": "raw", "path": "flights.csv"},
        "format": "csv",
        "columns": COLUMNS,
        "nullValue": "NA",
        "maxBadPercent": 50,
    }
    return {**base, **changed}


FIRST = {
    "carrier": "AA",
    "flight": 11,
    "delay": 2.5,
    "day": datetime.date(2013, 1, 1),
    "hour": datetime.datetime(2013, 1, 1, 10),
    "cancelled": False,
}


def utc(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Spark hands times over in the machine's zone; the tests speak UTC."""
    for row in rows:
        hour = row.get("hour")
        if isinstance(hour, datetime.datetime):
            row["hour"] = hour.astimezone(datetime.timezone.utc).replace(tzinfo=None)
    return rows


def test_csv_is_read_by_name_and_typed(bench: Bench) -> None:
    bench.file("raw/flights.csv", HEADER + GOOD + 'BB,NA,"a ""quoted"", text",NA,NA,NA,NA\n')
    assert bench.run("ingest-files", settings()) == 0, bench.result
    rows = utc(bench.rows())
    assert rows[0] == FIRST
    assert rows[1] == {**dict.fromkeys(FIRST), "carrier": "BB"}
    assert bench.result["rows"] == {"in": 2, "out": 2, "rejected": 0}
    assert bench.result["columns"][1] == {"name": "flight", "type": "int"}
    assert bench.result["rejects"] is None
    assert bench.result["bytes"]["in"] == (bench.root / "raw/flights.csv").stat().st_size
    assert bench.result["bytes"]["out"] > 0


def test_bad_rows_are_set_aside_each_with_its_reason(bench: Bench) -> None:
    bad = [
        "NA,1,x,1,2013-01-01,NA,NA\n",  # required and missing
        "AA,12.5,x,1,NA,NA,NA\n",  # not whole
        "AA,1,x,much,2013-02-30,NA,NA\n",  # two reasons
        "AA,1\n",  # too few
        "AA,1,x,1,NA,NA,NA,more\n",  # too many
        "AA,99999999999,x,1,NA,NA,maybe\n",
    ]
    bench.file("raw/flights.csv", HEADER + GOOD * 6 + "".join(bad))
    assert bench.run("ingest-files", settings()) == 0, bench.result
    assert bench.result["rows"] == {"in": 12, "out": 6, "rejected": 6}
    assert len(bench.rows()) == 6
    rejects = bench.spark.read.json(bench.result["rejects"]["uri"]).collect()
    reasons = sorted(row["reason"] for row in rejects)
    assert reasons == [
        "carrier: a value is missing",
        "delay: 'much' is not a number; day: '2013-02-30' is not a date",
        "flight: '12.5' is not a whole number",
        "flight: '99999999999' is not a whole number; cancelled: 'maybe' is not true or false",
        "the row does not have the shape of the others",
        "the row does not have the shape of the others",
    ]
    assert any(json.loads(row["row"]).get("delay") == "much" for row in rejects)


@pytest.mark.parametrize(
    ("changed", "allowed"),
    [({"maxBadPercent": 25}, True), ({"maxBadPercent": 24.9}, False), ({"onBadRows": "fail"}, False), ({}, True)],
)
def test_the_share_of_bad_rows_decides(bench: Bench, changed: dict[str, Any], allowed: bool) -> None:
    bench.file("raw/flights.csv", HEADER + GOOD * 3 + "AA,x,x,1,NA,NA,NA\n")
    assert bench.run("ingest-files", settings(**changed)) == (0 if allowed else 1)
    if not allowed:
        assert bench.error == "source.too-many-bad-rows"
        assert "1 of 4 rows (25.00 %)" in bench.result["error"]["sentence"]
        assert bench.result["rejects"] is not None
        assert bench.result["rows"]["rejected"] == 1
        assert not (bench.root / "ws/runs/r0/comp/committed.json").exists()


def test_a_folder_without_header_with_gz_and_another_delimiter(bench: Bench) -> None:
    (bench.root / "raw/day").mkdir(parents=True)
    (bench.root / "raw/day/a.csv.gz").write_bytes(gzip.compress(b"AA|1\nBB|2\n"))
    bench.file("raw/day/b.csv", "CC|3\n")
    bench.file("raw/day/_ignored.csv", "DD|4\n")
    bench.file("raw/day/hour=5/c.csv", "EE|5\n")
    columns = [{"name": "carrier", "type": "string"}, {"name": "n", "type": "long"}]
    given = settings(source={"location": "raw", "path": "day/"}, header=False, delimiter="|", columns=columns)
    assert bench.run("ingest-files", given) == 0, bench.result
    assert sorted(row["carrier"] for row in bench.rows()) == ["AA", "BB", "CC", "EE"]


def test_json_lines(bench: Bench) -> None:
    bench.file(
        "raw/f.json",
        '{"flight": 11, "carrier": "AA", "delay": 2.5, "day": "2013-01-01", "hour": "2013-01-01T10:00:00Z",'
        ' "cancelled": false, "more": {"a": 1}}\n{"carrier": "BB", "flight": "x"}\nnot json\n{"carrier": "CC"}\n',
    )
    given = settings(source={"location": "raw", "path": "f.json"}, format="json")
    assert bench.run("ingest-files", given) == 0, bench.result
    assert bench.result["rows"] == {"in": 4, "out": 2, "rejected": 2}
    assert utc(bench.rows())[0] == FIRST


def test_parquet_keeps_and_converts_columns(bench: Bench) -> None:
    frame = bench.spark.createDataFrame([("AA", "11", 1), ("BB", "x", 2)], "carrier string, flight string, rest int")
    frame.write.parquet(bench.uri("raw/p"))
    given = settings(source={"location": "raw", "path": "p"}, format="parquet", columns=COLUMNS[:2])
    assert bench.run("ingest-files", given) == 0, bench.result
    assert bench.rows() == [{"carrier": "AA", "flight": 11}]
    assert bench.result["rows"] == {"in": 2, "out": 1, "rejected": 1}


def test_an_empty_file_with_a_header_yields_an_empty_table(bench: Bench) -> None:
    bench.file("raw/flights.csv", HEADER)
    assert bench.run("ingest-files", settings()) == 0, bench.result
    assert bench.result["rows"] == {"in": 0, "out": 0, "rejected": 0}
    assert bench.rows() == []


def test_what_is_wrong_with_the_source_is_told(bench: Bench) -> None:
    assert bench.run("ingest-files", settings()) == 1
    assert bench.error == "source.missing"
    assert "flights.csv" in bench.result["error"]["sentence"]

    bench.file("raw/flights.csv", "carrier,flight\nAA,1\n")
    assert bench.run("ingest-files", settings()) == 1
    assert bench.error == "source.missing-column"
    assert "'delay', 'day'" in bench.result["error"]["sentence"]

    bench.file("raw/mixed/a.csv", "a,b\n1,2\n")
    bench.file("raw/mixed/b.csv", "b,a\n1,2\n")
    columns = [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}]
    assert bench.run("ingest-files", settings(source={"location": "raw", "path": "mixed"}, columns=columns)) == 1
    assert bench.error == "source.header-differs"

    bench.file("raw/no.parquet", "this is no parquet file, whatever its name says")
    given = settings(source={"location": "raw", "path": "no.parquet"}, format="parquet")
    assert bench.run("ingest-files", given) == 1
    assert bench.error == "source.not-parquet"

    (bench.root / "raw/broken.csv.gz").write_bytes(gzip.compress((HEADER + GOOD * 9999).encode())[:500])
    assert bench.run("ingest-files", settings(source={"location": "raw", "path": "broken.csv.gz"})) == 1
    assert bench.error == "source.broken-file"

    frame = bench.spark.createDataFrame([("AA", [1])], "carrier string, flight array<int>")
    frame.write.parquet(bench.uri("raw/nested"))
    nested = settings(source={"location": "raw", "path": "nested"}, format="parquet", columns=COLUMNS[:2])
    assert bench.run("ingest-files", nested) == 1
    assert bench.error == "source.column-type"


@pytest.mark.parametrize(
    "path",
    [
        "../x",
        "a/../../x",
        "/etc/passwd",
        "a//b",
        "a\\b",
        "a/./b",
        "a\nb",
        "{..}/x",
        "a*",
        "a/[b]",
        "a?",
        "",
        "..",
        "a/..",
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(bench: Bench, path: str) -> None:
    assert bench.run("ingest-files", settings(source={"location": "raw", "path": path})) == 1
    assert bench.error == "location.bad-path"


def test_a_location_is_used_only_as_it_may_be(bench: Bench) -> None:
    assert bench.run("ingest-files", settings(source={"location": "curated", "path": "x"})) == 1
    assert bench.error == "location.not-for-read"
    assert bench.run("ingest-files", settings(source={"location": "nosuch", "path": "x"})) == 1
    assert bench.error == "job.settings"
