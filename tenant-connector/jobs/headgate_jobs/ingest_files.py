"""ingest-files: CSV, JSON or Parquet into a table with exactly the columns that were named.

CSV and JSON are read as text and converted here, column by column: Spark's own parser tells that a row is bad, not why,
and truncates 12.5 to 12 where a whole number was asked for. A run infers nothing; a trial can find columns.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Callable

from pyspark.sql import Column, DataFrame, Observation, SparkSession
from pyspark.sql import functions as f
from pyspark.sql.types import StringType, StructField, StructType

from headgate_jobs.column_types import named_types, odd_values
from headgate_jobs.contract import Outcome, Step
from headgate_jobs.errors import JobError, known
from headgate_jobs.session import first_rows, written
from headgate_jobs.storage import Store, data_files

CORRUPT = "__headgate_corrupt"
REASON = "__headgate_reason"
SQL_TYPES = {
    "string": "string",
    "integer": "int",
    "long": "bigint",
    "double": "double",
    "boolean": "boolean",
    "date": "date",
    "timestamp": "timestamp",
}
OWN_TYPES = {
    "tinyint": "integer",
    "smallint": "integer",
    "int": "integer",
    "bigint": "long",
    "float": "double",
    "double": "double",
    "boolean": "boolean",
    "date": "date",
    "timestamp": "timestamp",
}
MOST_COLUMNS = 1000
LONGEST_TYPED = 64
WORDS = {
    "integer": "a whole number",
    "long": "a whole number",
    "double": "a number",
    "boolean": "true or false",
    "date": "a date",
    "timestamp": "a date with time",
}


def run(spark: SparkSession, step: Step, store: Store) -> Outcome:
    """Read, convert, set bad rows aside, judge their share."""
    return _with_files(spark, step, store, lambda given: given)


def tried(spark: SparkSession, step: Step, store: Store) -> Outcome:
    """As in a run; where no column is named, all that the files have, each with the type that its first values fit."""
    source = step.place("source", "read")
    odd: dict[str, list[str]] = {}

    def found(given: Step) -> Step:
        columns = _columns_of_files(spark, source, given, odd)
        if not columns:
            raise JobError(
                "source.no-columns",
                f"The files at '{given.settings['source']['path']}' hold no columns.",
                "Check the path and the format.",
            )
        return replace(given, settings={**given.settings, "columns": columns, "onBadRows": "set-aside"})

    outcome = _with_files(spark, step, store, (lambda given: given) if step.settings["columns"] else found)
    for column in outcome.columns:
        if odd.get(column["name"]):
            column["textBecause"] = odd[column["name"]]
    return outcome


def _with_files(spark: SparkSession, step: Step, store: Store, completed: Callable[[Step], Step]) -> Outcome:
    source = step.place("source", "read")
    files = data_files(store, source)
    if not files:
        raise JobError(
            "source.missing",
            f"There are no files at '{step.settings['source']['path']}' in the location "
            f"'{step.settings['source']['location']}'.",
            "Check the path, and that the files have arrived before the run.",
        )
    try:
        return _ingest(spark, completed(step), store, source, sum(file.size for file in files))
    except JobError:
        raise
    except Exception as error:
        told = known(error, f"'{step.settings['source']['path']}'")
        if told is None:
            raise
        raise told from error


def _ingest(spark: SparkSession, step: Step, store: Store, source: str, size: int) -> Outcome:
    columns = step.settings["columns"]
    raw = _read(spark, source, step.settings)
    if step.sample_rows is not None:
        raw = first_rows(raw, step.sample_rows)
    judged = raw.withColumn(REASON, _reason(raw, columns))
    counts = Observation()
    good = (
        judged.observe(counts, f.count(f.lit(1)).alias("rows"), f.count(f.col(REASON)).alias("bad"))
        .filter(f.col(REASON).isNull())
        .select(*[_converted(raw, column).alias(column["name"]) for column in columns])
    )
    good.write.mode("overwrite").parquet(step.output)
    rows, bad = int(counts.get["rows"]), int(counts.get["bad"])
    outcome = Outcome(rows_in=rows, rejected=bad, bytes_in=size)
    if bad:
        outcome.rejects = _set_aside(judged, step)
    outcome.error = _too_many(step.settings, rows, bad)
    return written(store, outcome, good, step.output, rows - bad)


def _read(spark: SparkSession, source: str, settings: dict[str, Any]) -> DataFrame:
    kind = settings["format"]
    if kind == "parquet":
        frame = spark.read.option("mergeSchema", "false").parquet(source)
        _need(frame.columns, settings["columns"])
        return frame.withColumn(CORRUPT, f.lit(None).cast("string"))
    if kind == "json":
        schema = _text_schema([column["name"] for column in settings["columns"]])
        read = spark.read.schema(schema).option("recursiveFileLookup", "true")
        return read.option("columnNameOfCorruptRecord", CORRUPT).json(source)
    return _read_csv(spark, source, settings)


def _columns_of_files(spark: SparkSession, source: str, step: Step, odd: dict[str, list[str]]) -> list[dict[str, Any]]:
    """What the files hold, by their own schema (Parquet) or by their first rows as text; notes odd values."""
    kind = step.settings["format"]
    if kind == "parquet":
        frame = spark.read.option("mergeSchema", "false").parquet(source)
        fields = frame.schema.fields[:MOST_COLUMNS]
        return [{"name": each.name, "type": OWN_TYPES.get(each.dataType.simpleString(), "string")} for each in fields]
    if kind == "json":
        frame = _first_objects(spark, source, step.sample_rows or 1)
    else:
        header = step.settings.get("header", True)
        frame = spark.read.options(**_csv_options(step.settings)).csv(source)
        names = [name.strip().lstrip("\ufeff") for name in frame.columns]
        frame = frame.toDF(*(names if header else [f"column_{n}" for n in range(1, len(names) + 1)]))
    frame = frame.select(*[_plain(name) for name in frame.columns[:MOST_COLUMNS]])
    texts = [f.substring(_plain(name).cast("string"), 1, LONGEST_TYPED) for name in frame.columns]
    first = first_rows(frame, step.sample_rows or 1).select(*[text.alias(f"c{n}") for n, text in enumerate(texts)])
    rows = [tuple(row) for row in first.collect()]
    odd.update((name, odd_values([row[at] for row in rows])) for at, name in enumerate(frame.columns))
    return named_types(frame.columns, rows)


def _first_objects(spark: SparkSession, source: str, rows: int) -> DataFrame:
    """The first lines as JSON objects, each value as text; their names are inferred from these lines alone."""
    lines: Any = first_rows(spark.read.option("recursiveFileLookup", "true").text(source), rows)._jdf
    jvm: Any = spark._jvm
    session: Any = spark._jsparkSession
    texts = getattr(lines, "as")(jvm.org.apache.spark.sql.Encoders.STRING())
    read = session.read().option("primitivesAsString", "true").option("columnNameOfCorruptRecord", CORRUPT)
    return DataFrame(read.json(texts), spark).drop(CORRUPT)


def _csv_options(settings: dict[str, Any]) -> dict[str, str]:
    return {
        "sep": settings.get("delimiter", ","),
        "nullValue": settings.get("nullValue", ""),
        # RFC 4180: a quote in a quoted value is doubled. Spark's default would take a backslash for it.
        "escape": '"',
        "header": str(settings.get("header", True)).lower(),
        # All files below, and no columns from the names of folders: the columns are those that were named.
        "recursiveFileLookup": "true",
    }


def _read_csv(spark: SparkSession, source: str, settings: dict[str, Any]) -> DataFrame:
    """By name if there is a header, else by order; the first line is looked at alone to know the columns."""
    header = settings.get("header", True)
    options = _csv_options(settings)
    found = spark.read.options(**options).csv(source).columns
    names = [name.strip().lstrip("\ufeff") for name in found]
    if not header:
        wanted = [column["name"] for column in settings["columns"]]
        names = wanted[: len(found)] + [f"__headgate_rest_{n}" for n in range(len(found) - len(wanted))]
    _need(names, settings["columns"])
    read = spark.read.schema(_text_schema(found if header else names)).options(**options)
    frame = (
        read.option("columnNameOfCorruptRecord", CORRUPT).option("enforceSchema", str(not header).lower()).csv(source)
    )
    return frame.toDF(*names, CORRUPT)


def _text_schema(names: list[str]) -> StructType:
    return StructType([StructField(name, StringType()) for name in [*names, CORRUPT]])


def _need(found: list[str], columns: list[dict[str, Any]]) -> None:
    missing = [column["name"] for column in columns if column["name"] not in found]
    if missing:
        raise JobError(
            "source.missing-column",
            f"The files have no column {', '.join(repr(name) for name in missing)}. "
            f"They have: {', '.join(found[:50])}.",
            "Correct the columns in the settings, or have the files delivered with these columns.",
        )


def _plain(name: str) -> Column:
    """A column by its name as it stands, dots and backticks included."""
    return f.col("`" + name.replace("`", "``") + "`")


def _converted(frame: DataFrame, column: dict[str, Any]) -> Column:
    name, sql_type = column["name"], SQL_TYPES[column["type"]]
    if dict(frame.dtypes)[name] == sql_type:
        return _plain(name)
    quoted = "`" + name.replace("`", "``") + "`"
    try:
        converted = f.expr(f"try_cast({quoted} AS {sql_type})")
        frame.select(converted)
    except Exception as error:
        raise JobError(
            "source.column-type",
            f"The column '{name}' of the files holds {dict(frame.dtypes)[name]} and cannot become {column['type']}.",
            "Choose a type that fits the files.",
        ) from error
    return converted


def _reason(frame: DataFrame, columns: list[dict[str, Any]]) -> Column:
    """Why a row is bad, in words; null for a good one."""
    reasons = [f.when(f.col(CORRUPT).isNotNull(), f.lit("the row does not have the shape of the others"))]
    for column in columns:
        name = column["name"]
        value = _plain(name)
        if column["type"] != "string":
            bad = value.isNotNull() & _converted(frame, column).isNull()
            shown = f.substring(value.cast("string"), 1, 100)
            says = f.concat(f.lit(f"{name}: '"), shown, f.lit(f"' is not {WORDS[column['type']]}"))
            reasons.append(f.when(bad, says))
        if column.get("required", False):
            reasons.append(f.when(value.isNull(), f.lit(f"{name}: a value is missing")))
    joined = f.concat_ws("; ", *reasons)
    return f.when(joined != "", joined)


def _set_aside(judged: DataFrame, step: Step) -> str:
    """The bad rows as they came, each with its reason. Read a second time, but only if there are any."""
    rejects = step.attempt_prefix + "rejects/"
    bad = judged.filter(f.col(REASON).isNotNull())
    values = [_plain(name) for name in bad.columns if name not in (CORRUPT, REASON)]
    row = f.to_json(f.struct(*values)).alias("row")
    raw = f.col(CORRUPT).alias("raw")
    bad.select(f.col(REASON).alias("reason"), row, raw).write.mode("overwrite").json(rejects)
    return rejects


def _too_many(settings: dict[str, Any], rows: int, bad: int) -> JobError | None:
    allowed = 0.0 if settings.get("onBadRows") == "fail" else float(settings.get("maxBadPercent", 5))
    percent = 100.0 * bad / rows if rows else 0.0
    if percent <= allowed:
        return None
    return JobError(
        "source.too-many-bad-rows",
        f"{bad} of {rows} rows ({percent:.2f} %) do not fit the columns; {allowed:g} % are allowed.",
        "Look at the rows that were set aside; correct the files or the columns' types, or allow more.",
    )
