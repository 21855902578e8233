"""MWAA's endpoint before an Airflow that does what a test says."""

from __future__ import annotations

import http.server
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, ClassVar

import pytest
from botocore.exceptions import ClientError, ParamValidationError

from .standin import CONTROL, REGION, StandIn, refused

NAME = "headgate-local"


class Airflow(http.server.BaseHTTPRequestHandler):
    """A web server that answers by path; remembers what came."""

    seen: ClassVar[list[dict[str, Any]]] = []
    silent = threading.Event()

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/auth/token":
            return self._send(201, {"access_token": "t"})
        Airflow.seen.append({"path": self.path, "token": self.headers.get("Authorization"), "body": body})
        match self.path.partition("?")[0].removeprefix("/api/v2"):
            case "/slow":
                Airflow.silent.wait()
                return None
            case "/large":
                return self._send(200, "x" * (6 * 1024 * 1024))
            case "/missing":
                return self._send(404, {"detail": "no such DAG"})
            case "/broken":
                return self._send(500, {"detail": "oh"})
        return self._send(200, {"you": "came"})

    def _send(self, status: int, document: Any) -> None:
        content = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def airflow() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Airflow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    Airflow.silent.set()
    server.shutdown()


def start(folder: Path, airflow: str, **settings: Any) -> StandIn:
    environment = {
        "name": NAME, "account": CONTROL, "region": REGION, "bucket": "b", "airflow_version": "3.3.1",
        "airflow_url": airflow, "airflow_username": "admin", "airflow_password": "p",
        "execution_role": f"arn:aws:iam::{CONTROL}:role/airflow",
    }  # fmt: skip
    standin = StandIn(folder, environment=environment, **settings)
    standin.start()
    return standin


@pytest.fixture(scope="module")
def standin(tmp_path_factory: pytest.TempPathFactory, airflow: str) -> Iterator[StandIn]:
    one = start(tmp_path_factory.mktemp("mwaa"), airflow, restApiRate=[1000, 1000])
    yield one
    one.stop()


@pytest.fixture(scope="module")
def mwaa(standin: StandIn) -> Any:
    return standin.client("mwaa", f"{CONTROL}/admin")


def failed(mwaa: Any, path: str) -> tuple[str, int, Any]:
    with pytest.raises(ClientError) as raised:
        mwaa.invoke_rest_api(Name=NAME, Path=path, Method="GET")
    answer: dict[str, Any] = dict(raised.value.response)
    return answer["Error"]["Code"], answer["RestApiStatusCode"], answer["RestApiResponse"]


def test_a_call_reaches_airflow(mwaa: Any) -> None:
    answer = mwaa.invoke_rest_api(
        Name=NAME, Path="/dags", Method="POST", QueryParameters={"limit": 2, "paused": True}, Body={"a": [1]}
    )
    assert (answer["RestApiStatusCode"], answer["RestApiResponse"]) == (200, {"you": "came"})
    came = Airflow.seen[-1]
    assert came == {"path": "/api/v2/dags?limit=2&paused=true", "token": "Bearer t", "body": b'{"a": [1]}'}


def test_airflows_refusals_keep_their_status_and_words(mwaa: Any) -> None:
    assert failed(mwaa, "/missing") == ("RestApiClientException", 404, {"detail": "no such DAG"})
    assert failed(mwaa, "/broken") == ("RestApiServerException", 500, {"detail": "oh"})


def test_an_answer_must_come_within_ten_seconds(mwaa: Any) -> None:
    began = time.monotonic()
    code, status, _ = failed(mwaa, "/slow")
    assert (code, status) == ("RestApiServerException", 504)
    assert 9 < time.monotonic() - began < 20


def test_an_answer_has_six_megabytes_at_most(mwaa: Any) -> None:
    assert failed(mwaa, "/large")[0] == "RestApiServerException"


def test_a_path_has_64_characters_at_most(standin: StandIn, mwaa: Any) -> None:
    assert mwaa.invoke_rest_api(Name=NAME, Path="/" + "x" * 63, Method="GET")["RestApiStatusCode"] == 200
    with refused("ValidationException", 400):
        mwaa.invoke_rest_api(Name=NAME, Path="/" + "x" * 64, Method="GET")
    assert [v["operation"] for v in standin.violations()] == ["InvokeRestApi"]
    with pytest.raises(ParamValidationError):
        mwaa.invoke_rest_api(Name=NAME, Path="", Method="GET")


def test_ten_calls_a_second_pass(tmp_path: Path, airflow: str) -> None:
    standin = start(tmp_path, airflow, restApiRate=[10, 0.001])
    mwaa = standin.client("mwaa", f"{CONTROL}/admin")

    def code(_: int) -> str:
        try:
            mwaa.invoke_rest_api(Name=NAME, Path="/dags", Method="GET")
        except ClientError as error:
            return str(error.response["Error"]["Code"])
        return "ok"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(code, range(12))) == ["ThrottlingException"] * 2 + ["ok"] * 10
    standin.stop()


def test_tokens_for_the_command_line_are_not_offered(mwaa: Any) -> None:
    with refused("UnknownOperationException", 404):
        mwaa.create_cli_token(Name=NAME)
