"""Versions: what was published once can be published again, not a byte changed, and runs."""

from __future__ import annotations

from .graphs import fresh_key, idle
from .tenant import Tenant, states


def test_a_process_that_was_rolled_back_has_the_same_version_and_runs_it(borealis: Tenant) -> None:
    key = borealis.set_up(idle(fresh_key("rolled"), ["first"]))
    before = borealis.ask("GET", f"/processes/{key}/versions/1").good()
    borealis.change(idle(key, ["second", "third"]))
    borealis.await_live(key, borealis.publish(key)["number"])

    back = borealis.ask("POST", f"/processes/{key}/publications", {"version": 1}).good()
    assert (back["number"], back["version"]) == (3, 1)
    borealis.await_live(key, 3)
    view = borealis.await_state(borealis.start(key), "SUCCEEDED")

    assert (view["publication"], view["version"], states(view)) == (3, 1, {"first": "PASSED"})
    assert borealis.ask("GET", f"/processes/{key}/versions/1").good() == before
    versions = borealis.ask("GET", f"/processes/{key}/versions").good()
    assert [(each["number"], each["live"], each["runs"]) for each in versions["items"]] == [(2, False, 0), (1, True, 1)]
    assert versions["items"][1]["sha256"] == before["version"]["sha256"]


def test_an_archived_process_leaves_airflow_and_comes_back_to_be_published_anew(borealis: Tenant) -> None:
    key = borealis.set_up(idle(fresh_key("archived"), ["only"]))
    borealis.await_state(borealis.start(key), "SUCCEEDED")

    borealis.ask("POST", f"/processes/{key}/archive", {}).good()
    refused = borealis.ask("POST", f"/processes/{key}/runs", {})
    assert (refused.status, refused.code) == (409, "process.archived")
    borealis.await_retired(key, 1)

    borealis.ask("POST", f"/processes/{key}/unarchive").good()
    borealis.await_live(key, borealis.publish(key)["number"])
    view = borealis.await_state(borealis.start(key), "SUCCEEDED")
    assert (view["publication"], view["version"]) == (2, 1)
