"""Trying a component of a draft: one step on a sample, through the same queue, and nothing of it left anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .books import exported
from .graphs import definition, export, fresh_key, ingest, sql, table
from .stack import Stack
from .tenant import Tenant, View
from .waiting import eventually

MARK = "zebra-7f3a"
ENDED = ("SUCCEEDED", "FAILED", "CANCELLED")


def _names() -> str:
    return f"id,name\n1,{MARK}\n2,other\n" + "".join(f"{number},name {number}\n" for number in range(3, 501))


def _draft(acme: Tenant, word: str) -> View:
    """Two sources, a join and an export; saved, and never published."""
    key = fresh_key(word)
    left = acme.put(f"{key}/left.csv", _names())
    right = acme.put(f"{key}/right.csv", table(10))
    joined = sql("joined", "SELECT a.id, a.name, b.name AS other FROM one a JOIN two b ON b.id = a.id")
    components = [ingest("one", left), ingest("two", right), joined, export("out", key)]
    edges = [("one", "joined"), ("two", "joined"), ("joined", "out")]
    made = definition(key, components, edges)
    acme.create(made)
    return made


def _trials(process: str) -> str:
    return f"/processes/{process}/trials"


def _tried(acme: Tenant, process: str, body: dict[str, Any]) -> View:
    """A trial that has ended."""
    asked = acme.ask("POST", _trials(process), body).good()

    def ended() -> View | None:
        found: View = acme.ask("GET", f"{_trials(process)}/{asked['id']}").good()
        return found if found["state"] in ENDED else None

    return eventually(ended, f"the trial of {body['component']} has ended", 240)


def _scratch(acme: Tenant, trial: str) -> list[str]:
    account = acme.ask("GET", "/accounts").good()[0]
    bucket, _, prefix = account["workspace"].removeprefix("s3://").partition("/")
    found = acme.aws("s3").list_objects_v2(Bucket=bucket, Prefix=f"{prefix.rstrip('/')}/trials/{trial}/")
    return [entry["Key"].rpartition("/")[2] for entry in found.get("Contents", [])]


def test_an_export_and_all_before_it_is_tried_by_one_step_and_writes_nothing(stack: Stack, acme: Tenant) -> None:
    process = _draft(acme, "tried")["key"]
    since = stack.last_call()
    trial = _tried(acme, process, {"component": "out", "scope": "UP_TO", "rows": 5})
    assert trial["state"] == "SUCCEEDED", trial

    answer = acme.ask("GET", f"{_trials(process)}/{trial['id']}/sample").good()
    by_key = {found["component"]: found for found in answer["components"]}
    assert [column["name"] for column in by_key["joined"]["columns"]] == ["id", "name", "other"]
    assert ["1", MARK, "name 1"] in by_key["joined"]["rows"]
    assert by_key["out"]["wouldWrite"]["files"] == 1
    assert len(by_key["one"]["rows"]) == 5

    calls = [call for call in stack.calls(since) if call["account"] == acme.account]
    added = [call for call in calls if call["action"] == "AddJobFlowSteps" and trial["id"] in str(call["parameters"])]
    assert len(added) == 1
    assert not [call for call in calls if call["action"] == "DescribeStep"]
    assert not exported(acme, process)
    assert acme.ask("GET", f"/processes/{process}/publications").good() == []
    assert acme.ask("GET", f"/runs?process={process}").good()["items"] == []


def test_of_a_sample_nothing_is_left_in_headgate_and_after_it_was_read_nothing_in_the_workspace(
    stack: Stack, acme: Tenant
) -> None:
    process = _draft(acme, "left")["key"]
    trial = _tried(acme, process, {"component": "one", "scope": "UP_TO"})
    path = f"{_trials(process)}/{trial['id']}"
    assert MARK in str(acme.ask("GET", f"{path}/sample").good())
    assert sorted(_scratch(acme, trial["id"])) == ["marker", "sample.json", "settings.json"]
    acme.ask("DELETE", path).good()
    eventually(lambda: _scratch(acme, trial["id"]) == [], "the scratch is removed")
    assert acme.ask("GET", f"{path}/sample").code == "trial.sample-gone"

    log = next(Path(stack.path.parent).rglob("api.log"))
    assert MARK not in log.read_text(errors="replace")
    events = list(stack.rest("acme-air-admin").events(f"/tenants/{acme.key}/events"))
    ours = [told for name, told in events if name == "trial" and told["trial"] == trial["id"]]
    assert [told["state"] for told in ours][-1] == "SUCCEEDED"
    assert MARK not in str(events)


def test_the_columns_of_a_file_are_found_by_a_trial(acme: Tenant) -> None:
    key = fresh_key("found")
    made = definition(key, [ingest("one", acme.put(f"{key}.csv", _names()))], [])
    del made["components"][0]["settings"]["columns"]
    acme.create(made)
    trial = _tried(acme, key, {"component": "one", "scope": "COLUMNS"})
    (found,) = acme.ask("GET", f"{_trials(key)}/{trial['id']}/sample").good()["components"]
    assert [(column["name"], column["type"]) for column in found["columns"]] == [("id", "int"), ("name", "string")]
    assert found["rows"][0] == ["1", MARK]


def test_a_component_alone_is_tried_on_what_a_run_has_left(acme: Tenant) -> None:
    made = _draft(acme, "alone")
    process = made["key"]
    alone = {"component": "joined", "scope": "ONE"}
    refused = acme.ask("POST", _trials(process), alone)
    assert (refused.status, refused.code) == (409, "trial.nothing-before")

    acme.await_live(process, acme.publish(process)["number"])
    acme.await_state(acme.start(process), "SUCCEEDED", seconds=400)
    trial = _tried(acme, process, alone)
    sample = acme.ask("GET", f"{_trials(process)}/{trial['id']}/sample").good()
    assert [found["component"] for found in sample["components"]] == ["joined"]
    assert ["1", MARK, "name 1"] in sample["components"][0]["rows"]


def test_what_a_query_says_of_its_data_is_told_to_who_tried_it_and_to_nobody_else(stack: Stack, acme: Tenant) -> None:
    process = _draft(acme, "wrong")["key"]
    made = acme.ask("GET", f"/processes/{process}/draft").good()["definition"]
    made["components"][2]["settings"]["sql"] = "SELECT id, nothing FROM one"
    order = {"component": "joined", "scope": "UP_TO", "definition": made}
    trial = _tried(acme, process, order)
    assert (trial["state"], trial["error"]["code"]) == ("FAILED", "sql.unknown-column")
    sample = acme.ask("GET", f"{_trials(process)}/{trial['id']}/sample").good()
    assert "nothing" in sample["error"]["sentence"]


@pytest.mark.faults
def test_a_trial_survives_the_death_of_the_api_and_can_be_cancelled(stack: Stack, acme: Tenant) -> None:
    process = _draft(acme, "dying-try")["key"]
    since = stack.last_call()
    asked = acme.ask("POST", _trials(process), {"component": "joined", "scope": "UP_TO"}).good()
    old = stack.kill("api")
    stack.await_restart("api", old)
    path = f"{_trials(process)}/{asked['id']}"

    def ended() -> View | None:
        found: View = acme.ask("GET", path).good()
        return found if found["state"] in ENDED else None

    assert eventually(ended, "the trial has ended", 240)["state"] == "SUCCEEDED"
    added = [call for call in stack.calls(since, "elasticmapreduce") if asked["id"] in str(call["parameters"])]
    assert len([call for call in added if call["action"] == "AddJobFlowSteps"]) == 1

    other = acme.ask("POST", _trials(process), {"component": "joined", "scope": "UP_TO"}).good()
    path = f"{_trials(process)}/{other['id']}"
    acme.ask("DELETE", path).good()
    assert eventually(ended, "the trial is cancelled", 120)["state"] == "CANCELLED"


def test_a_viewer_tries_nothing_and_a_tenant_can_switch_it_off(stack: Stack, acme: Tenant) -> None:
    process = _draft(acme, "off")["key"]
    order = {"component": "one", "scope": "UP_TO"}
    viewer = stack.rest("acme-air-viewer").ask("POST", f"/tenants/acme-air{_trials(process)}", order)
    assert (viewer.status, viewer.code) == (403, "access.role-missing")
    acme.ask("PATCH", "/settings", {"samplesAllowed": False}).good()
    try:
        refused = acme.ask("POST", _trials(process), order)
        assert (refused.status, refused.code) == (403, "trial.switched-off")
    finally:
        acme.ask("PATCH", "/settings", {"samplesAllowed": True}).good()
