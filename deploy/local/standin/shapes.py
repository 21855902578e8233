"""Answers held against their service model: nothing unknown in them, nothing of a wrong type, nothing left out."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from typing import Any

from botocore.utils import parse_timestamp

# botocore's Shape; its stubs know nothing of what its subclasses have.
Shape = Any
# What the query protocol puts beside the result.
_BESIDE = ("ResponseMetadata",)
_PLAIN = {
    "string": str, "integer": int, "long": int, "boolean": bool, "float": (int, float), "double": (int, float),
    "timestamp": (int, float), "blob": str, "character": str, "list": list, "map": dict, "structure": dict,
}  # fmt: skip


def wrong_json(value: Any, shape: Shape, path: str = "answer") -> Iterator[str]:
    """What is wrong with a JSON answer."""
    if getattr(shape, "is_document_type", False):
        return
    kind: Any = _PLAIN[shape.type_name]
    if not isinstance(value, kind) or (isinstance(value, bool) and shape.type_name != "boolean"):
        yield f"{path} is {type(value).__name__}, not {shape.type_name}"
        return
    match shape.type_name:
        case "structure":
            yield from _members(set(value), shape, path)
            for name, inner in _labelled(shape).items():
                if name in value:
                    yield from wrong_json(value[name], inner, f"{path}.{name}")
        case "list":
            for place, item in enumerate(value):
                yield from wrong_json(item, shape.member, f"{path}[{place}]")
        case "map":
            for key, item in value.items():
                yield from wrong_json(item, shape.value, f"{path}.{key}")
        case "string":
            yield from _one_of(value, shape, path)


def wrong_xml(body: bytes, shape: Shape | None, operation: str) -> Iterator[str]:
    """What is wrong with an answer of the query protocol."""
    root = _bare(ElementTree.fromstring(body))
    if root.tag != f"{operation}Response":
        yield f"the answer is {root.tag}, not {operation}Response"
    if shape is None:
        return
    wrapper = shape.serialization.get("resultWrapper", f"{operation}Result")
    known = {child.tag for child in root}
    if unknown := known - {wrapper, *_BESIDE}:
        yield f"the answer has {', '.join(sorted(unknown))} beside its result"
    result = root.find(wrapper)
    if result is None:
        if shape.members:
            yield f"the answer has no {wrapper}"
        return
    yield from _element(result, shape, "answer")


def _bare(root: ElementTree.Element) -> ElementTree.Element:
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def _element(element: ElementTree.Element, shape: Shape, path: str) -> Iterator[str]:
    match shape.type_name:
        case "structure":
            yield from _members({child.tag for child in element}, shape, path)
            for name, inner in _labelled(shape).items():
                found = element.findall(name)
                if found and inner.type_name == "list" and inner.serialization.get("flattened"):
                    for child in found:
                        yield from _element(child, inner.member, f"{path}.{name}")
                elif len(found) > 1:
                    yield f"{path}.{name} comes {len(found)} times"
                elif found:
                    yield from _element(found[0], inner, f"{path}.{name}")
        case "list":
            label = shape.member.serialization.get("name", "member")
            for child in element:
                if child.tag == label:
                    yield from _element(child, shape.member, f"{path}[]")
                else:
                    yield f"{path} has {child.tag}, not {label}"
        case "map":
            return
        case _:
            yield from _scalar(element.text or "", shape, path)


def _scalar(text: str, shape: Shape, path: str) -> Iterator[str]:
    try:
        match shape.type_name:
            case "integer" | "long":
                int(text)
            case "float" | "double":
                float(text)
            case "timestamp":
                parse_timestamp(text)
            case "boolean" if text not in ("true", "false"):
                raise ValueError(text)
    except ValueError:
        yield f"{path} is no {shape.type_name}"
    if shape.type_name == "string":
        yield from _one_of(text, shape, path)


def _labelled(shape: Shape) -> dict[str, Shape]:
    """The members by the names that they have on the wire; those in headers are not here."""
    return {
        inner.serialization.get("name", name): inner
        for name, inner in shape.members.items()
        if inner.serialization.get("location") in (None, "member")
    }


def _members(names: set[str], shape: Shape, path: str) -> Iterator[str]:
    known = _labelled(shape)
    for name in sorted(names - set(known)):
        yield f"{path} has the unknown member {name}"
    for member in shape.required_members:
        if shape.members[member].serialization.get("name", member) not in names:
            yield f"{path} has no {member}"


def _one_of(text: str, shape: Shape, path: str) -> Iterator[str]:
    allowed = getattr(shape, "enum", None)
    if allowed and text not in allowed:
        yield f"{path} is {text}, none of {', '.join(allowed)}"
