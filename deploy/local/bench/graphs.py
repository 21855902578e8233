"""Processes to measure with; every component only takes its time."""

from __future__ import annotations

import secrets
from typing import Any

from tests.e2e.graphs import Component, definition, ingest, sql


def chains(count: int, seconds: list[float]) -> dict[str, Any]:
    """Chains side by side, each of components that take so many seconds."""
    components: list[Component] = []
    edges: list[tuple[str, str]] = []
    for chain in range(count):
        names = [f"c{chain}_{place}" for place in range(len(seconds))]
        components.append(ingest(names[0], f"seconds={seconds[0]}"))
        for before, name, time in zip(names, names[1:], seconds[1:], strict=False):
            components.append(sql(name, f"SELECT * FROM {before} WHERE 'seconds={time}' <> ''"))
            edges.append((before, name))
    return definition(_key("chains"), components, edges)


def side_by_side(width: int, until: float) -> dict[str, Any]:
    """Components that do not depend on each other and all end at the same moment."""
    return definition(_key("wide"), [ingest(f"c{n}", f"until={until:.0f}") for n in range(width)], [])


def chain_of(length: int) -> dict[str, Any]:
    """One chain, to be published or rendered rather than run."""
    return chains(1, [1.0] * length)


def _key(word: str) -> str:
    return f"{word}-{secrets.token_hex(3)}"
