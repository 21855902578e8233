"""Step logs in the cluster's LogUri, written with the cluster's own role as EMR's agent does."""

from __future__ import annotations

import gzip
import logging
from pathlib import Path
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

FILES = ("controller", "stdout", "stderr")
_log = logging.getLogger(__name__)


class StepLogs:
    """Uploads one step's files; a file that has not grown is not sent again."""

    def __init__(self, folder: Path, log_uri: str, step_path: str, endpoint: str, environment: dict[str, str]) -> None:
        parts = urlsplit(log_uri)
        self._bucket = parts.netloc
        self._prefix = "/".join(p for p in (parts.path.strip("/"), step_path) if p)
        self._folder = folder
        self._sent: dict[str, int] = {}
        self._client = boto3.session.Session(
            aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
            aws_session_token=environment["AWS_SESSION_TOKEN"],
            region_name=environment["AWS_REGION"],
        ).client("s3", endpoint_url=endpoint, config=Config(s3={"addressing_style": "path"}))

    def upload(self) -> None:
        """Send what is there now."""
        for name in FILES:
            path = self._folder / name
            size = path.stat().st_size if path.exists() else 0
            if self._sent.get(name) == size or (size == 0 and name == "controller"):
                continue
            body = gzip.compress(path.read_bytes() if path.exists() else b"", mtime=0)
            try:
                self._client.put_object(Bucket=self._bucket, Key=f"{self._prefix}/{name}.gz", Body=body)
                self._sent[name] = size
            except (ClientError, BotoCoreError) as error:
                # As on EMR: a LogUri that the cluster may not write leaves the step without logs.
                _log.warning("logs of %s not written: %s", self._prefix, error)
