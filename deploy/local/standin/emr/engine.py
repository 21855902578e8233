"""Runs the steps of every cluster: as many at once as its concurrency allows, in the order in which they came."""

from __future__ import annotations

import logging
import shutil
import subprocess
import threading
import time
from collections import defaultdict
from pathlib import Path

from moto.emr.models import Cluster, emr_backends

from ..config import Config
from ..faults import Faults
from ..injection import arrival
from ..store import Store
from . import processes, roles
from .lifecycle import RUNS_STEPS, Lifecycle
from .logs import StepLogs
from .steps import ACTIVE, RUNNING, Step

_log = logging.getLogger(__name__)
_BASE_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Engine:
    """All steps, by cluster."""

    def __init__(self, config: Config, store: Store, faults: Faults) -> None:
        self._config = config
        self._store = store
        self._faults = faults
        self.lifecycle = Lifecycle(config.cluster_times, store)
        self.lifecycle.attach(self.pump, self._end_all)
        # One lock for both: a cluster's state and its steps' states depend on each other.
        self.lock = self.lifecycle.lock
        self._steps: dict[str, list[Step]] = defaultdict(list)
        self._by_id: dict[str, Step] = {}
        self._cancelled: set[str] = set()
        self._held: set[str] = set()
        self._roots: dict[str, subprocess.Popen[bytes]] = {}
        self._position = 0
        self._stopping = False

    # -- what the API asks for

    def steps(self, cluster: str) -> list[Step]:
        """The cluster's steps, as far as they have come to light."""
        now = time.time()
        with self.lock:
            return [step for step in self._steps.get(cluster, []) if step.appears <= now]

    def active(self, cluster: str) -> int:
        """How many steps count against the cluster's limit."""
        with self.lock:
            return sum(step.state in ACTIVE for step in self._steps.get(cluster, []))

    def step(self, cluster: str, step_id: str) -> Step | None:
        found = self._by_id.get(step_id)
        return found if found is not None and found.cluster == cluster and found.appears <= time.time() else None

    def add(self, cluster: Cluster, steps: list[Step]) -> None:
        delay = arrival.get()
        with self.lock:
            for step in steps:
                self._position += 1
                step.position, step.cluster = self._position, cluster.id
                step.appears = step.created + delay if delay else 0.0
                self._steps[step.cluster].append(step)
                self._by_id[step.id] = step
                self._save(step)
        self._pump_later(cluster, delay)
        self.pump(cluster)

    def _pump_later(self, cluster: Cluster, seconds: float) -> None:
        if seconds > 0:
            timer = threading.Timer(seconds, self.pump, (cluster,))
            timer.daemon = True
            timer.start()

    def cancel(self, cluster: Cluster, step_id: str, *, interrupt: bool, running_too: bool) -> str | None:
        """Ask for a step's end; returns why it cannot be cancelled, if so."""
        with self.lock:
            step = self.step(cluster.id, step_id)
            if step is None:
                return f"Step id '{step_id}' is not valid."
            if step.state not in (ACTIVE if running_too else ("PENDING",)):
                return "Step is not in a cancellable state."
            if fault := self._faults.frozen(cluster.id, step.account):
                # Accepted, and nobody there to heed it.
                self._faults.note(fault, f"cancel of {step.id}")
                return None
            self._cancel(step, interrupt=interrupt)
        return None

    def _cancel(self, step: Step, *, interrupt: bool) -> None:
        if step.state == "PENDING":
            self._end(step, "CANCELLED", {"Code": "NONE", "Message": "Cancelled by user"})
            return
        if step.state == "RUNNING":
            step.state = "CANCEL_PENDING"
            self._cancelled.add(step.id)
            self._save(step)
        if interrupt:
            # The step's own process only, and once: what it makes of the signal is its own affair.
            processes.interrupt(self._roots.get(step.id))
        else:
            threading.Thread(target=processes.end, args=(self._mark(step),), daemon=True).start()

    def _end_all(self, cluster: Cluster) -> None:
        for step in self._steps.get(cluster.id, []):
            if step.state in ACTIVE:
                self._cancel(step, interrupt=False)

    def pump(self, cluster: Cluster) -> None:
        """Start what may start."""
        with self.lock:
            if self._stopping or cluster.state not in RUNS_STEPS:
                return
            steps = self._steps.get(cluster.id, [])
            running = sum(step.state in RUNNING for step in steps)
            for step in steps:
                if running >= (cluster.step_concurrency_level or 1) or cluster.state not in RUNS_STEPS:
                    break
                if step.state != "PENDING" or step.appears > time.time():
                    continue
                if fault := self._faults.frozen(cluster.id, step.account):
                    self._faults.note(fault, f"start of {step.id}")
                    continue
                running += self._start(cluster, step)
            active = [step for step in steps if step.state in ACTIVE]
            self.lifecycle.busy(cluster, steps=any(step.appears <= time.time() for step in active))
            if not active and cluster.auto_terminate:
                errors = " with errors" if any(step.state == "FAILED" for step in steps) else ""
                self.lifecycle.terminate(cluster, "ALL_STEPS_COMPLETED", f"Steps completed{errors}")

    def heed_freezes(self) -> None:
        """Hold the processes of frozen clusters' steps, and let those of the others go on."""
        clusters = {cluster.id: cluster for cluster in self._clusters()}
        with self.lock:
            running = [step for step in self._by_id.values() if step.state in RUNNING]
            for step in running:
                fault = self._faults.frozen(step.cluster, step.account)
                if fault is not None and step.id not in self._held:
                    self._held.add(step.id)
                    self._faults.note(fault, f"run of {step.id}")
                    processes.hold(self._mark(step))
                elif fault is None and step.id in self._held:
                    self._held.discard(step.id)
                    processes.release(self._mark(step))
        for cluster in clusters.values():
            self.pump(cluster)

    # -- a step's life

    def _start(self, cluster: Cluster, step: Step) -> bool:
        folder = self._folder(step)
        folder.mkdir(parents=True, exist_ok=True)
        step.state, step.started = "RUNNING", time.time()
        self._save(step)
        try:
            environment = self._environment(cluster, step)
            argv = self._command(step)
            self._note(step, f"INFO startExec {' '.join(argv)}")
            process = processes.start(argv, folder, environment, self._mark(step))
            self._roots[step.id] = process
        except Exception as error:
            self._note(step, f"ERROR {error}")
            self._fail(cluster, step, str(error))
            return False
        logs = self._logs(cluster, step)
        ended = threading.Event()
        threading.Thread(target=self._watch, args=(cluster, step, process, ended), daemon=True).start()
        threading.Thread(target=self._keep_logs, args=(step, logs, ended), daemon=True).start()
        return True

    def _watch(self, cluster: Cluster, step: Step, process: subprocess.Popen[bytes], ended: threading.Event) -> None:
        code = process.wait()
        processes.end(self._mark(step))
        self._roots.pop(step.id, None)
        self._note(step, f"INFO waitProcessCompletion ended with exit code {code}")
        with self.lock:
            if self._stopping:
                return
            if step.id in self._cancelled:
                self._end(step, "CANCELLED", {"Code": "NONE", "Message": "Cancelled by user"})
            elif code == 0:
                self._end(step, "COMPLETED", {})
            else:
                self._fail(cluster, step, f"Exception in running step: exit code {code}")
        ended.set()
        self.pump(cluster)

    def _fail(self, cluster: Cluster, step: Step, message: str) -> None:
        step.failure = {"Reason": "Unknown Error.", "Message": message}
        if cluster.log_uri:
            step.failure["LogFile"] = f"{cluster.log_uri.rstrip('/')}/{cluster.id}/steps/{step.id}/stderr.gz"
        self._end(step, "FAILED", {})
        if step.action_on_failure == "CONTINUE" or (cluster.step_concurrency_level or 1) > 1:
            # A level that was raised while the step ran leaves the other actions without effect.
            return
        for other in self._steps[step.cluster]:
            if other.state == "PENDING":
                self._end(other, "CANCELLED", {"Code": "NONE", "Message": "An earlier step failed"})
        if step.action_on_failure.startswith("TERMINATE") and not cluster.termination_protected:
            self.lifecycle.terminate(cluster, "STEP_FAILURE", "Shut down as step failed", errors=True)

    def _end(self, step: Step, state: str, reason: dict[str, str]) -> None:
        step.state, step.ended, step.reason = state, time.time(), reason
        self._cancelled.discard(step.id)
        self._held.discard(step.id)
        self._save(step)

    def _keep_logs(self, step: Step, logs: StepLogs | None, ended: threading.Event) -> None:
        interval = self._config.log_interval
        while not ended.wait(interval):
            if logs:
                logs.upload()
        if logs and self._config.pace == "mwaa" and step.started and step.ended:
            # The agent knows no ends of steps: what is new goes up with the next round.
            time.sleep(interval - (step.ended - step.started) % interval)
        if logs:
            logs.upload()
        shutil.rmtree(self._folder(step), ignore_errors=True)

    # -- coming back

    def load(self) -> None:
        """Take up where the last process was: what ran then has failed, what waited goes on."""
        processes.end(f"{self._config.install}:")
        interrupted: list[Step] = []
        with self.lock:
            for text in self._store.steps():
                step = Step.from_json(text)
                self._steps[step.cluster].append(step)
                self._by_id[step.id] = step
                self._position = max(self._position, step.position)
                if step.state in RUNNING:
                    interrupted.append(step)
        for cluster in self._clusters():
            self.lifecycle.load(cluster)
            for step in (s for s in interrupted if s.cluster == cluster.id):
                self._fail(cluster, step, "The node that ran the step was lost.")

    def resume(self) -> None:
        """Start what waits and send the last logs of what was cut off; needs the server to be up."""
        self._send_last_logs()
        for cluster in self._clusters():
            self.lifecycle.go_on(cluster)
            self._pump_later(cluster, self._next_arrival(cluster))
            self.pump(cluster)

    def _next_arrival(self, cluster: Cluster) -> float:
        return max((s.appears for s in self._steps.get(cluster.id, [])), default=0.0) - time.time()

    def stop(self) -> None:
        """End all processes; the next start tells their steps FAILED."""
        with self.lock:
            self._stopping = True
        processes.end(f"{self._config.install}:")

    def _send_last_logs(self) -> None:
        clusters = {cluster.id: cluster for cluster in self._clusters()}
        root = self._config.state / "steps"
        for folder in root.iterdir() if root.exists() else ():
            step = self._by_id.get(folder.name)
            if step is None or step.state not in ACTIVE:
                if step is not None and step.cluster in clusters:
                    cluster = clusters[step.cluster]
                    logs = self._logs(cluster, step)
                    if logs:
                        logs.upload()
                shutil.rmtree(folder, ignore_errors=True)

    def _clusters(self) -> list[Cluster]:
        found: list[Cluster] = []
        for account in list(emr_backends):
            for backend in emr_backends[account].values():
                found += backend.clusters.values()
        return found

    # -- small things

    def _command(self, step: Step) -> list[str]:
        if step.jar.rpartition("/")[2] != "command-runner.jar" or not step.args:
            raise ValueError(f"Cannot run {step.jar}: this cluster runs command-runner.jar only")
        if step.args[0] == "spark-submit":
            return [self._config.spark_submit, *step.args[1:]]
        return list(step.args)

    def _environment(self, cluster: Cluster, step: Step) -> dict[str, str]:
        return {
            "PATH": _BASE_PATH,
            "LANG": "C.UTF-8",
            "AWS_ENDPOINT_URL": self._config.url,
            "EMR_CLUSTER_ID": cluster.id,
            "EMR_STEP_ID": step.id,
            **self._config.step_environment,
            **roles.credentials(cluster, step.id, step.execution_role),
        }

    def _logs(self, cluster: Cluster, step: Step) -> StepLogs | None:
        if not cluster.log_uri:
            return None
        # Logs are the machines' work, whatever role the step has.
        environment = roles.credentials(cluster, step.id)
        path = f"{cluster.id}/steps/{step.id}"
        return StepLogs(self._folder(step), cluster.log_uri, path, self._config.url, environment)

    def _folder(self, step: Step) -> Path:
        return self._config.state / "steps" / step.id

    def _mark(self, step: Step) -> str:
        return f"{self._config.install}:{step.id}"

    def _note(self, step: Step, text: str) -> None:
        with (self._folder(step) / "controller").open("a", encoding="utf-8") as file:
            file.write(f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())} {text}\n")

    def _save(self, step: Step) -> None:
        self._store.put_step(step.id, step.position, step.to_json())
