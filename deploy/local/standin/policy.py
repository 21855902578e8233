"""Policy evaluation: documents in, a decision out. Knows IAM's language and nothing of moto."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import lru_cache
from typing import Any

Document = Mapping[str, Any]
Context = Mapping[str, str]

# The condition keys whose values are told here. AWS has many more: a condition on one of those is not understood.
KEYS = frozenset(
    key.lower()
    for key in (
        "aws:PrincipalAccount", "aws:PrincipalArn", "aws:RequestedRegion", "aws:SourceAccount",
        "elasticmapreduce:ExecutionRoleArn", "iam:PassedToService", "s3:delimiter", "s3:prefix",
        "sts:ExternalId", "sts:RoleSessionName",
    )
)  # fmt: skip


class _NotUnderstood(Exception):
    """Something in a statement that is not modelled: an allow does not hold then, and a deny does."""


class Decision(Enum):
    """What a set of policies says: an explicit deny beats every allow."""

    ALLOWED = "allowed"
    DENIED = "denied"
    SILENT = "silent"


def evaluate(documents: Iterable[Document], action: str, resource: str, context: Context) -> Decision:
    """Judge an identity's action on a resource."""

    def concerns(statement: Mapping[str, Any]) -> bool:
        return _covers(statement, "Action", action, fold=True) and _covers(statement, "Resource", resource, fold=False)

    return _judge(_statements(documents), concerns, context)


def trusts(document: Document, principals: Iterable[tuple[str, str]], action: str, context: Context) -> Decision:
    """Judge a role's trust policy; principals are (kind, value) pairs that the caller may appear as."""
    appearances = set(principals)

    def concerns(statement: Mapping[str, Any]) -> bool:
        return _covers(statement, "Action", action, fold=True) and _names(statement, appearances)

    return _judge(_statements([document]), concerns, context)


def _judge(
    statements: Iterable[Mapping[str, Any]], concerns: Callable[[Mapping[str, Any]], bool], context: Context
) -> Decision:
    decision = Decision.SILENT
    for statement in statements:
        denies = statement["Effect"] == "Deny"
        try:
            holds = concerns(statement) and _conditions_hold(statement, context)
        except _NotUnderstood:
            holds = denies
        if holds and denies:
            return Decision.DENIED
        if holds:
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


def _names(statement: Mapping[str, Any], appearances: set[tuple[str, str]]) -> bool:
    if "NotPrincipal" in statement:
        raise _NotUnderstood
    principal = statement.get("Principal")
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
    if "${" in pattern:
        raise _NotUnderstood
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


def _conditions_hold(statement: Mapping[str, Any], context: Context) -> bool:
    known = {key.lower(): value for key, value in context.items()}
    return all(
        _condition_holds(operator, str(key).lower(), _as_list(expected), known)
        for operator, keys in statement.get("Condition", {}).items()
        for key, expected in keys.items()
    )


def _condition_holds(operator: str, key: str, expected: list[Any], context: Context) -> bool:
    if key not in KEYS or any("${" in str(value) for value in expected):
        raise _NotUnderstood
    actual = context.get(key)
    if operator == "Null":
        return (actual is None) == (str(expected[0]).lower() == "true")
    quantifier, _, name = operator.rpartition(":")
    if quantifier not in ("", "ForAllValues", "ForAnyValue"):
        raise _NotUnderstood
    optional = name.endswith("IfExists")
    name = name.removesuffix("IfExists")
    positive = _NEGATIONS.get(name, name)
    test = _OPERATORS.get(positive)
    if test is None:
        raise _NotUnderstood
    if actual is None:
        # No value at all: every one of none fits, any of none does not.
        return optional or quantifier == "ForAllValues" or (positive != name and quantifier != "ForAnyValue")
    matched = any(test(str(value), actual) for value in expected)
    return matched != (positive != name)
