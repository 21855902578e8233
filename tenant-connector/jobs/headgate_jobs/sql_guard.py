"""Reads a user's query as Spark's own parser does and lets through only what is known to be harmless.

SQL is code: Spark's can run programs (TRANSFORM), call Java (reflect), read any file as a table, and move its own
settings. So the parsed tree is walked whole, with subqueries and CTEs, before anything is analysed or run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Optional

from pyspark.errors import ParseException
from pyspark.sql import SparkSession

from headgate_jobs.errors import JobError
from headgate_jobs.sql_words import EXPRESSIONS, FUNCTIONS, PLANS, TOLD

CATALYST = "org.apache.spark.sql.catalyst."
TREE_NODE = CATALYST + "trees.TreeNode"
Scope = frozenset[str]  # names of tables in lower case


def check(spark: SparkSession, query: str, views: list[str]) -> None:
    """Raise a telling error unless the text is one query over these views and nothing else."""
    tree = _parsed(spark, query)
    waiting: list[tuple[Any, Scope]] = [(tree, frozenset(name.lower() for name in views))]
    walker = _Walker(spark, views)
    while waiting:
        node, scope = waiting.pop()
        waiting.extend(walker.visit(node, scope))


def _parsed(spark: SparkSession, query: str) -> Any:
    session: Any = spark._jsparkSession
    try:
        return session.sessionState().sqlParser().parsePlan(query)
    except ParseException as error:
        raise JobError(
            "sql.syntax",
            f"The query cannot be read{_where_in(str(error))}: {_first_line(str(error))}",
            "Correct the query there.",
        ) from error
    except Exception as error:
        if "StackOverflowError" not in str(error):
            raise
        raise JobError("sql.too-deep", "The query is nested too deeply.", "Split it into several rules.") from error


class _Walker:
    """Judges one node at a time and says what is below it."""

    def __init__(self, spark: SparkSession, views: list[str]) -> None:
        self._views = views
        jvm: Any = spark._jvm
        loader = jvm.java.lang.Thread.currentThread().getContextClassLoader()
        self._tree_node = loader.loadClass(TREE_NODE)
        self._iterable = loader.loadClass("scala.collection.Iterable")
        self._product = loader.loadClass("scala.Product")

    def visit(self, thing: Any, scope: Scope) -> Iterator[tuple[Any, Scope]]:
        """Everything below, each with the names of tables it may use. What is no Java object is a leaf."""
        if not hasattr(thing, "getClass"):
            return
        name = str(thing.getClass().getName())
        if self._tree_node.isInstance(thing):
            yield from self._visit_node(thing, name, scope)
        elif self._iterable.isInstance(thing):
            yield from ((item, scope) for item in _items(thing.iterator()))
        elif self._product.isInstance(thing) and not name.startswith("org.apache.spark.sql.types."):
            yield from ((item, scope) for item in _items(thing.productIterator()))

    def _visit_node(self, node: Any, name: str, scope: Scope) -> Iterator[tuple[Any, Scope]]:
        short = name.rpartition(".")[2]
        if not name.startswith(CATALYST) or short not in PLANS | EXPRESSIONS:
            raise _refused(node, _told(short))
        if short == "UnresolvedRelation":
            self._check_table(node, scope)
        elif short in ("UnresolvedFunction", "UnresolvedGenerator"):
            _check_function(node, short)
        if short == "UnresolvedWith":
            yield from _visit_with(node, scope)
            return
        yield from ((item, scope) for item in _items(node.productIterator()))

    def _check_table(self, node: Any, scope: Scope) -> None:
        parts = [str(part) for part in _items(node.multipartIdentifier().iterator())]
        if len(parts) != 1 or parts[0].lower() not in scope:
            raise _refused(
                node,
                f"there is no table '{'.'.join(parts)[:200]}' here",
                "sql.unknown-table",
                f"Use only this component's inputs: {', '.join(self._views)}.",
            )


def _visit_with(node: Any, scope: Scope) -> Iterator[tuple[Any, Scope]]:
    """A name of WITH may be used by those after it and by the query, and nowhere else."""
    for pair in _items(node.cteRelations().iterator()):
        yield pair._2(), scope
        scope = scope | {str(pair._1()).lower()}
    yield node.child(), scope


def _check_function(node: Any, short: str) -> None:
    parts = (
        [str(part) for part in _items(node.nameParts().iterator())]
        if short == "UnresolvedFunction"
        else [str(node.name().unquotedString())]
    )
    if len(parts) != 1 or parts[0].lower() not in FUNCTIONS:
        raise _refused(node, f"the function '{'.'.join(parts)[:200]}' is not allowed", "sql.function-not-allowed")


def _items(iterator: Any) -> Iterator[Any]:
    while iterator.hasNext():
        yield iterator.next()


def _told(short: str) -> str:
    if short in TOLD:
        return TOLD[short]
    if re.search(
        r"Command|Statement|Create|Drop|Alter|Insert|Delete|Update|Merge|Set|Show|Describe|Cache|Truncate", short
    ):
        return "a query only reads: it must begin with SELECT or WITH"
    return f"'{short}' is not allowed"


def _refused(node: Any, why: str, code: str = "sql.not-allowed", remedy: Optional[str] = None) -> JobError:
    return JobError(
        code, f"The query is refused{_place(node)}: {why}.", remedy or "Write one SELECT over this component's inputs."
    )


def _place(node: Any) -> str:
    line, column = node.origin().line(), node.origin().startPosition()
    if line.isEmpty() or column.isEmpty():
        return ""
    return f" at line {line.get()}, position {int(column.get()) + 1}"


def _where_in(text: str) -> str:
    found = re.search(r"\(?line (\d+),? pos (\d+)\)?", text)
    return f" at line {found.group(1)}, position {int(found.group(2)) + 1}" if found else ""


def _first_line(text: str) -> str:
    """Spark's own words without its codes, positions and repetition of the query."""
    line = next((line for line in text.strip().splitlines() if line.strip()), "")
    line = re.sub(r"^\[[A-Z0-9_.]+\]\s*", "", line)
    return re.sub(r"\s*\(line \d+, pos \d+\).*$|; line \d+ pos \d+.*$", "", line).rstrip(".:; ") + "."


def told(error: Exception) -> tuple[str, str]:
    """Where and what, of an error that Spark raised about a query that the guard let through."""
    return _where_in(str(error)), _first_line(str(error))
