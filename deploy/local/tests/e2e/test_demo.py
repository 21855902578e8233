"""The demo on real parts: its numbers, and in whose account each step ran."""

from __future__ import annotations

import csv
import io
import math
from collections import defaultdict
from typing import Any

import pyarrow.parquet
import pytest

from .stack import CONTROL, Stack
from .tenant import Tenant, View
from .ticking import moment

Numbers = dict[tuple[str, str], dict[str, float | None]]
_COUNTS = ("flights", "departed", "late", "delay_minutes", "mean_delay")


def _rows(tenant: Tenant, key: str) -> csv.DictReader[str]:
    body = tenant.aws("s3").get_object(Bucket=tenant.data_bucket, Key=key)["Body"].read()
    return csv.DictReader(io.StringIO(body.decode()))


def _number(text: str) -> float | None:
    return None if text in ("NA", "") else float(text)


def _above(value: float | None, least: float) -> bool:
    return value is not None and value >= least


def _weather(row: dict[str, str]) -> str:
    if (_number(row["precip"]) or 0) > 0:
        return "rain or snow"
    visibility = _number(row["visib"])
    if visibility is not None and visibility < 5:
        return "low visibility"
    return "strong wind" if _above(_number(row["wind_speed"]), 20) else "fair"


@pytest.fixture(scope="module")
def expected(acme: Tenant) -> Numbers:
    """The delays by carrier and weather, counted in plain Python."""
    weather: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in _rows(acme, "raw/weather/2013.csv"):
        weather[row["origin"], row["time_hour"]].append(_weather(row))
    delays: dict[tuple[str, str], list[float | None]] = defaultdict(list)
    for row in _rows(acme, "raw/flights/2013.csv"):
        for kind in weather.get((row["origin"], row["time_hour"]), []):
            delays[row["carrier"], kind].append(_number(row["dep_delay"]))
    return {group: _counts(found) for group, found in delays.items()}


def _counts(delays: list[float | None]) -> dict[str, float | None]:
    departed = [delay for delay in delays if delay is not None]
    total = math.fsum(departed) if departed else None
    return {
        "flights": len(delays),
        "departed": len(departed),
        "late": sum(delay >= 15 for delay in departed),
        "delay_minutes": total,
        "mean_delay": total / len(departed) if total is not None else None,
    }


def _exported(acme: Tenant, folder: str, ending: str) -> dict[str, bytes]:
    s3 = acme.aws("s3")
    listed = s3.list_objects_v2(Bucket=acme.data_bucket, Prefix=f"curated/delays/{folder}/")["Contents"]
    keys = [found["Key"] for found in listed if found["Key"].endswith(ending)]
    return {key: s3.get_object(Bucket=acme.data_bucket, Key=key)["Body"].read() for key in keys}


def _same(found: Numbers, expected: Numbers) -> None:
    assert found.keys() == expected.keys()
    for group, counts in expected.items():
        for name, value in counts.items():
            got = found[group][name]
            if value is None or got is None:
                assert got == value, (group, name)
            else:
                assert math.isclose(got, value, rel_tol=1e-9), (group, name)


def _grouped(rows: list[dict[str, Any]]) -> Numbers:
    found = {(str(row["carrier"]), str(row["weather"])): {name: row[name] for name in _COUNTS} for row in rows}
    assert len(found) == len(rows), "a group was exported twice"
    return found


def test_the_exported_csv_holds_the_numbers_that_plain_python_counts(acme: Tenant, expected: Numbers) -> None:
    rows: list[dict[str, Any]] = []
    for body in _exported(acme, "csv", ".csv").values():
        for row in csv.DictReader(io.StringIO(body.decode())):
            rows.append({**row, **{name: _number(row[name]) for name in _COUNTS}})
    assert len(expected) > 40
    _same(_grouped(rows), expected)


def test_the_exported_parquet_holds_the_same_numbers(acme: Tenant, expected: Numbers) -> None:
    rows: list[dict[str, Any]] = []
    for body in _exported(acme, "parquet", ".parquet").values():
        rows += pyarrow.parquet.read_table(io.BytesIO(body)).to_pylist()
    _same(_grouped(rows), expected)


def test_the_run_tells_the_rows_that_are_in_the_files(acme: Tenant, expected: Numbers) -> None:
    told = {c["key"]: c["result"]["rows"] for c in _demo_run(acme, "flight-delays")["components"]}
    flights = sum(1 for _ in _rows(acme, "raw/flights/2013.csv"))
    assert told["ingest_flights"] == {"in": flights, "out": flights, "rejected": 0}
    assert told["delays_by_carrier"]["out"] == len(expected)
    assert told["export_csv"]["out"] == told["export_parquet"]["out"] == len(expected)


def _demo_run(tenant: Tenant, process: str) -> View:
    listed = tenant.ask("GET", f"/processes/{process}/runs?state=SUCCEEDED&size=200").good()["items"]
    return tenant.run(listed[-1]["id"])


def _step_times(run: View) -> list[tuple[Any, Any]]:
    attempts = [attempt for found in run["components"] for attempt in found["attempts"]]
    return [(moment(a["startedAt"]), moment(a["endedAt"])) for a in attempts]


def test_both_tenants_had_steps_running_at_the_same_time(acme: Tenant, borealis: Tenant) -> None:
    ours, theirs = (_step_times(_demo_run(t, p)) for t, p in ((acme, "flight-delays"), (borealis, "fleet-age")))
    assert any(a < d and c < b for a, b in ours for c, d in theirs)


def test_each_step_was_added_in_its_own_account_by_its_own_session(
    stack: Stack, acme: Tenant, borealis: Tenant
) -> None:
    added = [c for c in stack.calls(service="elasticmapreduce") if c["action"] == "AddJobFlowSteps"]
    for tenant, process, other in ((acme, "flight-delays", borealis), (borealis, "fleet-age", acme)):
        run = _demo_run(tenant, process)
        names = {f"headgate {a['key']}" for c in run["components"] for a in c["attempts"]}
        calls = [c for c in added if names & set(c["parameters"]["StepNames"])]
        assert len(calls) == len(names) == len(run["components"]), "each step is added once"
        assert {c["account"] for c in calls} == {tenant.account}
        assert {_session(c) for c in calls} == {f"headgate-{tenant.key}"}
        assert not [c for c in added if c["account"] == tenant.account and other.key in _session(c)]


def _session(call: View) -> str:
    assert ":assumed-role/headgate-access/" in call["principal"]
    return str(call["principal"].rpartition("/")[2])


def test_roles_are_assumed_by_headgate_alone_and_name_the_tenant(stack: Stack, acme: Tenant, borealis: Tenant) -> None:
    assumed = [c for c in stack.calls(service="sts") if c["action"] == "AssumeRole" and c["status"] == 200]
    for tenant in (acme, borealis):
        ours = [c for c in assumed if c["parameters"]["RoleArn"].startswith(f"arn:aws:iam::{tenant.account}:")]
        assert {c["parameters"]["RoleSessionName"] for c in ours} == {f"headgate-{tenant.key}"}
        assert {c["principal"] for c in ours} == {f"arn:aws:iam::{CONTROL}:user/headgate"}


def test_steps_are_watched_by_sweeps_and_never_one_by_one(stack: Stack, acme: Tenant) -> None:
    calls = [c for c in stack.calls(service="elasticmapreduce") if "headgate-access" in c["principal"]]
    steps = sum(len(c["parameters"]["StepNames"]) for c in calls if c["action"] == "AddJobFlowSteps")
    assert steps >= 11
    assert not [c for c in calls if c["action"] == "DescribeStep"]
    looks = [c for c in calls if c["action"] == "ListSteps"]
    sweeps = [c for c in looks if "StepStates" in c["parameters"]]
    ended = [c for c in looks if c["parameters"].get("StepIds")]
    assert sweeps
    assert len(ended) <= steps, "a step is asked for by its id at most once, when it has left the sweep"
