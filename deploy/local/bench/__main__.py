"""`python -m bench NAME`: one measurement; `./headgate bench` calls it with what it needs."""

from __future__ import annotations

import importlib
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from . import report
from .report import Result

_Measure = Callable[[bool], Result]


def _alone(module: str) -> _Measure:
    """A measurement that is a module of its own; only that one is imported, for some need no stack and no boto3."""

    def measure(small: bool) -> Result:
        found: _Measure = importlib.import_module(f"bench.{module}").measure
        return found(small)

    return measure


def _fanout(name: str, widths: list[list[int]], small_widths: list[list[int]]) -> _Measure:
    def measure(small: bool) -> Result:
        from . import fanout

        return fanout.measure(name, small_widths if small else widths)

    return measure


BENCHES: dict[str, _Measure] = {
    "render": _alone("render"),
    "parse": _alone("parse"),
    "publish": _alone("publish"),
    "publish-mwaa": _alone("publish"),
    "changes": _alone("changes"),
    "changes-mwaa": _alone("changes"),
    "handoff": _alone("handoff"),
    "calls": _alone("calls"),
    "ui": _alone("ui"),
    "fanout": _fanout("fanout", [[50], [100]], [[5]]),
    "fanout-200": _fanout("fanout-200", [[200]], [[12]]),
    "fanout-400": _fanout("fanout-400", [[200, 200]], [[5, 5]]),
}


def main(name: str) -> None:
    """Measure, print, keep."""
    machine = report.machine()
    began = time.monotonic()
    result = BENCHES[name](bool(os.environ["HEADGATE_BENCH_SMALL"]))
    assert result.name == name, "the stack has another pace than this measurement is for"
    result.keep(Path(os.environ["HEADGATE_BENCH_RESULTS"]), machine, time.monotonic() - began)


if __name__ == "__main__":
    main(sys.argv[1])
