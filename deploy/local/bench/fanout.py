"""Runs of components that all run at once: how wide can one be, and what stands in the way."""

from __future__ import annotations

import contextlib
import functools
import time
from dataclasses import dataclass
from typing import Any

from tests.e2e.tenant import ENDED, Tenant, summary
from tests.e2e.waiting import PATIENCE, Away, eventually

from . import effort, graphs
from .effort import Effort
from .ground import Ground, Shelf, open_stack
from .report import Cell, Result, Table

# How EMR lets steps be submitted (quotas of AddJobFlowSteps: 10 at once, then 0.5 a second), and some time to spare.
_BURST, _A_SECOND, _SPARE = 10, 0.5, 20.0
_LONGEST = 490.0
_LOOK = 2.0


@dataclass
class Course:
    """When a run reached what; seconds since it was asked for."""

    tenant: Tenant
    dag: str
    run: str
    width: int
    asked: float | None = None
    settled: float | None = None
    view: dict[str, Any] | None = None


@dataclass(frozen=True)
class Sight:
    """One look at Airflow while the runs go on."""

    at: float
    waiting: int
    triggerer_mib: float


def measure(name: str, widths: list[list[int]]) -> Result:
    """Each list of widths is one try: its runs go on at the same time, each in an account of its own."""
    stack = open_stack()
    shelf = Shelf(stack)
    most = max(len(tried) for tried in widths)
    grounds = [Ground(stack) for _ in range(most)]
    # Parts import much when they first meet a thing.
    _try(grounds, shelf, [1] * most)
    rows = [_try(grounds, shelf, tried) for tried in widths]
    columns = [
        "components", "all asked for", "most waiting at once", "all with EMR", "last step ended", "settled",
        "triggerer, cores", "triggerer, MiB", "all parts, CPU s", "tasks failed or retried",
    ]  # fmt: skip
    notes = [
        "Seconds since the run was asked for. All steps end at the same moment, after the last should have been sent.",
        f"EMR takes {_BURST} AddJobFlowSteps at once and {_A_SECOND} a second after that: "
        "for 200 components 380 s, whoever sends them one by one.",
        f"– stands for what was not reached within {_LONGEST:.0f} s; then the runs were stopped.",
    ]
    return Result(name, [Table("Components side by side", columns, rows)], notes)


def _try(grounds: list[Ground], shelf: Shelf, widths: list[int]) -> list[Cell]:
    until = time.time() + max(0.0, (max(widths) - _BURST) / _A_SECOND) + _SPARE
    ready = [_publish(ground, width, until) for ground, width in zip(grounds, widths, strict=False)]
    with effort.spending(grounds[0].stack) as spent:
        began = time.time()
        courses = [Course(t, dag, t.start(key), width) for t, key, dag, width in ready]
        sights = _follow(courses, shelf, grounds[0], began)
    for course, ground in zip(courses, grounds, strict=False):
        if course.settled is not None:
            _check(course, ground)
    return _row(courses, grounds, sights, spent[0], began, _trouble(courses, shelf))


def _publish(ground: Ground, width: int, until: float) -> tuple[Tenant, str, str, int]:
    tenant = ground.tenant
    key = tenant.create(graphs.side_by_side(width, until))
    live = tenant.await_live(key, tenant.publish(key)["number"])
    return tenant, key, str(live["dagId"]), width


def _follow(courses: list[Course], shelf: Shelf, ground: Ground, began: float) -> list[Sight]:
    sights: list[Sight] = []
    while any(course.settled is None for course in courses):
        now = time.time() - began
        if now > _LONGEST:
            _give_up(courses, shelf)
            break
        # Wide runs may keep Airflow's REST API from answering in time: one sight less, nothing else.
        with contextlib.suppress(Away):
            for course in courses:
                _look(course, now)
            waiting = sum(shelf.count(course.dag, course.run, "deferred") for course in courses)
            sights.append(Sight(now, waiting, effort.memory(ground.stack, effort.TRIGGERER)))
        time.sleep(_LOOK)
    return sights


def _give_up(courses: list[Course], shelf: Shelf) -> None:
    """Too wide for this machine is a finding, too; but whatever comes next is to find the stack at rest."""
    for course in courses:
        if course.settled is None:
            course.tenant.stop(course.run)
            # Headgate would turn away what is left, but each by a worker process.
            shelf.end(course.dag, course.run)
    for course in courses:
        course.tenant.await_end(course.run)


def _look(course: Course, now: float) -> None:
    if course.settled is not None:
        return
    view = course.view = course.tenant.run(course.run)
    states = [component["state"] for component in view["components"]]
    if course.asked is None and states and "NONE" not in states:
        course.asked = now
    if view["state"] in ENDED:
        course.settled = now


def _check(course: Course, ground: Ground) -> None:
    view = course.view
    assert view is not None
    assert view["state"] == "SUCCEEDED", summary(view)
    sent = [step for step in ground.steps() if step.name.startswith(f"headgate {course.run}-")]
    assert len(sent) == course.width, f"{len(sent)} steps for {course.width} components"


def _trouble(courses: list[Course], shelf: Shelf) -> int | None:
    """Airflow's tasks that failed or were tried again, though the run went well; of no meaning if it was given up."""
    if any(course.settled is None for course in courses):
        return None

    def over(course: Course) -> bool:
        return bool(shelf.airflow.get(f"/dags/{course.dag}/dagRuns/{course.run}")["state"] in ("success", "failed"))

    total = 0
    for course in courses:
        eventually(functools.partial(over, course), "Airflow has ended the run, too", PATIENCE)
        offset, found = 0, 1
        while offset < found:
            path = f"/dags/{course.dag}/dagRuns/{course.run}/taskInstances?limit=100&offset={offset}"
            page = shelf.airflow.get(path)
            found = int(page["total_entries"])
            total += sum(task["state"] == "failed" or task["try_number"] > 1 for task in page["task_instances"])
            offset += 100
    return total


def _row(
    courses: list[Course], grounds: list[Ground], sights: list[Sight], spent: Effort, began: float, trouble: int | None
) -> list[Cell]:
    names = tuple(f"headgate {course.run}-" for course in courses)
    steps = [step for ground in grounds for step in ground.steps() if step.name.startswith(names)]
    all_sent = len(steps) == sum(course.width for course in courses)
    ends = [step.ended for step in steps if step.ended is not None]
    settled = _latest([course.settled for course in courses])
    return [
        " + ".join(str(course.width) for course in courses),
        _latest([course.asked for course in courses]),
        max(sight.waiting for sight in sights),
        max(step.created for step in steps) - began if all_sent else None,
        max(ends) - began if all_sent and settled is not None else None,
        settled,
        spent.cpu[effort.TRIGGERER] / spent.seconds,
        max(sight.triggerer_mib for sight in sights),
        sum(spent.cpu.values()),
        trouble,
    ]


def _latest(times: list[float | None]) -> float | None:
    """When the last of them was there; None if one never was."""
    reached = [moment for moment in times if moment is not None]
    return max(reached) if len(reached) == len(times) else None
