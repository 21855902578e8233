"""What a service model says about values beyond what botocore checks before it sends: most, pattern, one of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import regex

# The models write characters beyond the first plane as Java does, which Python reads as something else.
# botocore's Shape; its stubs know nothing of what its subclasses have.
Shape = Any

_BEYOND = (r"\uD800\uDC00-\uDBFF\uDFFF", r"\u10000-\u10FFFF")


@lru_cache(maxsize=512)
def pattern(text: str) -> Any:
    """A model's pattern; classes such as \\p{L} are beyond Python's own expressions."""
    for beyond in _BEYOND:
        text = text.replace(beyond, r"\U00010000-\U0010FFFF")
    return regex.compile(text)


def broken(value: Any, shape: Shape, path: str = "") -> Iterator[str]:
    """What is wrong with a value, in the words of AWS's own validation."""
    match shape.type_name:
        case "structure" if isinstance(value, dict):
            for name, member in shape.members.items():
                if value.get(name) is not None:
                    yield from broken(value[name], member, f"{path}.{name}" if path else name)
        case "list" if isinstance(value, list):
            yield from _length(len(value), shape, path)
            for place, item in enumerate(value, start=1):
                yield from broken(item, shape.member, f"{path}.{place}.member")
        case "map" if isinstance(value, dict):
            yield from _length(len(value), shape, path)
            for key, item in value.items():
                yield from broken(key, shape.key, f"{path}.{key}")
                yield from broken(item, shape.value, f"{path}.{key}")
        case "string" if isinstance(value, str):
            yield from _length(len(value), shape, path)
            yield from _text(value, shape, path)
        case "integer" | "long" if isinstance(value, int):
            yield from _range(value, shape, path)


def _length(length: int, shape: Shape, path: str) -> Iterator[str]:
    if length < shape.metadata.get("min", 0):
        yield f"{_at(path)}Member must have length greater than or equal to {shape.metadata['min']}"
    if length > shape.metadata.get("max", length):
        yield f"{_at(path)}Member must have length less than or equal to {shape.metadata['max']}"


def _range(value: int, shape: Shape, path: str) -> Iterator[str]:
    if value < shape.metadata.get("min", value):
        yield f"{_at(path)}Member must have value greater than or equal to {shape.metadata['min']}"
    if value > shape.metadata.get("max", value):
        yield f"{_at(path)}Member must have value less than or equal to {shape.metadata['max']}"


def _text(value: str, shape: Shape, path: str) -> Iterator[str]:
    allowed = getattr(shape, "enum", None)
    if allowed and value not in allowed:
        yield f"{_at(path)}Member must satisfy enum value set: [{', '.join(allowed)}]"
    wanted = shape.metadata.get("pattern")
    if wanted and not pattern(wanted).fullmatch(value):
        yield f"{_at(path)}Member must satisfy regular expression pattern: {wanted}"


def _at(path: str) -> str:
    # Values are left out: some are secrets.
    head, _, rest = path.partition(".")
    shown = ".".join(part for part in (head[:1].lower() + head[1:], rest) if part)
    return f"Value at '{shown}' failed to satisfy constraint: "
