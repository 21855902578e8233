"""From one component's end to the next one's submission, and what the way there costs: ours beside three others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.e2e.tenant import ENDED, Tenant, summary
from tests.e2e.waiting import eventually

from . import effort, graphs, neighbours
from .effort import Effort
from .ground import Ground, Shelf, Step, open_stack
from .report import Cell, Result, Table, quantile, ratio

# Longer than a poll of 5 s and spread over one, so that ends fall into every part of it, as those of real steps do.
_SHORTEST, _SPREAD = 6.0, 5.0
_POKE_SECONDS = 5
_PATIENCE = 400.0
_TAG = "bench-resumed"


@dataclass(frozen=True)
class Shape:
    """How many chains side by side, and how long each step of a chain takes."""

    chains: int
    seconds: list[float]

    @property
    def components(self) -> int:
        return self.chains * len(self.seconds)


@dataclass(frozen=True)
class Way:
    """One way to do it, as measured."""

    name: str
    gaps: list[float]
    effort: Effort


def measure(small: bool) -> Result:
    """All four on the same stack, one after the other."""
    length = 2 if small else 5
    shape = Shape(1 if small else 3, [round(_SHORTEST + _SPREAD * place / length, 1) for place in range(length)])
    stack = open_stack()
    ground, shelf = Ground(stack), Shelf(stack)
    # Parts import much when they first meet a thing: none of the four shall pay for it.
    _all_ways(_Bench(ground, shelf, Shape(1, [1.0]), "warm"))
    ways = _all_ways(_Bench(ground, shelf, shape, "bench"))
    idle = effort.idle(stack, 5 if small else 20)
    return Result("handoff", _tables(ways, idle, shape), _notes(shape))


def _all_ways(bench: _Bench) -> list[Way]:
    return [bench.ours(), bench.resumed(), bench.plain("sensor, deferrable", True), bench.plain("sensor, poke", False)]


class _Bench:
    """Runs each way once and looks at EMR's times."""

    def __init__(self, ground: Ground, shelf: Shelf, shape: Shape, prefix: str) -> None:
        self._ground = ground
        self._shelf = shelf
        self._shape = shape
        self._prefix = prefix
        self._connection = shelf.connect(ground)
        neighbours.install(ground.stack.path)

    def ours(self) -> Way:
        """As Headgate publishes it."""
        return self._headgate("Headgate", lambda dag: None)

    def resumed(self) -> Way:
        """The same with waits that a worker begins and ends."""

        def change(dag: str) -> None:
            self._shelf.put_dag(dag, neighbours.resumed(self._shelf.dag_text(dag), _TAG))
            self._shelf.await_dag(dag, _TAG)

        return self._headgate("Headgate, Wn resumed on a worker", change)

    def _headgate(self, name: str, change: Callable[[str], None]) -> Way:
        tenant = self._ground.tenant
        process = graphs.chains(self._shape.chains, self._shape.seconds)
        key = tenant.create(process)
        live = tenant.await_live(key, tenant.publish(key)["number"])
        change(live["dagId"])
        with effort.spending(self._ground.stack) as spent:
            run = tenant.start(key)
            _await_success(tenant, run)
        length = len(self._shape.seconds)
        names = {
            f"headgate {run}-{chain * length + place + 1}-1": (chain, place)
            for chain in range(self._shape.chains)
            for place in range(length)
        }
        return self._way(name, names, self._ground.steps(), spent[0])

    def plain(self, name: str, deferrable: bool) -> Way:
        """EmrAddStepsOperator and EmrStepSensor."""
        dag = f"{self._prefix}_plain_{'deferrable' if deferrable else 'poke'}"
        text = neighbours.plain(
            dag_id=dag, connection=self._connection, cluster=self._ground.cluster, chains=self._shape.chains,
            seconds=self._shape.seconds, poke_seconds=_POKE_SECONDS, deferrable=deferrable,
        )  # fmt: skip
        self._shelf.put_dag(dag, text)
        self._shelf.await_dag(dag)
        with effort.spending(self._ground.stack) as spent:
            self._shelf.await_run(dag, self._shelf.start(dag), _PATIENCE)
        names = {
            f"{dag} {chain}_{place}": (chain, place)
            for chain in range(self._shape.chains)
            for place in range(len(self._shape.seconds))
        }
        return self._way(f"EmrAddStepsOperator + {name}", names, self._ground.steps(), spent[0])

    def _way(self, name: str, names: dict[str, tuple[int, int]], steps: list[Step], spent: Effort) -> Way:
        by_place = {names[step.name]: step for step in steps if step.name in names}
        assert len(by_place) == self._shape.components, f"{name}: {len(by_place)} steps of {self._shape.components}"
        gaps = []
        for (chain, place), step in by_place.items():
            if place > 0:
                ended = by_place[chain, place - 1].ended
                assert ended is not None
                gaps.append(step.created - ended)
        return Way(name, gaps, spent)


def _await_success(tenant: Tenant, run: str) -> None:
    """Asked for once a second, as the runs of the others are: looking costs the api its CPU."""

    def ended() -> bool:
        view = tenant.run(run)
        assert view["state"] not in ENDED or view["state"] == "SUCCEEDED", summary(view)
        return bool(view["state"] == "SUCCEEDED")

    eventually(ended, f"run {run} succeeds", _PATIENCE, pause=1)


def _tables(ways: list[Way], idle: Effort, shape: Shape) -> list[Table]:
    ours = ways[0]
    ours_p50 = quantile(ours.gaps, 0.5)
    latency: list[list[Cell]] = [
        [way.name, quantile(way.gaps, 0.5), quantile(way.gaps, 0.95), ratio(quantile(way.gaps, 0.5), ours_p50)]
        for way in ways
    ]
    ours_workers = ours.effort.worker_seconds
    ours_cpu = sum(ours.effort.beyond(idle).values())
    workers: list[list[Cell]] = []
    cost: list[list[Cell]] = []
    for way in ways:
        beyond = way.effort.beyond(idle)
        total = sum(beyond.values())
        each: list[Cell] = [beyond[part] / shape.components for part in effort.PARTS]
        cost.append([way.name, *each, total / shape.components, ratio(total, ours_cpu)])
        held = way.effort.worker_seconds
        workers.append([way.name, held / shape.components, ratio(held, ours_workers)])
    rest: list[Cell] = [idle.cpu[part] / idle.seconds for part in effort.PARTS]
    return [
        Table("From a component's end to the next submission, seconds", ["", "p50", "p95", "p50 ÷ ours"], latency),
        Table("Seconds in which a worker process is taken, per component", ["", "seconds", "÷ ours"], workers),
        Table(
            "CPU seconds per component, beyond what the same parts spend idle",
            ["", *effort.PARTS, "all", "all ÷ ours"],
            cost,
        ),
        Table("CPU of the idle stack, cores", ["", *effort.PARTS], [["idle", *rest]]),
    ]


def _notes(shape: Shape) -> list[str]:
    return [
        f"{shape.chains} chains side by side of steps that take {', '.join(map(str, shape.seconds))} s; "
        f"{shape.components - shape.chains} hand-offs each way.",
        f"The sensors ask every {_POKE_SECONDS} s; by default they ask every 60 s. Headgate looks every 2 s.",
    ]
