"""quality-check: each kind of rule, thresholds, severities, and data that stays where it is."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from conftest import Bench

ROWS = [
    (1, "EWR", 5.0, datetime.date(2013, 1, 1), True),
    (2, "JFK", -3.0, datetime.date(2013, 6, 1), False),
    (2, "LGA", None, datetime.date(2014, 1, 1), None),
    (4, None, 900.0, None, True),
]


@pytest.fixture
def fed(bench: Bench) -> Bench:
    schema = "id int, origin string, delay double, day date, ok boolean"
    bench.table("flights", bench.spark.createDataFrame(ROWS, schema))
    return bench


def check(bench: Bench, *rules: dict[str, Any]) -> int:
    return bench.run("quality-check", {"rules": list(rules)}, ["flights"])


@pytest.mark.parametrize(
    ("rule", "failed"),
    [
        ({"type": "not-null", "column": "origin"}, 1),
        ({"type": "not-null", "column": "id"}, 0),
        ({"type": "unique", "column": "id"}, 1),
        ({"type": "unique", "column": "origin"}, 0),
        ({"type": "range", "column": "delay", "min": 0}, 1),
        ({"type": "range", "column": "delay", "max": 100}, 1),
        ({"type": "range", "column": "delay", "min": -3, "max": 900}, 0),
        ({"type": "range", "column": "id", "min": 1.5}, 1),
        ({"type": "range", "column": "day", "min": "2013-01-01", "max": "2013-12-31"}, 1),
        ({"type": "allowed-values", "column": "origin", "values": ["EWR", "JFK"]}, 1),
        ({"type": "allowed-values", "column": "id", "values": [1, 4]}, 2),
        ({"type": "allowed-values", "column": "ok", "values": [True]}, 1),
        ({"type": "allowed-values", "column": "day", "values": ["2013-01-01"]}, 2),
        ({"type": "pattern", "column": "origin", "pattern": "[A-Z]{3}"}, 0),
        ({"type": "pattern", "column": "origin", "pattern": "E|J"}, 3),
    ],
    ids=str,
)
def test_each_kind_of_rule_counts_the_rows_that_break_it(fed: Bench, rule: dict[str, Any], failed: int) -> None:
    assert check(fed, {**rule, "maxFailedPercent": 100}) == 0, fed.result
    [told] = fed.result["quality"]["rules"]
    assert (told["failed"], told["checked"], told["failedPercent"]) == (failed, 4, failed * 25.0)
    assert told["passed"] is True
    assert told["column"] == rule["column"]


def test_thresholds_and_severities_decide(fed: Bench) -> None:
    assert check(fed, {"type": "not-null", "column": "origin", "maxFailedPercent": 25}) == 0
    assert check(fed, {"type": "not-null", "column": "origin", "severity": "warning"}) == 0
    assert fed.result["quality"]["passed"] is True
    assert fed.result["quality"]["rules"][0]["passed"] is False
    rules = ({"type": "not-null", "column": "origin", "name": "Origin is known"}, {"type": "row-count", "min": 5})
    assert check(fed, *rules) == 1
    assert fed.error == "quality.failed"
    assert "2 rules did not hold: 'Origin is known' (1 of 4)" in fed.result["error"]["sentence"]
    assert fed.result["quality"]["passed"] is False
    assert fed.result["output"] is None
    assert check(fed, {"type": "row-count", "min": 4, "max": 4}) == 0


def test_the_data_passes_through_without_a_copy(fed: Bench) -> None:
    assert check(fed, {"type": "row-count", "min": 1}) == 0
    assert fed.result["output"]["uri"] == fed.uri("upstream/flights")
    assert fed.result["rows"] == {"in": 4, "out": 4, "rejected": None}
    assert len(fed.rows()) == 4
    assert not list(fed.root.glob("ws/**/output/*"))


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"type": "not-null", "column": "nosuch"}, "input.missing-column"),
        ({"type": "range", "column": "origin", "min": 1}, "quality.rule-does-not-fit"),
        ({"type": "range", "column": "day", "min": "soon"}, "quality.rule-does-not-fit"),
        ({"type": "allowed-values", "column": "id", "values": ["x"]}, "quality.rule-does-not-fit"),
        ({"type": "pattern", "column": "origin", "pattern": "[A-"}, "quality.bad-pattern"),
    ],
    ids=str,
)
def test_a_rule_that_cannot_be_checked_is_told(fed: Bench, rule: dict[str, Any], code: str) -> None:
    assert check(fed, rule) == 1
    assert fed.error == code
