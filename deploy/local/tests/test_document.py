"""docs/stand-in.md names tests that exist, and every rule in it has one."""

from __future__ import annotations

import re

import pytest

from .standin import HERE, LOCAL
from .test_clients import JAVA

DOCUMENT = (LOCAL.parents[1] / "docs" / "stand-in.md").read_text()
PYTHON = re.compile(r"`(test_\w+\.py)::(test_\w+)`")
IN_JAVA = re.compile(r"`(\w+Tests)#(\w+)`")


def rules() -> list[str]:
    """The rows of all tables, without their heads."""
    rows = [line for line in DOCUMENT.splitlines() if line.startswith("| ")]
    return [row for row in rows if not re.match(r"\| (Rule|What) \|", row)]


@pytest.mark.parametrize(("file", "name"), sorted(set(PYTHON.findall(DOCUMENT))))
def test_a_test_that_is_named_exists(file: str, name: str) -> None:
    assert re.search(rf"^def {name}\(", (HERE / file).read_text(), re.MULTILINE)


@pytest.mark.parametrize(("file", "name"), sorted(set(IN_JAVA.findall(DOCUMENT))))
def test_a_test_in_java_that_is_named_exists(file: str, name: str) -> None:
    assert re.search(rf"@Test\n    void {name}\(\)", JAVA.with_name(f"{file}.java").read_text())


def test_every_rule_has_a_test() -> None:
    assert len(rules()) > 40
    assert [row for row in rules() if not (PYTHON.search(row) or IN_JAVA.search(row))] == []


def test_nothing_else_looks_like_a_test() -> None:
    """A name that is misspelt is not overlooked."""
    words = [word for word in re.findall(r"`[^`\n]+`", DOCUMENT) if "::" in word or re.search(r"#\w", word)]
    assert [word for word in words if not (PYTHON.fullmatch(word) or IN_JAVA.fullmatch(word))] == []
