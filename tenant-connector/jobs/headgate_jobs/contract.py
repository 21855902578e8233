"""The step contract: what a job is given, and what it answers."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any, Optional

from headgate_jobs.errors import JobError

SCHEMA_VERSION = 1
RESULT_LIMIT = 64 * 1024


def settings_error(sentence: str) -> JobError:
    """Settings that Headgate cannot have written like this."""
    return JobError("job.settings", sentence, "Run again; if it recurs, tell the platform's operators.", "platform")


@dataclass(frozen=True)
class Input:
    """What an upstream component has yielded."""

    key: str
    uri: str


@dataclass(frozen=True)
class Location:
    """A named place of data and what may be done there."""

    key: str
    uri: str
    access: str


@dataclass(frozen=True)
class Step:
    """One attempt of one component, as Headgate resolved it."""

    run_id: str
    business_date: str
    component: str
    number: int
    attempt_key: str
    type: str
    type_version: int
    settings: dict[str, Any]
    locations: dict[str, Location]
    inputs: dict[str, Input]
    output: str
    committed: str
    result: str
    marker: str
    # How many rows of a source are enough; None for all of them, as in every run.
    sample_rows: Optional[int] = None

    @property
    def attempt_prefix(self) -> str:
        """The folder that is this attempt's alone."""
        return self.output.rstrip("/").rpartition("/")[0] + "/"

    def only_input(self) -> Input:
        if len(self.inputs) != 1:
            raise settings_error(f"The component needs exactly one input and got {len(self.inputs)}.")
        return next(iter(self.inputs.values()))

    def place(self, setting: str, access: str) -> str:
        """The URI of a place in the settings, checked once more: Headgate's own check may be older."""
        place = self.settings[setting]
        location = self.locations.get(place["location"])
        if location is None:
            raise settings_error(f"The location '{place['location']}' was not handed to the job.")
        if access not in location.access.split("-"):
            raise JobError(
                f"location.not-for-{access}",
                f"The location '{location.key}' may not be used to {access}.",
                f"Choose a location that may be used to {access}, or have its access changed.",
            )
        return below(location.uri, place["path"])


def below(prefix: str, path: str) -> str:
    """A relative path below a location's prefix; whatever could lead out of it is refused."""
    problem = path_problem(path)
    if problem:
        raise JobError(
            "location.bad-path",
            f"The path '{path[:200]}' is not allowed: {problem}.",
            "Write a plain path below the location.",
        )
    return prefix.rstrip("/") + "/" + path.rstrip("/")


def path_problem(path: str) -> str:
    """Why a path is refused; empty if it is fine."""
    segments = (path[:-1] if path.endswith("/") else path).split("/")
    checks = (
        (path == "", "it is empty"),
        (path.startswith("/"), "it starts with a slash"),
        ("\\" in path, "it holds a backslash"),
        (re.search(r"[\x00-\x1f\x7f]", path), "it holds a control character"),
        (".." in segments or "." in segments, "it holds '.' or '..' as a folder"),
        ("" in segments, "it holds an empty folder name"),
        # Spark would read these as a pattern, and a pattern such as {..} leads where the path does not seem to.
        (re.search(r"[*?\[\]{}]", path), "it holds one of * ? [ ] { }"),
    )
    return next((problem for found, problem in checks if found), "")


def parse(content: bytes, sha256: str) -> Step:
    """The settings, if they are the very bytes whose hash stands in the step's arguments."""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise settings_error("The settings are not those that Headgate wrote.")
    try:
        raw = json.loads(content)
        if raw["schemaVersion"] != SCHEMA_VERSION:
            raise settings_error(f"The settings have version {raw['schemaVersion']}, which this package does not know.")
        return Step(
            run_id=raw["runId"],
            business_date=raw["businessDate"],
            component=raw["component"],
            number=raw["n"],
            attempt_key=raw["attemptKey"],
            type=raw["type"],
            type_version=raw["typeVersion"],
            settings=raw["settings"],
            locations={key: Location(key, at["uri"], at["access"]) for key, at in raw.get("locations", {}).items()},
            inputs={key: Input(key, at["uri"]) for key, at in raw.get("inputs", {}).items()},
            output=raw["output"],
            committed=raw["committed"],
            result=raw["result"],
            marker=raw["marker"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise settings_error("The settings are incomplete.") from error


@dataclass
class Outcome:
    """What a job has to tell about its work."""

    rows_in: Optional[int] = None
    rows_out: Optional[int] = None
    rejected: Optional[int] = None
    bytes_in: Optional[int] = None
    bytes_out: Optional[int] = None
    columns: list[dict[str, Any]] = field(default_factory=list)
    output: Optional[str] = None
    quality: Optional[dict[str, Any]] = None
    rejects: Optional[str] = None
    exported: Optional[dict[str, Any]] = None
    error: Optional[JobError] = None


def result_json(step: Step, outcome: Outcome, started: datetime) -> bytes:
    """result.json, shortened where it would be longer than Headgate reads."""
    result: dict[str, Any] = {
        "schemaVersion": SCHEMA_VERSION,
        "attemptKey": step.attempt_key,
        "status": "FAILED" if outcome.error else "SUCCEEDED",
        "startedAt": iso(started),
        "endedAt": iso(now()),
        "rows": {"in": outcome.rows_in, "out": outcome.rows_out, "rejected": outcome.rejected},
        "bytes": {"in": outcome.bytes_in, "out": outcome.bytes_out},
        "columns": outcome.columns,
        "output": {"uri": outcome.output, "format": "parquet"} if outcome.output and not outcome.error else None,
        "quality": outcome.quality,
        "rejects": {"uri": outcome.rejects} if outcome.rejects else None,
        "exported": outcome.exported,
        "error": outcome.error.as_json() if outcome.error else None,
    }
    return _shortened(result)


def _shortened(result: dict[str, Any]) -> bytes:
    content = _encoded(result)
    while len(content) > RESULT_LIMIT:
        longest = max((result["columns"], (result["quality"] or {}).get("rules", [])), key=len)
        del longest[len(longest) // 2 :]
        content = _encoded(result)
        if not longest:
            break
    return content


def _encoded(result: dict[str, Any]) -> bytes:
    return json.dumps(result, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode()


def now() -> datetime:
    return datetime.now(timezone.utc)


def iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
