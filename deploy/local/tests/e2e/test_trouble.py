"""When something is wrong: each cause has its own words, and the work goes on when the cause is gone."""

from __future__ import annotations

import pytest

from .eyes import Eyes
from .graphs import definition, fresh_key, idle, ingest, rows, table
from .onboarding import Newcomer
from .rest import Answer
from .stack import Stack
from .tenant import Tenant, View, component
from .waiting import eventually


def test_an_invalid_process_is_refused_with_every_problem_and_where_it_is(acme: Tenant, eyes: Eyes) -> None:
    key = fresh_key("invalid")
    broken = definition(
        key,
        [
            {"key": "a", "type": "no-such-type", "version": 1, "label": "A", "settings": {}},
            {**rows("b", "a"), "settings": {}},
            {**ingest("c", "../secrets.csv"), "label": "C"},
            {**ingest("c", "fine.csv"), "label": "C again"},
        ],
        [("a", "b"), ("b", "b"), ("c", "nobody")],
    )
    acme.create(broken)
    refused = acme.ask("POST", f"/processes/{key}/publications", {})
    assert (refused.status, refused.code) == (422, "process.invalid")
    found = {(problem["code"], problem["pointer"]) for problem in refused.body["problems"]}
    assert found >= {
        ("component.type", "/components/0/type"),
        ("settings.invalid", "/components/1/settings/sql"),
        ("settings.path", "/components/2/settings/source/path"),
        ("component.duplicate", "/components/3/key"),
        ("edge.self", "/edges/1"),
        ("edge.dangling", "/edges/2/to"),
    }
    assert all(problem["message"] and problem["remedy"] for problem in refused.body["problems"])
    draft = acme.ask("GET", f"/processes/{key}/draft").good()
    assert {(problem["code"], problem["pointer"]) for problem in draft["problems"]} == found
    eyes.sees(f"/t/{acme.key}/processes/{key}", *(problem["message"] for problem in draft["problems"]))
    acme.change(idle(key, ["mended"]))
    acme.await_live(key, acme.publish(key)["number"])


def test_what_is_no_process_at_all_is_told_with_its_place(acme: Tenant) -> None:
    strange = {**idle(fresh_key("strange"), ["a"]), "edges": [{"from": 7}], "colour": "red"}
    refused = acme.ask("POST", "/processes", strange)
    assert (refused.status, refused.code) == (422, "process.unreadable")
    assert {problem["pointer"] for problem in refused.body["problems"]} >= {"/colour", "/edges/0/from"}


def _told(refused: Answer) -> tuple[int, str]:
    assert refused.body["detail"]
    failed = [check for check in refused.body["checks"] if not check["ok"]]
    assert failed[0]["sentence"]
    assert failed[0]["remedy"]
    return refused.status, refused.code


def test_each_fault_of_an_account_is_told_apart_and_it_registers_when_all_are_mended(stack: Stack) -> None:
    fresh = Newcomer(stack)
    assert _told(fresh.register(roleArn=f"{fresh.role}-missing")) == (422, "account.role-refused")
    fresh.trust(external_id="of-somebody-else")
    assert _told(fresh.register()) == (422, "account.role-refused")
    fresh.trust()
    assert _told(fresh.register(clusterId="j-0NOTTHERE00")) == (422, "account.cluster-unknown")
    missing = f"s3://{fresh.key}-missing/headgate"
    assert _told(fresh.register(workspace=missing)) == (422, "account.bucket-missing")
    done = fresh.register()
    assert done.status == 201, done.body
    assert all(check["ok"] for check in done.body["checks"])


def _error(run: View, key: str) -> View:
    found = component(run, key)
    assert found is not None
    error: View = found["error"]
    assert error["remedy"]
    for technical in ("Exception", "Traceback", "org.apache", "s3a"):
        assert technical not in error["sentence"] + error["remedy"]
    return error


def test_a_missing_file_fails_in_business_words_and_the_next_run_finds_it(newcomer: Newcomer, eyes: Eyes) -> None:
    tenant, key = newcomer.tenant, fresh_key("late")
    newcomer.add_location("gone", f"{newcomer.key}-gone")
    components = [ingest("late", f"{key}.csv"), ingest("lost", "x.csv", location="gone")]
    tenant.set_up(definition(key, components, []))
    failed = tenant.await_state(tenant.start(key), "FAILED")
    late, lost = _error(failed, "late"), _error(failed, "lost")
    assert (late["code"], late["owner"]) == ("source.missing", "author")
    assert f"{key}.csv" in late["sentence"]
    assert (lost["code"], lost["owner"]) == ("storage.missing-bucket", "tenant-admin")
    for error in late, lost:
        eyes.sees_trouble(f"/t/{tenant.key}/runs/{failed['id']}", error)
    tenant.put(f"{key}.csv", table(3))
    tenant.aws("s3").create_bucket(
        Bucket=f"{newcomer.key}-gone", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
    )
    again = tenant.await_state(tenant.start(key), "FAILED")
    found = component(again, "late")
    assert found is not None
    assert found["result"]["rows"] == {"in": 3, "out": 3, "rejected": 0}
    assert _error(again, "lost")["code"] != "storage.missing-bucket"


def _await_trouble(tenant: Tenant, run: str, code: str, eyes: Eyes) -> None:
    """The component that cannot go on says why, also on the screen, and the run is not lost."""

    def told() -> View | None:
        view = tenant.run(run)
        found = component(view, "few")
        trouble: View | None = found["trouble"] if found else None
        return trouble if trouble and trouble["code"] == code and view["state"] == "RUNNING" else None

    eyes.sees_trouble(f"/t/{tenant.key}/runs/{run}", eventually(told, f"run {run} tells {code}"))


def test_a_run_waits_until_role_workspace_and_cluster_are_mended_and_then_makes_one_step(
    newcomer: Newcomer, eyes: Eyes
) -> None:
    tenant, key = newcomer.tenant, fresh_key("patient")
    tenant.set_up(definition(key, [ingest("few", tenant.put(f"{key}.csv", table()))], []))
    account = tenant.ask("GET", "/accounts").good()[0]["id"]

    newcomer.trust(external_id="of-somebody-else")
    newcomer.remove_workspace()
    newcomer.end_cluster()
    try:
        checked = tenant.ask("POST", f"/accounts/{account}/check").good()["checks"]
        assert [check["code"] for check in checked] == ["account.role-refused"]
        run = tenant.start(key)
        _await_trouble(tenant, run, "account.role-refused", eyes)
        newcomer.trust()
        _await_trouble(tenant, run, "account.bucket-missing", eyes)
        newcomer.make_workspace()
        _await_trouble(tenant, run, "account.cluster-unknown", eyes)
    finally:
        newcomer.mend()

    view = tenant.await_state(run, "SUCCEEDED")
    assert view["trouble"] is None
    assert len(view["components"][0]["attempts"]) == 1
    assert len(tenant.steps_of(run)) == 1


@pytest.mark.faults
def test_publication_and_run_say_that_airflow_is_away_and_go_on_when_it_is_back(
    stack: Stack, acme: Tenant, eyes: Eyes
) -> None:
    live = acme.set_up(idle(fresh_key("away"), ["only"]))
    fresh = acme.create(idle(fresh_key("away"), ["only"]))
    with stack.frozen("airflow api-server"):
        number = acme.publish(fresh)["number"]
        run, waiting = acme.start(live), acme.start(fresh)
        publication = eventually(lambda: acme.publication(fresh, number)["trouble"], "the publication's trouble")
        started = eventually(lambda: acme.run(run)["trouble"], "the run's trouble")
        assert publication["code"] == started["code"] == "airflow.away"
        assert publication["sentence"]
        assert publication["remedy"]
        assert acme.run(run)["state"] == "STARTING"
        assert acme.run(waiting)["waitingFor"]["code"] == "waiting.publication"
        eyes.sees_trouble(f"/t/{acme.key}/processes/{fresh}", publication)
        eyes.sees_trouble(f"/t/{acme.key}/runs/{run}", started)
    view = acme.await_live(fresh, number)
    assert view["trouble"] is None
    for each in (run, waiting):
        assert acme.await_state(each, "SUCCEEDED")["trouble"] is None
