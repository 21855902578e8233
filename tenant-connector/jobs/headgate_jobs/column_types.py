"""Which type the texts of a column fit: the narrowest in which each of them keeps what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Optional

Texts = Sequence[Optional[str]]

# A number that begins with a nought, such as a postal code, is a word: as a number it would lose the nought.
WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,18})")
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)?(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)


# So many values are told of, and so much of each: who reads them has to see their kind, not all of them.
ODD_VALUES = 3
ODD_LENGTH = 20


def named_types(names: Sequence[str], rows: Sequence[Texts]) -> list[dict[str, Any]]:
    """The columns as the settings of ingest-files name them."""
    return [{"name": name, "type": type_of([row[at] for row in rows])} for at, name in enumerate(names)]


def type_of(texts: Texts) -> str:
    values = [text for text in texts if text is not None]
    if not values:
        return "string"
    return next((name for name, fits in _FITS.items() if all(fits(value) for value in values)), "string")


def odd_values(texts: Texts) -> list[str]:
    """What made a column text whose values mostly fit a narrower type: the first few that do not; else nothing."""
    values = [text for text in texts if text is not None]
    odd = min(([value for value in values if not fits(value)] for fits in _FITS.values()), key=len)
    if len(odd) * 2 >= len(values):
        return []
    return list(dict.fromkeys(value[:ODD_LENGTH] for value in odd))[:ODD_VALUES]


def _is_whole(text: str, bits: int) -> bool:
    return WHOLE.fullmatch(text) is not None and -(2**bits) <= int(text) < 2**bits


def _is_number(text: str) -> bool:
    return NUMBER.fullmatch(text) is not None and any(letter.isdigit() for letter in text.split("e")[0].split("E")[0])


def _is_day(text: str) -> bool:
    if DAY.fullmatch(text) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


# From the narrowest on: a column has the first that all its values fit.
_FITS: dict[str, Callable[[str], bool]] = {
    "integer": lambda text: _is_whole(text, 31),
    "long": lambda text: _is_whole(text, 63),
    "double": _is_number,
    "boolean": lambda text: text.lower() in ("true", "false"),
    "date": _is_day,
    "timestamp": lambda text: MOMENT.fullmatch(text) is not None and _is_day(text[:10]),
}
