"""Starts the environment: bucket there, plugins.zip in it and unpacked, as at the start of an MWAA environment."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

PLUGINS_KEY = "plugins.zip"


def client() -> Any:
    """S3 at the stand-in, with the credentials of the environment."""
    return boto3.client("s3", config=Config(s3={"addressing_style": "path"}))


def main() -> None:
    """Put what is missing or changed, then unpack what lies in the bucket."""
    s3, bucket = client(), os.environ["HEADGATE_BUCKET"]
    try:
        s3.head_bucket(Bucket=bucket)
    except ClientError:
        region = os.environ["AWS_REGION"]
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": region})
    wanted = Path(os.environ["HEADGATE_PLUGINS_ZIP"]).read_bytes()
    if _sha(wanted) != _stored_sha(s3, bucket):
        s3.put_object(Bucket=bucket, Key=PLUGINS_KEY, Body=wanted, Metadata={"sha256": _sha(wanted)})
    unpack(s3.get_object(Bucket=bucket, Key=PLUGINS_KEY)["Body"].read(), Path(os.environ["HEADGATE_PLUGINS"]))
    for name in ("HEADGATE_DAGS", "HEADGATE_DAGS_WORKERS"):
        Path(os.environ[name]).mkdir(parents=True, exist_ok=True)


def unpack(archive: bytes, folder: Path) -> None:
    """Replace the plugins folder by what is in the archive."""
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    with zipfile.ZipFile(io.BytesIO(archive)) as content:
        content.extractall(fresh)
    fresh.mkdir(exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _stored_sha(s3: Any, bucket: str) -> str | None:
    try:
        metadata: dict[str, str] = s3.head_object(Bucket=bucket, Key=PLUGINS_KEY)["Metadata"]
    except ClientError:
        return None
    return metadata.get("sha256")


if __name__ == "__main__":
    main()
