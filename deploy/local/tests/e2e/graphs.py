"""Processes to test with, small and each of its own."""

from __future__ import annotations

import itertools
import secrets
from typing import Any

Component = dict[str, Any]
# Takes minutes of real work on a table of a few rows: no test ever waits for its end.
SLOW_QUERY = """
    SELECT sum((a.x * b.x) % 7) AS total
    FROM (SELECT explode(sequence(1, 300000)) AS x FROM {table}) a
    CROSS JOIN (SELECT explode(sequence(1, 300000)) AS x FROM {table}) b
"""
_COLUMNS = [{"name": "id", "type": "integer", "required": True}, {"name": "name", "type": "string"}]


def fresh_key(word: str) -> str:
    """A process key that no earlier test on the same stack has used."""
    return f"{word}-{secrets.token_hex(3)}"


def ingest(key: str, path: str, location: str = "raw") -> Component:
    settings = {"source": {"location": location, "path": path}, "format": "csv", "header": True, "columns": _COLUMNS}
    return {"key": key, "type": "ingest-files", "version": 1, "label": f"Ingest {key}", "settings": settings}


def sql(key: str, query: str) -> Component:
    return {"key": key, "type": "sql-rule", "version": 1, "label": f"Rule {key}", "settings": {"sql": query}}


def slow(key: str, table: str) -> Component:
    return sql(key, SLOW_QUERY.format(table=table))


def rows(key: str, source: str) -> Component:
    return sql(key, f"SELECT id, name FROM {source}")


def disabled(component: Component) -> Component:
    return {**component, "disabled": True}


def definition(key: str, components: list[Component], edges: list[tuple[str, str]]) -> dict[str, Any]:
    """A process of these components."""
    return {
        "schemaVersion": 1,
        "key": key,
        "name": f"Test {key}",
        "components": components,
        "edges": [{"from": start, "to": end} for start, end in edges],
        "layout": {"components": {c["key"]: {"x": 240 * i, "y": 0} for i, c in enumerate(components)}},
    }


def idle(key: str, names: list[str]) -> dict[str, Any]:
    """A chain that runs through at once: every component is disabled, so that no step is made."""
    components = [disabled(ingest(names[0], "nowhere.csv"))]
    components += [disabled(rows(name, before)) for before, name in itertools.pairwise(names)]
    return definition(key, components, list(itertools.pairwise(names)))


def table(count: int = 10) -> str:
    """A small CSV file."""
    return "id,name\n" + "".join(f"{number},name {number}\n" for number in range(1, count + 1))


def export(key: str, path: str) -> Component:
    """Adds files below a path of the location `curated`: what is committed twice is there twice."""
    target = {"location": "curated", "path": path}
    settings = {"target": target, "format": "csv", "header": True, "writeMode": "append", "fileCount": 1}
    return {"key": key, "type": "export-files", "version": 1, "label": f"Export {key}", "settings": settings}


def pipeline(key: str, path: str) -> dict[str, Any]:
    """A process that takes a file in and writes it out again, below a folder that is called like the process."""
    return definition(key, [ingest("few", path), export("out", key)], [("few", "out")])
