"""combine-rows: whose rows the result has, and how columns find each other."""

from __future__ import annotations

from conftest import Bench


def _rows(bench: Bench) -> set[tuple[object, ...]]:
    return {tuple(row) for row in bench.spark.read.parquet(bench.result["output"]["uri"]).collect()}


def test_rows_of_all_inputs_are_there_and_columns_belong_together_by_name(bench: Bench) -> None:
    bench.table("late", bench.spark.createDataFrame([(1, "UA")], "id int, carrier string"))
    bench.table(
        "early", bench.spark.createDataFrame([("AA", 2, 0.5), ("UA", 1, None)], "carrier string, id int, share double")
    )

    assert bench.run("combine-rows", {}, ["early", "late"]) == 0

    assert bench.result["rows"]["in"] == bench.result["rows"]["out"] == 3
    assert [column["name"] for column in bench.result["columns"]] == ["carrier", "id", "share"]
    assert _rows(bench) == {("AA", 2, 0.5), ("UA", 1, None)}


def test_one_input_alone_goes_through_and_rows_say_where_they_came_from(bench: Bench) -> None:
    bench.table("late", bench.spark.createDataFrame([(1,)], "id int"))

    assert bench.run("combine-rows", {"sourceColumn": "came_from"}, ["late"]) == 0

    assert _rows(bench) == {(1, "late")}


def test_what_cannot_be_combined_is_told(bench: Bench) -> None:
    bench.table("a", bench.spark.sql("SELECT array(1) AS x"))
    bench.table("b", bench.spark.sql("SELECT 'text' AS x"))

    assert bench.run("combine-rows", {}, ["a", "b"]) == 1
    assert bench.result["error"]["code"] == "combine.types-do-not-fit"

    assert bench.run("combine-rows", {"sourceColumn": "X"}, ["a"]) == 1
    assert bench.result["error"]["code"] == "combine.column-there"
