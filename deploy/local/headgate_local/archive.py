"""Makes Spark's class-data archive once: it more than halves the time of a step."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import jdk, parts
from .install import Tools
from .layout import LOCAL, Layout, Trouble
from .settings import REGION

_ACCOUNT = "999999999999"
_EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}


def make_archive(tools: Tools, java: jdk.Jdk, layout: Layout) -> None:
    """Run a job that touches everything, on a stand-in that lives only so long."""
    archive = tools.spark_archive(java)

    def make(folder: Path) -> None:
        with _standin(tools, layout) as environment:
            spark = {**parts.spark_environment(tools, java), "HEADGATE_SPARK_MAKE_ARCHIVE": "1"}
            log = layout.logs / "install-spark-archive.log"
            with tempfile.TemporaryDirectory(dir=folder) as work, log.open("ab") as file:
                code = subprocess.call(
                    [str(LOCAL / "spark" / "spark-submit"), str(LOCAL / "spark" / "warm.py"), "warm-up"],
                    env={**parts.base_environment(), **environment, **spark, "TMPDIR": work},
                    cwd=work, stdout=file, stderr=file,
                )  # fmt: skip
        if code != 0 or not archive.exists():
            raise Trouble(f"Spark does not run here; see {log}")

    tools.once("spark class data", archive.parent, make)


@contextmanager
def _standin(tools: Tools, layout: Layout) -> Iterator[dict[str, str]]:
    folder = Path(tempfile.mkdtemp(prefix="warm-", dir=layout.run))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    key, secret = f"AKIA{secrets.token_hex(8).upper()}", secrets.token_urlsafe(30)
    user = {"name": "warm", "accessKeyId": key, "secretAccessKey": secret, "policy": _EVERYTHING}
    nowhere = {"account": _ACCOUNT, "region": REGION, "name": "-", "bucket": "-", "airflow_version": "-",
               "airflow_url": "http://127.0.0.1:9", "airflow_username": "-", "airflow_password": "-",
               "execution_role": "-"}  # fmt: skip
    config = folder / "standin.json"
    config.touch(mode=0o600)
    config.write_text(json.dumps({
        "port": port, "install": secrets.token_hex(8), "state": str(folder / "state"), "adminToken": secret,
        "accounts": {_ACCOUNT: [user]}, "environment": nowhere, "sparkSubmit": "-",
    }))  # fmt: skip
    child = subprocess.Popen(
        [str(tools.python("standin")), "-m", "standin", str(config)],
        cwd=LOCAL, env={**os.environ, "PYTHONPATH": str(LOCAL)}, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _await(f"http://127.0.0.1:{port}/_standin/health", child)
        yield {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_REGION": REGION, "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret,
        }  # fmt: skip
    finally:
        child.terminate()
        child.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _await(url: str, child: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while child.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except (OSError, urllib.error.URLError):
            time.sleep(0.1)
    raise Trouble("the AWS stand-in does not start")
