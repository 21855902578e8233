"""Policy evaluation: documents in, a decision out. Knows IAM's language and nothing of moto."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import lru_cache
from typing import Any

Document = Mapping[str, Any]
Context = Mapping[str, str]


class Decision(Enum):
    """What a set of policies says: an explicit deny beats every allow."""

    ALLOWED = "allowed"
    DENIED = "denied"
    SILENT = "silent"


def evaluate(documents: Iterable[Document], action: str, resource: str, context: Context) -> Decision:
    """Judge an identity's action on a resource."""
    decision = Decision.SILENT
    for statement in _statements(documents):
        if not (
            _covers(statement, "Action", action, fold=True) and _covers(statement, "Resource", resource, fold=False)
        ):
            continue
        if statement["Effect"] == "Deny":
            if _conditions_hold(statement, context, unknown=True):
                return Decision.DENIED
        elif _conditions_hold(statement, context, unknown=False):
            decision = Decision.ALLOWED
    return decision


def trusts(document: Document, principals: Iterable[tuple[str, str]], action: str, context: Context) -> Decision:
    """Judge a role's trust policy; principals are (kind, value) pairs that the caller may appear as."""
    appearances = set(principals)
    decision = Decision.SILENT
    for statement in _statements([document]):
        if not _covers(statement, "Action", action, fold=True):
            continue
        if not _names(statement.get("Principal"), appearances):
            continue
        if statement["Effect"] == "Deny":
            if _conditions_hold(statement, context, unknown=True):
                return Decision.DENIED
        elif _conditions_hold(statement, context, unknown=False):
            decision = Decision.ALLOWED
    return decision


def _statements(documents: Iterable[Document]) -> Iterable[Mapping[str, Any]]:
    for document in documents:
        yield from _as_list(document.get("Statement", []))


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _covers(statement: Mapping[str, Any], element: str, value: str, *, fold: bool) -> bool:
    negated = statement.get(f"Not{element}")
    if negated is not None:
        return not any(_like(str(p), value, fold) for p in _as_list(negated))
    return any(_like(str(p), value, fold) for p in _as_list(statement.get(element, [])))


def _names(principal: Any, appearances: set[tuple[str, str]]) -> bool:
    if principal == "*":
        return True
    if not isinstance(principal, Mapping):
        return False
    for kind, values in principal.items():
        for value in _as_list(values):
            if (kind, str(value)) in appearances or (kind == "AWS" and value == "*"):
                return True
    return False


@lru_cache(maxsize=2048)
def _pattern(pattern: str, fold: bool) -> re.Pattern[str]:
    # Only * and ? are special in IAM; fnmatch would also read [..].
    body = "".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in pattern)
    return re.compile(body, re.DOTALL | (re.IGNORECASE if fold else 0))


def _like(pattern: str, value: str, fold: bool = False) -> bool:
    return _pattern(pattern, fold).fullmatch(value) is not None


_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "StringEquals": lambda expected, actual: expected == actual,
    "StringEqualsIgnoreCase": lambda expected, actual: expected.lower() == actual.lower(),
    "StringLike": _like,
    "ArnEquals": _like,
    "ArnLike": _like,
    "Bool": lambda expected, actual: expected.lower() == actual.lower(),
}
_NEGATIONS = {
    "StringNotEquals": "StringEquals",
    "StringNotLike": "StringLike",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
}


def _conditions_hold(statement: Mapping[str, Any], context: Context, *, unknown: bool) -> bool:
    """All conditions hold; an operator that is not known here counts as `unknown`, the strict side of its effect."""
    for operator, keys in statement.get("Condition", {}).items():
        for key, expected in keys.items():
            if not _condition_holds(operator, str(key), _as_list(expected), context, unknown):
                return False
    return True


def _condition_holds(operator: str, key: str, expected: list[Any], context: Context, unknown: bool) -> bool:
    actual = {k.lower(): v for k, v in context.items()}.get(key.lower())
    if operator == "Null":
        return (actual is None) == (str(expected[0]).lower() == "true")
    name = operator.rpartition(":")[2]
    if name.endswith("IfExists"):
        if actual is None:
            return True
        name = name[: -len("IfExists")]
    positive = _NEGATIONS.get(name, name)
    test = _OPERATORS.get(positive)
    if test is None:
        return unknown
    if actual is None:
        return positive != name
    matched = any(test(str(value), actual) for value in expected)
    return matched != (positive != name)
