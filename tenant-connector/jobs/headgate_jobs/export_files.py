"""export-files: staged per attempt, committed once, then copied to where it is wanted.

S3 has no rename and no lock. So an attempt writes below its own prefix and lists what it wrote in a manifest; one
conditional put decides whose manifest counts for this run; and whoever comes by (the winner, or a later attempt because
the winner died) copies the files of *that* manifest under names that the run gives. Copying twice gives the same files.
"""

from __future__ import annotations

import json
from typing import Any, Optional

from pyspark.sql import DataFrame, Observation, SparkSession
from pyspark.sql import functions as f
from pyspark.sql.types import ArrayType, BinaryType, MapType, StructType

from headgate_jobs.contract import Outcome, Step
from headgate_jobs.errors import JobError, known
from headgate_jobs.session import columns_of, need_columns, read_input, size_of
from headgate_jobs.storage import Store, copy_all, data_files

Manifest = dict[str, Any]
CSV_OPTIONS = {
    # Data is data: RFC 4180's quotes, no trimming, which Spark would do by default when it writes.
    "escape": '"',
    "ignoreLeadingWhiteSpace": "false",
    "ignoreTrailingWhiteSpace": "false",
}


def run(spark: SparkSession, step: Step, store: Store) -> Outcome:
    """Stage, commit, make visible. What another attempt has committed is only made visible (again)."""
    target = step.place("target", "write")
    try:
        manifest = _committed(step, store)
        if manifest is None:
            manifest = _agreed(step, store, _staged(spark, step, store, target))
        _make_visible(store, manifest)
    except JobError:
        raise
    except Exception as error:
        told = known(error, f"'{step.settings['target']['path']}'")
        if told is None:
            raise
        raise told from error
    return Outcome(
        rows_in=manifest["rows"],
        rows_out=manifest["rows"],
        bytes_in=size_of(store, step.only_input().uri),
        bytes_out=manifest["bytes"],
        columns=manifest["columns"],
        exported={**_told(step), "uri": manifest["target"], "files": len(manifest["files"])},
    )


def tried(spark: SparkSession, step: Step, store: Store) -> Outcome:
    """What a run would write, written to the scratch folder only: the target is looked at and left as it is."""
    target = step.place("target", "write")
    try:
        present = _present(step, store, target)
        frame, rows = _laid_down(spark, step)
        files = data_files(store, step.output)
    except JobError:
        raise
    except Exception as error:
        told = known(error, f"'{step.settings['target']['path']}'")
        if told is None:
            raise
        raise told from error
    mode = step.settings.get("writeMode", "replace")
    return Outcome(
        rows_in=rows,
        rows_out=rows,
        bytes_out=sum(stored.size for stored in files),
        columns=columns_of(frame),
        exported={
            **_told(step),
            "files": len(files),
            "names": [_name(stored.uri, step, number) for number, stored in enumerate(files[:20])],
            "present": len(present),
            "replaces": len(present) if mode == "replace" else 0,
        },
    )


def _told(step: Step) -> dict[str, str]:
    """Where an export goes, in the words of the settings: people know their locations, not buckets."""
    target = step.settings["target"]
    return {"location": target["location"], "path": target["path"], "format": step.settings["format"]}


def _present(step: Step, store: Store, target: str) -> list[str]:
    """What lies at the target; an error where the author wanted nothing to lie there."""
    present = [stored.uri for stored in data_files(store, target)]
    if step.settings.get("writeMode", "replace") == "fail-if-present" and present:
        raise JobError(
            "export.present",
            f"There are files at '{step.settings['target']['path']}' already.",
            "Choose another folder, or another way to treat files that are there.",
        )
    return present


def _laid_down(spark: SparkSession, step: Step) -> tuple[DataFrame, int]:
    given = step.only_input()
    frame = read_input(spark, given)
    partition_by = step.settings.get("partitionBy", [])
    _check(frame, partition_by, step.settings["format"], given.key)
    return frame, _write(frame, partition_by, step)


def _staged(spark: SparkSession, step: Step, store: Store, target: str) -> Manifest:
    """Write below the attempt's own prefix, and say in a manifest what is to become of it."""
    present = _present(step, store, target)
    mode = step.settings.get("writeMode", "replace")
    frame, rows = _laid_down(spark, step)
    staged = data_files(store, step.output)
    manifest: Manifest = {
        "uri": step.attempt_prefix + "manifest.json",
        "attemptKey": step.attempt_key,
        "target": target,
        "rows": rows,
        "bytes": sum(stored.size for stored in staged),
        "columns": columns_of(frame),
        "files": [
            {"from": stored.uri, "to": f"{target}/{_name(stored.uri, step, number)}"}
            for number, stored in enumerate(staged)
        ],
        # What was there when this was written, nothing that comes later: another run's files are not ours to delete.
        "replaces": present if mode == "replace" else [],
    }
    store.put(manifest["uri"], json.dumps(manifest).encode())
    return manifest


def _check(frame: DataFrame, partition_by: list[str], kind: str, key: str) -> None:
    need_columns(frame, partition_by, f"The input '{key}'")
    if len(partition_by) >= len(frame.columns):
        raise JobError(
            "export.only-partitions",
            "All columns are used for folders, so there is nothing left to write into the files.",
            "Leave at least one column out of 'Partition by'.",
        )
    nested = [
        field.name
        for field in frame.schema.fields
        if isinstance(field.dataType, (ArrayType, MapType, StructType, BinaryType))
    ]
    if kind == "csv" and nested:
        raise JobError(
            "export.column-type",
            f"CSV cannot hold the column {', '.join(repr(name) for name in nested[:10])}: it is a list or a structure.",
            "Leave the column out, turn it into text in a query before, or export Parquet.",
        )


def _write(frame: DataFrame, partition_by: list[str], step: Step) -> int:
    count = Observation()
    files = int(step.settings.get("fileCount", 1))
    laid = _laid_out(frame, partition_by, files).observe(count, f.count(f.lit(1)).alias("rows"))
    writer = laid.write.mode("overwrite").partitionBy(*partition_by)
    if step.settings["format"] == "parquet":
        writer.parquet(step.output)
    else:
        header = str(step.settings.get("header", True)).lower()
        writer.options(header=header, **CSV_OPTIONS).csv(step.output)
    return int(count.get["rows"])


def _laid_out(frame: DataFrame, partition_by: list[str], files: int) -> DataFrame:
    """As many files as asked for, in each folder if there are folders."""
    if not partition_by:
        return frame.coalesce(1) if files == 1 else frame.repartition(files)
    folders = [f.col("`" + name.replace("`", "``") + "`") for name in partition_by]
    if files == 1:
        return frame.repartition(*folders)
    # By a hash of the row and not by chance: a task that Spark runs again must send its rows the same way.
    share = f.pmod(f.xxhash64(*[f.col("`" + name.replace("`", "``") + "`") for name in frame.columns]), f.lit(files))
    return frame.repartition(*folders, share)


def _name(staged: str, step: Step, number: int) -> str:
    """A name that the run and the component give, not the attempt: whoever copies, copies onto the same name."""
    below = staged[len(step.output.rstrip("/")) + 1 :]
    folder = below.rpartition("/")[0]
    extension = ".csv" if step.settings["format"] == "csv" else ".parquet"
    name = f"part-{number:05d}-{step.run_id}-{step.number}{extension}"
    return f"{folder}/{name}" if folder else name


def _committed(step: Step, store: Store) -> Optional[Manifest]:
    """What an earlier attempt of this run has committed, if one has."""
    if not any(stored.uri == step.committed for stored in store.list(step.committed)):
        return None
    return _winner(step, store)


def _winner(step: Step, store: Store) -> Manifest:
    commit = json.loads(store.read(step.committed))
    manifest: Manifest = json.loads(store.read(commit["output"]))
    return manifest


def _agreed(step: Step, store: Store, manifest: Manifest) -> Manifest:
    """One conditional put decides; who comes second goes on with the first one's manifest."""
    commit = {"attemptKey": step.attempt_key, "output": manifest["uri"]}
    if store.put_if_absent(step.committed, json.dumps(commit).encode()):
        return manifest
    return _winner(step, store)


def _make_visible(store: Store, manifest: Manifest) -> None:
    """New files first, then the old ones away: a reader may for a moment see both, but never less than all."""
    copy_all(store, [(file["from"], file["to"]) for file in manifest["files"]])
    new = {file["to"] for file in manifest["files"]}
    store.delete(uri for uri in manifest["replaces"] if uri not in new)
