"""The order of a job, the same for every component: verify, take the marker, work, commit once, tell the result."""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import sys
import traceback
import uuid
from pathlib import Path
from typing import Any, Callable, Optional

import headgate_jobs
from headgate_jobs import contract, errors, trial
from headgate_jobs.contract import Outcome, Step
from headgate_jobs.errors import JobError
from headgate_jobs.storage import Store, store_of

# Component type and version to module. A list and no lookup by name: settings do not choose what is imported.
JOBS = {
    ("ingest-files", 1): "headgate_jobs.ingest_files",
    ("sql-rule", 1): "headgate_jobs.sql_rule",
    ("quality-check", 1): "headgate_jobs.quality_check",
    ("combine-rows", 1): "headgate_jobs.combine_rows",
    ("export-files", 1): "headgate_jobs.export_files",
}
Work = Callable[[Any, Step, Store], Outcome]


def main(arguments: list[str]) -> int:
    """Run one step; the exit code is all that EMR sees, result.json is what Headgate reads."""
    options = _options(arguments)
    if options.trial:
        return _try(options)
    started = contract.now()
    try:
        store = store_of(options.settings)
        step = contract.parse(store.read(options.settings), options.settings_sha256)
    except Exception as error:  # noqa: BLE001 - without trusted settings there is nowhere to write a result
        _say(f"the settings cannot be used: {type(error).__name__}: {error}")
        return 1
    # The copy's own name, so that a lost answer to this put is not taken for another copy.
    marker = {"attemptKey": step.attempt_key, "copy": uuid.uuid4().hex}
    if not store.put_if_absent(step.marker, json.dumps(marker).encode()):
        _say(f"another copy has attempt {step.attempt_key}; nothing to do")
        return 0
    outcome = _attempt(step, store, options.package_sha256)
    store.put(step.result, contract.result_json(step, outcome, started))
    if outcome.error:
        _say(f"failed: {outcome.error.code}: {outcome.error.sentence}")
    return 1 if outcome.error else 0


def _try(options: argparse.Namespace) -> int:
    """A trial's step: the same order, but nothing is committed and the log tells no more than a code."""
    try:
        store = store_of(options.settings)
        wanted = trial.parse(store.read(options.settings), options.settings_sha256)
    except Exception as error:  # noqa: BLE001 - without trusted settings there is nowhere to write a result
        _say(f"the settings cannot be used: {type(error).__name__}")
        return 1
    marker = {"attemptKey": wanted.key, "copy": uuid.uuid4().hex}
    if not store.put_if_absent(wanted.marker, json.dumps(marker).encode()):
        _say(f"another copy has the trial {wanted.key}; nothing to do")
        return 0

    def prepared() -> Any:
        _verify_package(options.package_sha256)
        from headgate_jobs.session import session

        spark = session(f"headgate trial {wanted.key}")
        # A sample is small: more parts would only take longer.
        spark.conf.set("spark.sql.shuffle.partitions", "2")
        return spark

    return 0 if trial.run(wanted, store, _module_of, prepared) else 1


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="headgate_jobs")
    parser.add_argument("--settings", required=True)
    parser.add_argument("--settings-sha256", required=True)
    parser.add_argument("--package-sha256", required=True)
    parser.add_argument("--trial", action="store_true")
    return parser.parse_args(arguments)


def _attempt(step: Step, store: Store, package_sha256: str) -> Outcome:
    """Whatever happens in here becomes a result."""
    try:
        _verify_package(package_sha256)
        outcome = _work_of(step)(_session(step), step, store)
        # An export has no output for others; it commits its manifest itself, before it touches the target.
        if outcome.error is None and outcome.output is not None:
            _commit(step, store, outcome)
    except JobError as error:
        return Outcome(error=error)
    except Exception as error:  # noqa: BLE001 - the contract: an unexpected end is a result too
        traceback.print_exc(file=sys.stdout)
        return Outcome(error=errors.known(error, "the data") or errors.unexpected())
    return outcome


def _verify_package(sha256: str) -> None:
    """The zip that this code was loaded from must be the one that Headgate put there."""
    package = _package_file()
    if package is None or hashlib.sha256(package.read_bytes()).hexdigest() != sha256:
        raise JobError(
            "job.package",
            "The package of jobs on the cluster is not the one that Headgate installed.",
            "Have the account checked again: that installs the package anew.",
            "tenant-admin",
        )


def _package_file() -> Optional[Path]:
    return next((path for path in Path(headgate_jobs.__file__).parents if path.suffix == ".zip"), None)


def _work_of(step: Step) -> Work:
    work: Work = _module_of(step.type, step.type_version).run
    return work


def _module_of(kind: str, version: int) -> Any:
    module = JOBS.get((kind, version))
    if module is None:
        raise JobError(
            "job.unknown-type",
            f"This package has no job for {kind} version {version}.",
            "Have the account checked again: that installs the newest package.",
            "platform",
        )
    return importlib.import_module(module)


def _session(step: Step) -> Any:
    from headgate_jobs.session import session

    return session(f"headgate {step.attempt_key}")


def _commit(step: Step, store: Store, outcome: Outcome) -> None:
    """The first attempt that commits wins; a later one points to the winner's output, so nobody reads two."""
    commit = {"attemptKey": step.attempt_key, "output": outcome.output}
    if store.put_if_absent(step.committed, json.dumps(commit).encode()):
        return
    winner = json.loads(store.read(step.committed))
    _say(f"attempt {winner['attemptKey']} has committed before")
    outcome.output = winner["output"]


def _say(text: str) -> None:
    sys.stdout.write(f"headgate: {text}\n")
    sys.stdout.flush()
