"""The Spark session of a job, and small things every job does with data frames."""

from __future__ import annotations

from typing import Any, Optional

from pyspark.sql import DataFrame, Observation, SparkSession
from pyspark.sql import functions as f
from pyspark.sql.types import DataType

from headgate_jobs.contract import Input, Outcome
from headgate_jobs.errors import JobError, known
from headgate_jobs.storage import Store, data_files

SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    # A query names its inputs; with this on, it could name any file as a table.
    "spark.sql.runSQLOnFiles": "false",
    # Else a row with too many values goes unnoticed when not all columns are asked for.
    "spark.sql.csv.parser.columnPruning.enabled": "false",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.ansi.enabled": "false",
    "spark.sql.caseSensitive": "false",
    # Partition folders are text: '007' and '2013-01-31' must not turn into numbers and dates.
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
}


def session(name: str) -> SparkSession:
    """The session. Its catalog is in memory: the cluster's own tables are nobody's input."""
    spark: SparkSession = (
        SparkSession.builder.appName(name).config("spark.sql.catalogImplementation", "in-memory").getOrCreate()
    )
    for key, value in SETTINGS.items():
        spark.conf.set(key, value)
    return spark


def read_input(spark: SparkSession, given: Input) -> DataFrame:
    """An upstream component's output."""
    try:
        return spark.read.parquet(given.uri)
    except Exception as error:
        told = known(error, f"the output of '{given.key}'")
        if told is None:
            raise
        raise told from error


def first_rows(frame: DataFrame, rows: int) -> DataFrame:
    """The first rows, read once: Spark opens no more of the source than it takes to find so many."""
    spark = frame.sparkSession
    jvm_frame: Any = frame._jdf
    jvm_session: Any = spark._jsparkSession
    # Times as instants and dates as days: the older classes shift the oldest ones by their own calendar.
    spark.conf.set("spark.sql.datetime.java8API.enabled", "true")
    try:
        taken = jvm_frame.takeAsList(rows)
        # In one part: the rows stay in their order, and come into one file.
        return DataFrame(jvm_session.createDataFrame(taken, jvm_frame.schema()), spark).coalesce(1)
    finally:
        spark.conf.unset("spark.sql.datetime.java8API.enabled")


def write_counted(frame: DataFrame, uri: str) -> int:
    """Write Parquet and count the rows as they pass, so that nothing is read twice."""
    count = Observation()
    frame.observe(count, f.count(f.lit(1)).alias("rows")).write.mode("overwrite").parquet(uri)
    return int(count.get["rows"])


def columns_of(frame: DataFrame) -> list[dict[str, str]]:
    return [{"name": field.name, "type": simple(field.dataType)} for field in frame.schema.fields]


def simple(data_type: DataType) -> str:
    """Spark's short name of a type, kept short for wide structures."""
    return data_type.simpleString()[:200]


def size_of(store: Store, uri: str) -> int:
    return sum(stored.size for stored in data_files(store, uri))


def need_columns(frame: DataFrame, names: list[str], what: str) -> None:
    """A column that is not there is told by name, with those that are."""
    missing = [name for name in names if name not in frame.columns]
    if missing:
        raise JobError(
            "input.missing-column",
            f"{what} has no column {', '.join(repr(name) for name in missing)}. "
            f"It has: {', '.join(frame.columns[:50])}.",
            "Correct the column's name in the settings, or let the component before yield it.",
        )


def written(store: Store, outcome: Outcome, frame: DataFrame, uri: str, rows: Optional[int]) -> Outcome:
    """Fill in what is the same for every job that wrote an output."""
    outcome.columns = columns_of(frame)
    outcome.rows_out = rows
    outcome.bytes_out = size_of(store, uri)
    outcome.output = uri
    return outcome
