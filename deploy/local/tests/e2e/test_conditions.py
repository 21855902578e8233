"""Components that run only when a condition holds: one branch is taken, the other is not, and numbers say which."""

from __future__ import annotations

from typing import Any

from .books import balanced, exported, once
from .graphs import Component, definition, export, fresh_key, ingest, sql, table
from .tenant import Tenant, View, component, states

ROWS = 10
LEAST = 6
_ROWS = "SELECT id, name FROM few WHERE"


def _when(condition: str, component: Component) -> Component:
    return {**component, "condition": condition}


def _branches(key: str, path: str) -> dict[str, Any]:
    """The run says which of two branches is taken; what came of it goes out."""
    components = [
        ingest("few", path),
        _when(f'param.mode == "full" && result.few.rowsOut == {ROWS}', sql("late", f"{_ROWS} id > {LEAST}")),
        _when('param.mode == "early" && result.few.ran', sql("early", f"{_ROWS} id <= {LEAST}")),
        {"key": "both", "type": "combine-rows", "version": 1, "label": "Both", "settings": {}},
        _when("result.both.rowsOut > 0", export("out", key)),
    ]
    edges = [("few", "late"), ("few", "early"), ("late", "both"), ("early", "both"), ("both", "out")]
    parameters = [{"key": "mode", "type": "string", "default": "full"}]
    return {**definition(key, components, edges), "parameters": parameters}


def _run(tenant: Tenant, key: str, mode: str) -> View:
    asked = tenant.ask("POST", f"/processes/{key}/runs", {"parameters": {"mode": mode}}).good()
    return tenant.await_end(str(asked["id"]))


def test_a_branch_whose_condition_holds_is_taken_and_one_whose_does_not_is_skipped(acme: Tenant) -> None:
    key = fresh_key("branch")
    acme.set_up(_branches(key, acme.put(f"{key}.csv", table(ROWS))))
    ran = dict.fromkeys(["few", "both", "out"], "SUCCEEDED")

    full = _run(acme, key, "full")

    assert full["state"] == "SUCCEEDED"
    assert states(full) == {**ran, "late": "SUCCEEDED", "early": "LEFT_OUT"}
    skipped = component(full, "early")
    assert skipped is not None
    assert skipped["error"]["code"] == "condition.not-met"
    assert 'param.mode was "full"' in skipped["error"]["sentence"]
    assert len(acme.steps_of(full["id"])) == 4
    balanced(acme, full)
    assert exported(acme, key) == once(ROWS) - once(LEAST)

    early = _run(acme, key, "early")

    assert early["state"] == "SUCCEEDED"
    assert states(early) == {**ran, "late": "LEFT_OUT", "early": "SUCCEEDED"}
    assert exported(acme, key) == once(ROWS)

    none = _run(acme, key, "none")

    assert none["state"] == "SUCCEEDED"
    assert states(none) == {"few": "SUCCEEDED", **dict.fromkeys(["late", "early", "both", "out"], "LEFT_OUT")}
    assert len(acme.steps_of(none["id"])) == 1
    assert exported(acme, key) == once(ROWS)


def test_a_condition_that_makes_no_sense_keeps_the_process_from_being_published(acme: Tenant) -> None:
    key = fresh_key("nonsense")
    wrong = _branches(key, "nowhere.csv")
    wrong["components"][4]["condition"] = "result.lat.rowsOut > 0 && param.mode"
    acme.create(wrong)

    refused = acme.ask("POST", f"/processes/{key}/publications", {})

    assert refused.status == 422
    (problem,) = [p for p in refused.body["problems"] if p["code"] == "component.condition"]
    assert problem["pointer"] == "/components/4/condition"
    assert 'nothing called "result.lat.rowsOut"' in problem["message"]
    assert "result.late.rowsOut" in problem["remedy"]
