"""quality-check: rules over all rows in one pass; the data goes on where it lies, nothing is copied."""

from __future__ import annotations

from typing import Any

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as f
from pyspark.sql.types import (
    BooleanType,
    DateType,
    NumericType,
    StringType,
    TimestampNTZType,
    TimestampType,
)

from headgate_jobs.contract import Outcome, Step
from headgate_jobs.errors import JobError
from headgate_jobs.session import columns_of, need_columns, read_input, simple, size_of
from headgate_jobs.storage import Store

Rule = dict[str, Any]


def run(spark: SparkSession, step: Step, store: Store) -> Outcome:
    """Check, report, and pass the input on as the output."""
    given = step.only_input()
    frame = read_input(spark, given)
    rules: list[Rule] = step.settings["rules"]
    need_columns(frame, [rule["column"] for rule in rules if "column" in rule], f"The input '{given.key}'")
    counted = [f.count(f.lit(1)).alias("rows")]
    for number, rule in enumerate(rules):
        if rule["type"] != "row-count":
            counted.append(_failed(spark, frame, rule).alias(f"rule_{number}"))
    [row] = frame.agg(*counted).collect()
    found = row.asDict()
    rows = int(found["rows"])
    report = [_judged(rule, rows, int(found.get(f"rule_{n}") or 0)) for n, rule in enumerate(rules)]
    broken = [one for one in report if not one["passed"] and one["severity"] == "error"]
    size = size_of(store, given.uri)
    return Outcome(
        rows_in=rows,
        rows_out=rows,
        bytes_in=size,
        bytes_out=size,
        columns=columns_of(frame),
        output=given.uri,
        quality={"passed": not broken, "rules": report},
        error=_error(broken) if broken else None,
    )


def _failed(spark: SparkSession, frame: DataFrame, rule: Rule) -> Column:
    """How many rows break a rule. A missing value breaks only not-null: else each rule would say it again."""
    column = f.col("`" + rule["column"].replace("`", "``") + "`")
    if rule["type"] == "not-null":
        return f.count(f.when(column.isNull(), 1))
    if rule["type"] == "unique":
        return f.count(column) - f.countDistinct(column)
    return f.count(f.when(~_holds(spark, frame, rule, column), 1))


def _holds(spark: SparkSession, frame: DataFrame, rule: Rule, column: Column) -> Column:
    if rule["type"] == "range":
        return _in_range(frame, rule, column)
    if rule["type"] == "allowed-values":
        return _allowed(frame, rule, column)
    if rule["type"] == "pattern":
        _need_pattern(spark, rule["pattern"])
        return column.cast("string").rlike(f"^(?:{rule['pattern']})\\z")
    raise JobError("quality.unknown-rule", f"There is no rule '{rule['type']}'.", "Choose another kind of rule.")


def _in_range(frame: DataFrame, rule: Rule, column: Column) -> Column:
    data_type = frame.schema[rule["column"]].dataType
    if not isinstance(data_type, (NumericType, DateType, TimestampType, TimestampNTZType)):
        raise _does_not_fit(rule, f"the column holds {simple(data_type)}, and a range needs numbers or dates")
    holds = f.lit(True)
    for bound in ("min", "max"):
        if bound in rule:
            limit = f.lit(rule[bound])
            # A whole-number column against 0.5: compared as decimals, else the bound would be cut to 0.
            target = "double" if isinstance(data_type, NumericType) else simple(data_type)
            if frame.sparkSession.range(1).select(limit.cast(target)).first()[0] is None:  # type: ignore[index]
                raise _does_not_fit(rule, f"'{rule[bound]}' is no value of a column of {simple(data_type)}")
            holds = holds & (column >= limit.cast(target) if bound == "min" else column <= limit.cast(target))
    return holds


def _allowed(frame: DataFrame, rule: Rule, column: Column) -> Column:
    data_type = frame.schema[rule["column"]].dataType
    values = rule["values"]
    if isinstance(data_type, NumericType):
        try:
            return column.cast("double").isin([float(value) for value in values])
        except ValueError as error:
            raise _does_not_fit(rule, "the column holds numbers, and not all allowed values are numbers") from error
    if isinstance(data_type, BooleanType):
        return column.cast("string").isin([str(value).lower() for value in values])
    if isinstance(data_type, (StringType, DateType, TimestampType, TimestampNTZType)):
        return column.cast("string").isin([str(value) for value in values])
    raise _does_not_fit(rule, f"the column holds {simple(data_type)}")


def _need_pattern(spark: SparkSession, pattern: str) -> None:
    jvm: Any = spark._jvm
    try:
        jvm.java.util.regex.Pattern.compile(pattern)
    except Exception as error:
        raise JobError(
            "quality.bad-pattern",
            f"The pattern '{pattern[:200]}' is not a regular expression.",
            "Correct the pattern; a bracket or a backslash may lack its partner.",
        ) from error


def _does_not_fit(rule: Rule, why: str) -> JobError:
    return JobError(
        "quality.rule-does-not-fit",
        f"The rule '{_name(rule)}' cannot be checked: {why}.",
        "Choose another kind of rule or another column, or correct the rule's values.",
    )


def _judged(rule: Rule, rows: int, failed: int) -> dict[str, Any]:
    checked = rows
    if rule["type"] == "row-count":
        checked, failed = 1, int(not rule.get("min", 0) <= rows <= rule.get("max", rows))
    percent = 100.0 * failed / checked if checked else 0.0
    allowed = 0.0 if rule["type"] == "row-count" else float(rule.get("maxFailedPercent", 0))
    return {
        "name": _name(rule),
        "type": rule["type"],
        "column": rule.get("column"),
        "failed": failed,
        "checked": checked,
        "failedPercent": round(percent, 4),
        "passed": percent <= allowed,
        "severity": rule.get("severity", "error"),
    }


def _name(rule: Rule) -> str:
    return str(rule.get("name") or " ".join(filter(None, (rule["type"], rule.get("column")))))


def _error(broken: list[dict[str, Any]]) -> JobError:
    first = [f"'{one['name']}' ({one['failed']} of {one['checked']})" for one in broken[:5]]
    more = f" and {len(broken) - 5} more" if len(broken) > 5 else ""
    return JobError(
        "quality.failed",
        f"{len(broken)} rule{'s' if len(broken) > 1 else ''} did not hold: {', '.join(first)}{more}.",
        "Look at the report; correct the data where it comes from, or the rule.",
    )
