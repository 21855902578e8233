"""What state a cluster is in, from its start to its end; written to disk as it changes."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from moto.core.utils import utcnow
from moto.emr.models import Cluster

from ..config import ClusterTimes
from ..store import Store

TAKES_STEPS = ("STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING")
RUNS_STEPS = ("RUNNING", "WAITING")
_ENDED = ("TERMINATING", "TERMINATED", "TERMINATED_WITH_ERRORS")
_NO_REASON = {"code": None, "message": None}


class Lifecycle:
    """Moves clusters on; whoever runs their steps is told when they come up and when they go down."""

    def __init__(self, times: ClusterTimes, store: Store) -> None:
        self._times = times
        self._store = store
        self.lock = threading.RLock()
        self._up: Callable[[Cluster], None] = lambda _: None
        self._down: Callable[[Cluster], None] = lambda _: None

    def attach(self, up: Callable[[Cluster], None], down: Callable[[Cluster], None]) -> None:
        """Whom to tell that a cluster runs steps from now on, or never again."""
        self._up, self._down = up, down

    def begin(self, cluster: Cluster) -> None:
        """A cluster was asked for."""
        with self.lock:
            cluster.start_datetime = cluster.creation_datetime
            self._become(cluster, "STARTING")
            self.go_on(cluster)

    def go_on(self, cluster: Cluster) -> None:
        """Wait for what comes by itself; also for a cluster that an earlier process left on its way."""
        match cluster.state:
            case "STARTING":
                self._later(self._times.start, self._bootstrap, cluster)
            case "BOOTSTRAPPING":
                self._later(self._times.bootstrap, self._come_up, cluster)
            case "TERMINATING":
                self._later(self._times.terminate, self._finish, cluster)

    def busy(self, cluster: Cluster, *, steps: bool) -> None:
        """A cluster that is up has steps to do, or waits for some."""
        state = "RUNNING" if steps else "WAITING"
        if cluster.state in RUNS_STEPS and cluster.state != state:
            self._become(cluster, state)

    def terminate(self, cluster: Cluster, code: str, message: str, *, errors: bool = False) -> None:
        """Shut a cluster down; nothing happens to one that is on its way already."""
        with self.lock:
            if cluster.state in _ENDED:
                return
            setattr(cluster, "standin_reason", {"code": code, "message": message})
            setattr(cluster, "standin_errors", errors)
            self._become(cluster, "TERMINATING")
            self._down(cluster)
            self.go_on(cluster)

    def load(self, cluster: Cluster) -> None:
        """Bring back the state that was written last."""
        kept = self._store.cluster(cluster.id)
        if kept is None:
            return
        facts: dict[str, Any] = json.loads(kept)
        cluster.state = "WAITING" if facts["state"] == "RUNNING" else facts["state"]
        cluster.ready_datetime, cluster.end_datetime = _moment(facts["ready"]), _moment(facts["end"])
        setattr(cluster, "standin_reason", facts["reason"])
        setattr(cluster, "standin_errors", facts["errors"])

    def _bootstrap(self, cluster: Cluster) -> None:
        with self.lock:
            if cluster.state == "STARTING":
                self._become(cluster, "BOOTSTRAPPING")
                self.go_on(cluster)

    def _come_up(self, cluster: Cluster) -> None:
        with self.lock:
            if cluster.state == "BOOTSTRAPPING":
                cluster.ready_datetime = utcnow()
                self._become(cluster, "WAITING")
                self._up(cluster)

    def _finish(self, cluster: Cluster) -> None:
        with self.lock:
            cluster.end_datetime = utcnow()
            errors = getattr(cluster, "standin_errors", False)
            self._become(cluster, "TERMINATED_WITH_ERRORS" if errors else "TERMINATED")

    def _become(self, cluster: Cluster, state: str) -> None:
        cluster.state = state
        facts = {
            "state": state,
            "ready": cluster.ready_datetime and cluster.ready_datetime.isoformat(),
            "end": cluster.end_datetime and cluster.end_datetime.isoformat(),
            "reason": getattr(cluster, "standin_reason", _NO_REASON),
            "errors": getattr(cluster, "standin_errors", False),
        }
        self._store.put_cluster(cluster.id, json.dumps(facts))

    def _later(self, seconds: float, move: Callable[[Cluster], None], cluster: Cluster) -> None:
        timer = threading.Timer(seconds, move, (cluster,))
        timer.daemon = True
        timer.start()


def status(cluster: Cluster) -> dict[str, Any]:
    """A cluster's status as the API shows it; moto leaves out the code of the reason."""
    reason = getattr(cluster, "standin_reason", _NO_REASON)
    shown = {"Code": reason["code"], "Message": reason["message"]}
    times = {
        "CreationDateTime": cluster.creation_datetime,
        "ReadyDateTime": cluster.ready_datetime,
        "EndDateTime": cluster.end_datetime,
    }
    return {
        "State": cluster.state,
        "StateChangeReason": {name: value for name, value in shown.items() if value},
        "Timeline": {name: value for name, value in times.items() if value},
    }


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
