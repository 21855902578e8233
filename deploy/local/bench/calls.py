"""EMR calls while two hundred steps run: what Headgate needs, and what a look at each step by itself would need."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass

from tests.e2e.tenant import Tenant
from tests.e2e.waiting import eventually

from . import graphs, neighbours
from .ground import Ground, Shelf, open_stack
from .report import Cell, Result, Table

# Refill of one account and Region, calls a minute (Amazon EMR service quotas).
_QUOTA = {"AddJobFlowSteps": 30, "ListSteps": 30, "DescribeStep": 30, "DescribeCluster": 60}
_LONGEST_RAMP = 400.0
_FAR_OFF = 3600.0


@dataclass(frozen=True)
class _Neighbour:
    """Sensors, each on a step that does not end."""

    name: str
    dag: str
    poke_seconds: int
    deferrable: bool


@dataclass(frozen=True)
class _Watch:
    """A neighbour at work."""

    neighbour: _Neighbour
    cluster: str
    run: str


_NEIGHBOURS = (
    _Neighbour("EmrStepSensor, poke every 5 s", "bench_poke_5", 5, False),
    _Neighbour("EmrStepSensor, poke every 60 s", "bench_poke_60", 60, False),
    _Neighbour("EmrStepSensor, deferrable, every 5 s", "bench_deferred_5", 5, True),
)


class _Record:
    """The stand-in's record of calls to EMR."""

    def __init__(self, ground: Ground) -> None:
        self._stack = ground.stack
        self._last = 0

    def begin(self) -> float:
        """Forget what was before."""
        self._last = self._stack.last_call()
        return time.time()

    def a_minute(self, began: float, cluster: str) -> dict[str, float]:
        """Calls by operation on a cluster since then, for a minute."""
        minutes = (time.time() - began) / 60
        calls = self._stack.calls(self._last, "elasticmapreduce")
        on = [call for call in calls if cluster in (call["parameters"].get(n) for n in ("ClusterId", "JobFlowId"))]
        return {action: count / minutes for action, count in Counter(str(c["action"]) for c in on).items()}


def measure(small: bool) -> Result:
    """Ours with all steps running; the sensors on a few, counted for as many."""
    steps, few, window = (12, 2, 20.0) if small else (200, 4, 120.0)
    stack = open_stack()
    ours, theirs, shelf = Ground(stack), Ground(stack), Shelf(stack)
    tenant = ours.tenant
    watches = _start_neighbours(theirs, shelf, few)
    # EMR takes minutes to be sent all steps; the sensors are watched meanwhile.
    run = _start(tenant, steps)
    record = _Record(theirs)
    began = record.begin()
    time.sleep(window)
    measured = {watch.neighbour.name: record.a_minute(began, watch.cluster) for watch in watches}
    for watch in watches:
        shelf.end(watch.neighbour.dag, watch.run)
        theirs.end_cluster(watch.cluster)
    _await_states(tenant, run, {"NONE", "QUEUED", "SUBMITTING", "PENDING"}, "all steps run")
    began = record.begin()
    time.sleep(window / 2)
    mine = record.a_minute(began, ours.cluster)
    running = sum(step.state == "RUNNING" for step in ours.steps())
    assert running == steps, f"{running} steps run, not {steps}"
    # Whatever is measured next on this stack is to find it at rest.
    tenant.stop(run)
    tenant.await_state(run, "STOPPED")
    return Result("calls", [_table(steps, few, mine, measured)], _notes(steps, few, window))


def _start(tenant: Tenant, steps: int) -> str:
    key = tenant.create(graphs.side_by_side(steps, time.time() + _FAR_OFF))
    tenant.await_live(key, tenant.publish(key)["number"])
    return tenant.start(key)


def _await_states(tenant: Tenant, run: str, before: set[str], what: str) -> None:
    """Until no component is in one of the states."""

    def done() -> bool:
        states = {component["state"] for component in tenant.run(run)["components"]}
        assert "FAILED" not in states, f"a component of {run} failed"
        return bool(states) and not states & before

    eventually(done, what, _LONGEST_RAMP, pause=1)


def _start_neighbours(ground: Ground, shelf: Shelf, few: int) -> list[_Watch]:
    """Each on a cluster of its own, which tells whose a call is."""
    neighbours.install(ground.stack.path)
    connection = shelf.connect(ground)
    clusters = {}
    for neighbour in _NEIGHBOURS:
        cluster = clusters[neighbour.dag] = ground.new_cluster(neighbour.dag)
        text = neighbours.plain(
            dag_id=neighbour.dag, connection=connection, cluster=cluster, chains=few, seconds=[_FAR_OFF],
            poke_seconds=neighbour.poke_seconds, deferrable=neighbour.deferrable,
        )  # fmt: skip
        shelf.put_dag(neighbour.dag, text)
    return [_watch(neighbour, clusters[neighbour.dag], shelf, few) for neighbour in _NEIGHBOURS]


def _watch(neighbour: _Neighbour, cluster: str, shelf: Shelf, few: int) -> _Watch:
    """Start a run, until all its sensors watch."""
    shelf.await_dag(neighbour.dag)
    run = shelf.start(neighbour.dag)
    watching = "deferred" if neighbour.deferrable else "running"

    def all_watch() -> bool:
        # The tasks that add steps may be among the running ones until they have succeeded.
        return all(shelf.count(neighbour.dag, run, state) == few for state in ("success", watching))

    eventually(all_watch, f"all sensors of {neighbour.dag} watch", pause=1)
    return _Watch(neighbour, cluster, run)


def _table(steps: int, few: int, mine: dict[str, float], measured: dict[str, dict[str, float]]) -> Table:
    rows = [_row("Headgate, measured", mine)]
    for name, calls in measured.items():
        rows.append(_row(f"{name}, measured with {few}", {action: n * steps / few for action, n in calls.items()}))
    rows.append(_row("one DescribeStep a step every 30 s, counted", {"DescribeStep": steps * 2.0}))
    rows.append(["quota of one account and Region", *(float(quota) for quota in _QUOTA.values()), None, None])
    columns = ["", *_QUOTA, "all", "most used quota"]
    return Table(f"EMR calls a minute with {steps} running steps", columns, rows)


def _row(name: str, calls: dict[str, float]) -> list[Cell]:
    most = max(calls.get(action, 0.0) / quota for action, quota in _QUOTA.items())
    each: list[Cell] = [calls.get(action, 0.0) for action in _QUOTA]
    return [name, *each, sum(calls.values()), f"{most:.0%}"]


def _notes(steps: int, few: int, window: float) -> list[str]:
    return [
        f"The sensors watched {few} steps for {window:.0f} s; their calls are counted {steps // few}-fold. "
        f"{steps} that poke would also hold {steps} worker processes.",
        f"Headgate was watched for {window / 2:.0f} s with all {steps} steps running. "
        "At this pace the stand-in does not refuse what goes beyond EMR's quotas.",
    ]
