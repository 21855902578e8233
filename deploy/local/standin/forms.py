"""Requests of the query protocol, read by their service model."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

# botocore's Shape; its stubs know nothing of what its subclasses have.
Shape = Any
_ENVELOPE = ("Action", "Version")


def read(body: str, shape: Shape | None) -> tuple[dict[str, Any], list[str]]:
    """The parameters of a form, and the fields that mean nothing in it."""
    form = dict(parse_qsl(body, keep_blank_values=True))
    fields = {name: value for name, value in form.items() if name not in _ENVELOPE}
    used: set[str] = set()
    found = _structure(shape, fields, "", used) if shape is not None else {}
    return found or {}, sorted(set(fields) - used)


def _value(shape: Shape, fields: dict[str, str], name: str, used: set[str]) -> Any:
    match shape.type_name:
        case "structure":
            return _structure(shape, fields, name, used)
        case "list":
            return _list(shape, fields, name, used)
        case "map":
            return _map(shape, fields, name, used)
    if name not in fields:
        return None
    used.add(name)
    return _scalar(shape, fields[name])


def _structure(shape: Shape, fields: dict[str, str], name: str, used: set[str]) -> dict[str, Any] | None:
    found = {}
    for member, inner in shape.members.items():
        label = inner.serialization.get("name", member)
        value = _value(inner, fields, f"{name}.{label}" if name else label, used)
        if value is not None:
            found[member] = value
    return found or None


def _list(shape: Shape, fields: dict[str, str], name: str, used: set[str]) -> list[Any] | None:
    inner = shape.member
    label = "" if shape.serialization.get("flattened") else f".{inner.serialization.get('name', 'member')}"
    found: list[Any] = []
    while (value := _value(inner, fields, f"{name}{label}.{len(found) + 1}", used)) is not None:
        found.append(value)
    if not found and fields.get(name) == "":
        used.add(name)
        return []
    return found or None


def _map(shape: Shape, fields: dict[str, str], name: str, used: set[str]) -> dict[str, Any] | None:
    found: dict[str, Any] = {}
    label = "" if shape.serialization.get("flattened") else ".entry"
    key, value = (part.serialization.get("name", word) for part, word in ((shape.key, "key"), (shape.value, "value")))
    while (each := _value(shape.key, fields, f"{name}{label}.{len(found) + 1}.{key}", used)) is not None:
        found[each] = _value(shape.value, fields, f"{name}{label}.{len(found) + 1}.{value}", used)
    return found or None


def _scalar(shape: Shape, text: str) -> Any:
    try:
        match shape.type_name:
            case "integer" | "long":
                return int(text)
            case "float" | "double":
                return float(text)
            case "boolean" if text in ("true", "false"):
                return text == "true"
    except ValueError:
        # Left as it is, so that the model finds its type wrong.
        pass
    return text
