"""Puts the figures that were measured last into docs/performance.md; the words around them are people's."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from .report import Table

_PAGE = Path(__file__).resolve().parents[3] / "docs" / "performance.md"
_PLACE = re.compile(r"(<!-- figures: (?P<name>[a-z0-9-]+) -->\n).*?(<!-- end of figures -->)", re.DOTALL)


def write(results: Path, page: Path) -> list[str]:
    """Fill every place whose bench has left figures; tells which."""
    written: list[str] = []

    def fill(found: re.Match[str]) -> str:
        path = results / f"{found['name']}.json"
        if not path.exists():
            return found[0]
        written.append(found["name"])
        return f"{found[1]}{_figures(json.loads(path.read_text()))}{found[3]}"

    page.write_text(_PLACE.sub(fill, page.read_text()))
    return written


def _figures(kept: dict[str, Any]) -> str:
    tables = [Table(**table).markdown() for table in kept["tables"]]
    notes = "".join(f"- {note}\n" for note in kept["notes"])
    return "\n".join([*tables, *([notes] if notes else []), f"{_where(kept['machine'])}\n"])


def _where(machine: dict[str, Any]) -> str:
    return (
        f"*{machine['date']}; {machine['cores']} × {machine['processor']}, {machine['memoryGiB']} GiB, "
        f"{machine['system']}, Airflow {machine['airflow']}, Python {machine['python']}, {machine['java']}; "
        f"load before: {machine['loadBefore']}.*"
    )


if __name__ == "__main__":
    print("figures written:", ", ".join(write(Path(sys.argv[1]), _PAGE)) or "none")
