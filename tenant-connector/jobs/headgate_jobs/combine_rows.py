"""combine-rows: the rows of all inputs that came, below each other; columns belong together by name."""

from __future__ import annotations

from functools import reduce
from typing import Optional

from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

from headgate_jobs.contract import Outcome, Step
from headgate_jobs.errors import JobError
from headgate_jobs.session import read_input, size_of, write_counted, written
from headgate_jobs.storage import Store


def run(spark: SparkSession, step: Step, store: Store) -> Outcome:
    """Inputs that were skipped are not there; the order of the others is that of their keys."""
    source_column: Optional[str] = step.settings.get("sourceColumn")
    given = [step.inputs[key] for key in sorted(step.inputs)]
    frames = [_named(read_input(spark, each), each.key, source_column) for each in given]
    result = combined(frames)
    rows = write_counted(result, step.output)
    outcome = Outcome(rows_in=rows, bytes_in=sum(size_of(store, each.uri) for each in given))
    return written(store, outcome, result, step.output, rows)


def combined(frames: list[DataFrame]) -> DataFrame:
    """The union by name, with missing values where an input lacks a column."""
    try:
        return reduce(lambda all_of, each: all_of.unionByName(each, allowMissingColumns=True), frames)
    except AnalysisException as error:
        raise JobError(
            "combine.types-do-not-fit",
            "Two inputs have a column of the same name whose values cannot stand in one column.",
            "Give the columns the same type before, such as with CAST in an SQL rule.",
        ) from error


def _named(frame: DataFrame, key: str, source_column: Optional[str]) -> DataFrame:
    if source_column is None:
        return frame
    if source_column.lower() in (name.lower() for name in frame.columns):
        raise JobError(
            "combine.column-there",
            f"The input '{key}' has a column '{source_column}' already.",
            "Choose another name for the column of the origin.",
        )
    return frame.withColumn(source_column, f.lit(key))
