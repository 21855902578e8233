"""A trial: components of a draft on a sample of rows, one after the other in one session, in a scratch folder only.

Each component runs the very code of a run, with inputs and outputs below that folder. What came out stands in one
bounded document; all else is removed before the step ends. Neither rows nor words that may quote rows go to the log.
"""

from __future__ import annotations

import hashlib
import json
import sys
import traceback
from dataclasses import dataclass
from typing import Any, Callable, Optional

from headgate_jobs import contract, errors
from headgate_jobs.contract import Input, Location, Outcome, Step
from headgate_jobs.errors import JobError
from headgate_jobs.storage import Store

Sampled = dict[str, Any]
Attempted = Callable[[Any, Step, Store], Outcome]


@dataclass(frozen=True)
class Trial:
    """What is tried: components in an order in which each comes after those that it reads."""

    key: str
    rows: int
    source_rows: int
    components: list[dict[str, Any]]
    work: str
    sample: str
    marker: str


def parse(content: bytes, sha256: str) -> Trial:
    """The settings, if they are the very bytes whose hash stands in the step's arguments."""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise contract.settings_error("The settings are not those that Headgate wrote.")
    try:
        raw = json.loads(content)
        if raw["schemaVersion"] != contract.SCHEMA_VERSION:
            raise contract.settings_error("The settings have a version that this package does not know.")
        return Trial(
            key=raw["attemptKey"],
            rows=raw["rows"],
            source_rows=raw["sourceRows"],
            components=raw["components"],
            work=raw["work"],
            sample=raw["sample"],
            marker=raw["marker"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise contract.settings_error("The settings are incomplete.") from error


def run(trial: Trial, store: Store, work_of: Callable[[str, int], Any], prepared: Callable[[], Any]) -> bool:
    """Try what is to be tried, and write the sample; whether all went well."""
    started = contract.now()
    bench = _Bench(trial, store, work_of)
    error: Optional[JobError] = None
    try:
        error = bench.run(prepared())
    except Exception as unforeseen:  # noqa: BLE001 - the contract: an unexpected end is a result too
        error = _told(unforeseen)
    finally:
        _clear(trial, store)
    store.put(trial.sample, _document(trial, bench.told, error, started))
    return error is None


def _told(error: BaseException) -> JobError:
    """Only where it happened goes to the log: the words of an exception may quote rows."""
    if isinstance(error, JobError):
        return error
    _say(type(error).__name__ + "\n" + "".join(traceback.format_tb(error.__traceback__)))
    return errors.known(error, "the data") or errors.unexpected()


def _say(text: str) -> None:
    sys.stdout.write(f"headgate: {text}\n")
    sys.stdout.flush()


def _clear(trial: Trial, store: Store) -> None:
    try:
        store.delete([stored.uri for stored in store.list(trial.work.rstrip("/"))])
    except Exception as error:  # noqa: BLE001 - Headgate removes the folder once more
        _say(f"the scratch folder could not be cleared: {type(error).__name__}")


class _Bench:
    """Runs the components in turn and keeps what each told."""

    def __init__(self, trial: Trial, store: Store, work_of: Callable[[str, int], Any]) -> None:
        self._trial = trial
        self._store = store
        self._work_of = work_of
        self._outputs: dict[str, str] = {}
        self.told: list[Sampled] = []

    def run(self, spark: Any) -> Optional[JobError]:
        """The error of the last component, or of the one before it that kept it from being tried."""
        error: Optional[JobError] = None
        for number, component in enumerate(self._trial.components):
            told = self._try(spark, component)
            self.told.append(told)
            error = told.pop("failure")
            if error is not None and component["component"] not in self._outputs:
                self.told += [
                    {"component": later["component"], "type": later["type"], "status": "NOT_TRIED"}
                    for later in self._trial.components[number + 1 :]
                ]
                break
        return error

    def _try(self, spark: Any, component: dict[str, Any]) -> Sampled:
        told: Sampled = {"component": component["component"], "type": component["type"]}
        outcome = Outcome()
        try:
            module = self._work_of(component["type"], component["typeVersion"])
            step = self._step(spark, component)
            work: Attempted = getattr(module, "tried", module.run)
            outcome = work(spark, step, self._store)
            told.update(self._shown(spark, step, outcome))
            failure = outcome.error
        except Exception as error:  # noqa: BLE001 - told for this component; those before it keep what they told
            failure = _told(error)
        told["status"] = "FAILED" if failure else "SUCCEEDED"
        told["error"] = failure.as_json() if failure else None
        told["failure"] = failure
        return told

    def _step(self, spark: Any, component: dict[str, Any]) -> Step:
        key = component["component"]
        folder = f"{self._trial.work.rstrip('/')}/{key}"
        return Step(
            run_id=self._trial.key,
            business_date=component["businessDate"],
            component=key,
            number=component["n"],
            attempt_key=self._trial.key,
            type=component["type"],
            type_version=component["typeVersion"],
            settings=component["settings"],
            locations={
                name: Location(name, at["uri"], at["access"]) for name, at in component.get("locations", {}).items()
            },
            inputs={name: self._input(spark, name, given) for name, given in component.get("inputs", {}).items()},
            output=f"{folder}/output/",
            committed=f"{folder}/committed.json",
            result=f"{folder}/result.json",
            marker=f"{folder}/marker",
            sample_rows=self._trial.source_rows,
        )

    def _input(self, spark: Any, name: str, given: dict[str, Any]) -> Input:
        """The sample of a component that was tried before, or one of what a run has left."""
        from headgate_jobs.session import first_rows, read_input

        if "component" in given:
            source = given["component"]
            if source not in self._outputs:
                raise JobError(
                    "trial.no-input",
                    f"There is no sample of '{source}', which comes before this component.",
                    "Try that component first; its message says what is wrong.",
                )
            return Input(name, self._outputs[source])
        uri = f"{self._trial.work.rstrip('/')}/inputs/{name}/"
        first_rows(read_input(spark, Input(name, given["uri"])), self._trial.source_rows).write.mode(
            "overwrite"
        ).parquet(uri)
        return Input(name, uri)

    def _shown(self, spark: Any, step: Step, outcome: Outcome) -> Sampled:
        from headgate_jobs.session import read_input
        from headgate_jobs.trial_rows import rejected_rows, shown_rows

        shows = outcome.output or (step.only_input().uri if step.inputs else None)
        told: Sampled = {
            "rows": {"in": outcome.rows_in, "out": outcome.rows_out, "rejected": outcome.rejected},
            "columns": outcome.columns,
            "quality": outcome.quality,
            "exported": outcome.exported,
        }
        if outcome.output is not None:
            self._outputs[step.component] = outcome.output
        if shows is not None:
            told["sample"], told["cut"] = shown_rows(read_input(spark, Input(step.component, shows)), self._trial.rows)
        if outcome.rejects is not None:
            told["rejected"] = rejected_rows(spark, outcome.rejects, self._trial.rows)
        return told


def _document(trial: Trial, told: list[Sampled], error: Optional[JobError], started: Any) -> bytes:
    from headgate_jobs.trial_rows import bounded

    return bounded(
        {
            "schemaVersion": contract.SCHEMA_VERSION,
            "attemptKey": trial.key,
            "status": "FAILED" if error else "SUCCEEDED",
            "startedAt": contract.iso(started),
            "endedAt": contract.iso(contract.now()),
            "error": error.as_json() if error else None,
            "components": told,
        }
    )
