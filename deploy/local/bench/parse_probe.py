"""Run by Airflow's Python in a fresh process: what one DAG file costs. Prints milliseconds of CPU as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def _cpu(action: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    made = action()
    return (time.process_time() - began) * 1000, made


def _import_airflow() -> Any:
    import airflow.sdk
    from airflow.dag_processing.dagbag import DagBag
    from airflow.serialization.serialized_objects import DagSerialization

    # Lazy in 3.x: the import alone brings none of it.
    assert airflow.sdk.DAG
    assert airflow.sdk.BaseOperator
    return DagBag, DagSerialization


def main(path: Path) -> None:
    """Import Airflow, then read the file once fresh and five times warm."""
    airflow, (dag_bag, serialization) = _cpu(_import_airflow)

    def read() -> Any:
        # A module that is read again is executed again, as the DAG processor does.
        bag = dag_bag(str(path))
        assert not bag.import_errors, bag.import_errors
        return next(iter(bag.dags.values()))

    fresh, dag = _cpu(read)
    warm = min(_cpu(read)[0] for _ in range(5))
    serialization.to_dict(dag)
    serialise, data = _cpu(lambda: serialization.to_dict(dag))
    text = json.dumps(data)
    serialization.from_dict(json.loads(text))
    deserialise, _ = _cpu(lambda: serialization.from_dict(json.loads(text)))
    times = {"airflow": airflow, "fresh": fresh, "warm": warm, "serialise": serialise, "deserialise": deserialise}
    print(json.dumps({**times, "bytes": len(text)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
