"""A step that takes as long as it is told and leaves the result that Headgate looks for; it touches no data.

`--settings s3://…` as Headgate's steps have it: the time stands in the settings, as `seconds=6.5` or `until=<epoch>`.
`--for 6.5` for steps of others. Signs with botocore and leaves boto3's clients alone: making one takes too long here.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import time
from typing import Any
from urllib.parse import urlsplit

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

_ATTEMPTS = 8
_TIME = re.compile(r"(seconds|until)=([0-9.]+)")


def main() -> None:
    """Wait, then say that it went well."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--settings")
    parser.add_argument("--for", type=float, dest="seconds", default=0.0)
    asked, _ = parser.parse_known_args()
    if asked.settings is None:
        time.sleep(asked.seconds)
        return
    text = _s3("GET", asked.settings).decode()
    document: dict[str, Any] = json.loads(text)
    _wait(text)
    result = {
        "schemaVersion": 1,
        "attemptKey": document["attemptKey"],
        "status": "SUCCEEDED",
        "rows": {"in": 0, "out": 0, "rejected": 0},
        "output": {"uri": document["output"], "format": "parquet"},
    }
    _s3("PUT", document["result"], json.dumps(result).encode())


def _wait(settings: str) -> None:
    found = _TIME.search(settings)
    if found is None:
        raise SystemExit("the settings say neither seconds= nor until=")
    number = float(found[2])
    time.sleep(number if found[1] == "seconds" else max(0.0, number - time.time()))


def _s3(method: str, uri: str, body: bytes = b"") -> bytes:
    """One object; asked for again when nobody answers, as the S3 clients of real steps do."""
    for attempt in range(_ATTEMPTS):
        try:
            return _ask_s3(method, uri, body)
        except (OSError, http.client.HTTPException):
            if attempt == _ATTEMPTS - 1:
                raise
            time.sleep(random.uniform(0.2, 1.0) * (attempt + 1))
    raise AssertionError


def _ask_s3(method: str, uri: str, body: bytes) -> bytes:
    place = urlsplit(uri)
    endpoint = urlsplit(os.environ["AWS_ENDPOINT_URL"])
    url = f"{endpoint.scheme}://{endpoint.netloc}/{place.netloc}{place.path}"
    request = AWSRequest(method=method, url=url, data=body)
    credentials = Credentials(
        os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"], os.environ["AWS_SESSION_TOKEN"]
    )
    S3SigV4Auth(credentials, "s3", os.environ["AWS_REGION"]).add_auth(request)
    connection = http.client.HTTPConnection(endpoint.netloc, timeout=60)
    connection.request(method, f"/{place.netloc}{place.path}", body, dict(request.headers.items()))
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{method} {uri}: {answer.status} {content[:300]!r}")
    return content


if __name__ == "__main__":
    main()
