"""Copies the bucket's dags/ to Airflow's folders: what is new or changed comes, what is gone goes."""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from .environment import client

_PREFIX = "dags/"
_log = logging.getLogger("mwaa.sync")


def mirror(s3: Any, bucket: str, folder: Path, seen: dict[str, str]) -> None:
    """Make one folder like the prefix; `seen` holds the etags of what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted: dict[str, str] = {}
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=_PREFIX):
        for item in page.get("Contents", []):
            name = item["Key"].removeprefix(_PREFIX)
            if name and not name.endswith("/") and ".." not in name.split("/"):
                wanted[name] = item["ETag"]
    present = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    for name in present - set(wanted):
        (folder / name).unlink(missing_ok=True)
        seen.pop(name, None)
        _log.info("gone: %s", name)
    for name, etag in wanted.items():
        if seen.get(name) == etag and name in present:
            continue
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        # Not *.py before it is whole: the DAG processor reads what it sees.
        fresh = target.with_name(f".{target.name}.part")
        fresh.write_bytes(s3.get_object(Bucket=bucket, Key=_PREFIX + name)["Body"].read())
        fresh.replace(target)
        seen[name] = etag
        _log.info("new: %s", name)


def main() -> None:
    """Sync until ended."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    s3, bucket = client(), os.environ["HEADGATE_BUCKET"]
    interval = float(os.environ["HEADGATE_SYNC_SECONDS"])
    # Without a change of pace both names mean one folder.
    folders = list(dict.fromkeys((os.environ["HEADGATE_DAGS"], os.environ["HEADGATE_DAGS_WORKERS"])))
    seen: dict[str, dict[str, str]] = {folder: {} for folder in folders}
    while True:
        for folder in folders:
            try:
                mirror(s3, bucket, Path(folder), seen[folder])
            except (BotoCoreError, ClientError) as error:
                _log.warning("not synced: %s", error)
            time.sleep(interval / len(folders))


if __name__ == "__main__":
    main()
