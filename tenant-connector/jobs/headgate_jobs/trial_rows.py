"""Rows as a trial shows them: as text, bounded in length and number, so that the whole stays a small document."""

from __future__ import annotations

import json
from typing import Any, Optional

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as f
from pyspark.sql.types import ArrayType, BinaryType, DataType, MapType, StructType

# What Headgate reads at most, and what one cell may take of it.
DOCUMENT_LIMIT = 256 * 1024
CELL_LIMIT = 1000
COLUMN_LIMIT = 200
Cells = list[list[Optional[str]]]


def shown_rows(frame: DataFrame, rows: int) -> tuple[Cells, list[list[int]]]:
    """The first rows as text, and the places of the cells that were cut."""
    fields = frame.schema.fields[:COLUMN_LIMIT]
    texts = [_text(field.name, field.dataType).alias(f"c{number}") for number, field in enumerate(fields)]
    # One character more than is shown tells that there is more, and no huge cell comes into this process.
    some = [f.substring(text, 1, CELL_LIMIT + 1).alias(f"c{number}") for number, text in enumerate(texts)]
    found = frame.limit(rows).select(*some).collect() if some else []
    cut = [
        [at, number]
        for at, row in enumerate(found)
        for number, value in enumerate(row)
        if value is not None and len(value) > CELL_LIMIT
    ]
    return [[None if value is None else value[:CELL_LIMIT] for value in row] for row in found], cut


def rejected_rows(spark: SparkSession, uri: str, rows: int) -> list[dict[str, Any]]:
    """Rows that were set aside, each with its reason."""
    read = spark.read.schema("reason string, row string, raw string").json(uri)
    found = read.select("reason", f.coalesce(f.col("raw"), f.col("row")).alias("row")).limit(rows).collect()
    return [{"reason": str(one["reason"])[:CELL_LIMIT], "row": (one["row"] or "")[:CELL_LIMIT]} for one in found]


def _text(name: str, data_type: DataType) -> Column:
    column = f.col("`" + name.replace("`", "``") + "`")
    if isinstance(data_type, (ArrayType, MapType, StructType)):
        return f.to_json(column)
    if isinstance(data_type, BinaryType):
        return f.hex(column)
    return column.cast("string")


def bounded(document: dict[str, Any]) -> bytes:
    """The document, with rows left out where it would be too long: those of components on the way first."""
    content = _encoded(document)
    while len(content) > DOCUMENT_LIMIT:
        victim = _longest(document["components"][:-1]) or _longest(document["components"])
        if victim is None:
            document["components"] = [
                {"component": one["component"], "type": one["type"], "status": one["status"], "error": one.get("error")}
                for one in document["components"]
            ]
            return _encoded(document)
        told, name = victim
        told[name] = told[name][: len(told[name]) // 2]
        told["shortened"] = True
        if name == "sample":
            told["cut"] = [place for place in told["cut"] if place[0] < len(told[name])]
        content = _encoded(document)
    return content


def _longest(components: list[dict[str, Any]]) -> Optional[tuple[dict[str, Any], str]]:
    """Where the most can be left out: rows before columns, and columns before nothing."""
    lists = [(one, name) for one in components for name in ("sample", "rejected") if one.get(name)]
    lists = lists or [(one, "columns") for one in components if len(one.get("columns") or []) > COLUMN_LIMIT]
    return max(lists, key=lambda found: len(_encoded(found[0][found[1]])), default=None)


def _encoded(content: Any) -> bytes:
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")
