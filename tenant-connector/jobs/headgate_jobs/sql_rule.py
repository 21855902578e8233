"""sql-rule: one checked query over the upstream results."""

from __future__ import annotations

from typing import Any

from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import DayTimeIntervalType, NullType

from headgate_jobs import sql_guard
from headgate_jobs.contract import Outcome, Step
from headgate_jobs.errors import JobError, known
from headgate_jobs.session import read_input, simple, size_of, write_counted, written
from headgate_jobs.storage import Store

DANGEROUS = ("reflect", "java_method", "try_reflect")


def run(spark: SparkSession, step: Step, store: Store) -> Outcome:
    """Inputs become views named by component key; values are bound, never pasted."""
    rows_in = 0
    for given in step.inputs.values():
        frame = read_input(spark, given)
        frame.createOrReplaceTempView(given.key)
        rows_in += frame.count()  # from the files' footers: no column is read
    result = query(spark, step.settings["sql"], step.settings.get("parameters", {}), list(step.inputs))
    _storable(result)
    rows = _write(result, step.output)
    outcome = Outcome(rows_in=rows_in, bytes_in=sum(size_of(store, given.uri) for given in step.inputs.values()))
    return written(store, outcome, result, step.output, rows)


def query(spark: SparkSession, sql: str, parameters: dict[str, Any], views: list[str]) -> DataFrame:
    """The query's result, not yet computed."""
    sql_guard.check(spark, sql, views)
    _drop_dangerous(spark)
    try:
        return spark.sql(sql, args=parameters)
    except AnalysisException as error:
        raise _about_the_query(error) from error


def _drop_dangerous(spark: SparkSession) -> None:
    """A second bolt behind the guard: what is not registered cannot be called."""
    jvm: Any = spark._jvm
    session: Any = spark._jsparkSession
    for name in DANGEROUS:
        identifier = jvm.org.apache.spark.sql.catalyst.FunctionIdentifier(name)
        session.sessionState().functionRegistry().dropFunction(identifier)


def _storable(frame: DataFrame) -> None:
    names = [field.name.lower() for field in frame.schema.fields]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise JobError(
            "sql.duplicate-column",
            f"The query yields the column {', '.join(repr(name) for name in twice)} more than once.",
            "Give each column a name of its own with AS.",
        )
    for field in frame.schema.fields:
        if isinstance(field.dataType, (NullType, DayTimeIntervalType)) or simple(field.dataType).startswith("interval"):
            raise JobError(
                "sql.column-type",
                f"The column '{field.name}' holds {simple(field.dataType)}, which cannot be stored.",
                "Turn it into a type that can, such as CAST(... AS string).",
            )


def _write(result: DataFrame, uri: str) -> int:
    try:
        return write_counted(result, uri)
    except Exception as error:
        told = known(error, "the query's inputs or its output")
        if told is not None:
            raise told from error
        reason = getattr(error, "getErrorClass", lambda: None)()
        if reason is None:
            raise
        raise JobError(
            "sql.failed", f"The query failed on the data: {sql_guard.told(error)[1]}", "Correct the query or the data."
        ) from error


def _about_the_query(error: AnalysisException) -> JobError:
    where, what = sql_guard.told(error)
    code = {
        "UNRESOLVED_COLUMN": "sql.unknown-column",
        "UNBOUND_SQL_PARAMETER": "sql.missing-parameter",
        "DATATYPE_MISMATCH": "sql.types-do-not-fit",
    }.get(str(error.getErrorClass()).partition(".")[0], "sql.not-understood")
    return JobError(code, f"The query cannot be run as it is{where}: {what}", "Correct the query there.")
