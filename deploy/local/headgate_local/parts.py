"""What a stack consists of, what each part needs, and when it is ready."""

from __future__ import annotations

import json
import os
import shlex
import signal
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from . import airflow, api_archive, jdk, policies, postgres
from .install import Tools
from .layout import LOCAL, ROOT, Layout
from .settings import BUCKET, CONTROL, ENVIRONMENT, REGION, Settings, write_private

# Asked with the part's start in epoch seconds: a heartbeat of an earlier start does not count.
Ready = Callable[[float], bool]


@dataclass(frozen=True)
class Part:
    """A process that stays (or, as a task, ends well once) and what must be ready before it."""

    name: str
    argv: list[str]
    needs: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    ready: Ready | None = None
    task: bool = False
    stop_signal: signal.Signals = signal.SIGTERM
    grace: float = 15
    # Others may be used before it has ended, and the stack stays up if it fails.
    background: bool = False


def all_parts(layout: Layout, settings: Settings, tools: Tools, *, demo: bool, api: bool) -> list[Part]:
    """The parts in the order in which they start."""
    found = [*_database(layout, settings, tools), *_aws(layout, settings, tools), *_airflow(layout, settings, tools)]
    if api:
        found += [_mail(layout, settings, tools), *_api(layout, settings)]
        if demo:
            found.append(_demo(layout, tools))
    return found


def _database(layout: Layout, settings: Settings, tools: Tools) -> list[Part]:
    roles = Part(
        "database roles",
        [str(tools.python("airflow-3.3")), str(LOCAL / "database" / "create_roles.py")],
        () if settings.external_database else ("postgres",),
        {
            "HEADGATE_ADMIN_DB_URL": postgres.admin_url(settings),
            "HEADGATE_ROLES": str(ROOT / "db" / "roles.sql"),
            **{
                f"{name.upper()}_PASSWORD": settings.secrets[f"db_{name}"]
                for name in ("owner", "app", "loop", "airflow")
            },
        },
        task=True,
    )
    if settings.external_database:
        return [roles]
    server = Part(
        "postgres",
        postgres.command(layout, settings, tools.postgres),
        ready=lambda _: _listens(settings.ports["db"]),
        stop_signal=signal.SIGINT,
    )
    return [server, roles]


def _aws(layout: Layout, settings: Settings, tools: Tools) -> list[Part]:
    config = layout.run / "standin.json"
    write_private(config, json.dumps(standin_config(layout, settings, tools), indent=2))
    python = str(tools.python("standin"))
    home = {"PYTHONPATH": str(LOCAL), "PYTHONUNBUFFERED": "1"}
    server = Part(
        "aws",
        [python, "-m", "standin", str(config)],
        (),
        home,
        lambda _: _answers(f"{settings.aws_url}/_standin/health"),
    )
    folders = {
        "HEADGATE_BUCKET": BUCKET,
        "HEADGATE_PLUGINS": str(airflow.plugins(layout)),
        "HEADGATE_PLUGINS_ZIP": str(layout.run / "plugins.zip"),
        "HEADGATE_DAGS": str(airflow.dags(layout, settings, "dag-processor")),
        "HEADGATE_DAGS_WORKERS": str(airflow.dags(layout, settings, "scheduler")),
        "HEADGATE_SYNC_SECONDS": "30" if settings.pace == "mwaa" else "1",
    }
    prepare = Part(
        "mwaa environment",
        [python, "-m", "mwaa.environment"],
        ("aws",),
        {**home, **folders, **settings.aws_environment(f"{CONTROL}/admin")},
        task=True,
    )
    sync = Part(
        "mwaa sync",
        [python, "-m", "mwaa.sync"],
        ("mwaa environment",),
        {**home, **folders, **settings.aws_environment(f"{CONTROL}/airflow-sync")},
        grace=3,
    )
    return [server, prepare, sync]


def standin_config(layout: Layout, settings: Settings, tools: Tools) -> dict[str, object]:
    """The stand-in's configuration file."""
    java = jdk.for_spark(jdk.find_all())
    accounts: dict[str, list[dict[str, object]]] = {}
    for place, (key, secret) in settings.keys.items():
        account, name = place.split("/")
        user: dict[str, object] = {
            "name": name,
            "accessKeyId": key,
            "secretAccessKey": secret,
            "policy": policies.of(name),
        }
        accounts.setdefault(account, []).append(user)
    return {
        "port": settings.ports["aws"], "install": settings.install, "state": str(layout.run / "aws"),
        "adminToken": settings.secrets["standin_admin"], "pace": settings.pace, "accounts": accounts,
        "environment": {
            "name": ENVIRONMENT, "account": CONTROL, "region": REGION, "bucket": BUCKET,
            "airflow_version": "3.3.1", "airflow_url": settings.airflow_url, "airflow_username": "admin",
            "airflow_password": settings.secrets["airflow_admin"],
            "execution_role": f"arn:aws:iam::{CONTROL}:role/airflow-execution",
        },
        # Another program in its place is for measurements of what is around the steps.
        "sparkSubmit": os.environ.get("HEADGATE_SPARK_SUBMIT", str(LOCAL / "spark" / "spark-submit")),
        "stepEnvironment": spark_environment(tools, java),
    }  # fmt: skip


def spark_environment(tools: Tools, java: jdk.Jdk) -> dict[str, str]:
    """What the launcher of Spark is told."""
    return {
        "HEADGATE_SPARK_HOME": str(tools.spark_home),
        "HEADGATE_SPARK_PYTHON": str(tools.python("spark")),
        "HEADGATE_SPARK_JAVA": str(java.home),
        "HEADGATE_SPARK_JARS": str(tools.spark_jars),
        "HEADGATE_SPARK_ARCHIVE": str(tools.spark_archive(java)),
    }


def _airflow(layout: Layout, settings: Settings, tools: Tools) -> list[Part]:
    airflow.write_passwords(layout, settings)
    python = tools.python("airflow-3.3")
    migrate = Part(
        "airflow migrate",
        [str(python.with_name("airflow")), "db", "migrate"],
        ("database roles",),
        airflow.environment(layout, settings, "scheduler"),
        task=True,
    )
    mark = airflow.home(layout) / "migrated"
    if not (mark.exists() and mark.read_text() == tools.venv("airflow-3.3").name):
        first = [migrate, _remember(mark, tools.venv("airflow-3.3").name)]
    else:
        first = []
    needs = ("database roles", "mwaa environment", *(part.name for part in first))
    parts = [
        Part(
            f"airflow {name}",
            airflow.command(python, name),
            needs,
            airflow.environment(layout, settings, name),
            _airflow_ready(settings, name),
        )
        for name in airflow.PARTS
    ]
    return [*first, *parts]


def _remember(mark: Path, text: str) -> Part:
    script = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.argv[2])"
    return Part("airflow migrated", [sys.executable, "-c", script, str(mark), text], ("airflow migrate",), task=True)


def _airflow_ready(settings: Settings, name: str) -> Ready:
    key = name.replace("-", "_")

    def ready(began: float) -> bool:
        health = _fetch(f"{settings.airflow_url}/api/v2/monitor/health")
        if health is None or name == "api-server":
            return health is not None
        part = json.loads(health).get(key) or {}
        beat = part.get(f"latest_{key}_heartbeat") or "1970-01-01T00:00:00Z"
        return part.get("status") == "healthy" and datetime.fromisoformat(_iso(beat)).timestamp() > began

    return ready


def _iso(moment: str) -> str:
    # Python 3.10 reads no Z.
    return f"{moment[:-1]}+00:00" if moment.endswith("Z") else moment


def _mail(layout: Layout, settings: Settings, tools: Tools) -> Part:
    return Part(
        "mail",
        [str(tools.python("mail")), "-m", "mailsink", str(settings.ports["mail"]), str(layout.mails)],
        (),
        {"PYTHONPATH": str(LOCAL), "PYTHONUNBUFFERED": "1"},
        lambda _: _listens(settings.ports["mail"]),
        grace=3,
    )


def _api(layout: Layout, settings: Settings) -> list[Part]:
    java = jdk.for_headgate(jdk.find_all())
    options = shlex.split(os.environ.get("HEADGATE_API_JAVA_OPTIONS", ""))
    needs = ("database roles", "aws")
    making = api_archive.making(layout, java)
    home = {**api_environment(settings), "PYTHONPATH": str(LOCAL)}
    first = [Part("api class data", making, needs, home, task=True)] if making else []
    api = Part(
        "api",
        api_archive.command(layout, java, options),
        (*needs, *(part.name for part in first)),
        api_environment(settings),
        lambda _: _answers(f"{settings.api_url}/actuator/health/readiness"),
    )
    return [*first, api]


def api_environment(settings: Settings) -> dict[str, str]:
    """What the api is told, here as anywhere."""
    secrets = settings.secrets
    database = {
        f"HEADGATE_DB_{name.upper()}_{what}": value
        for name in ("owner", "app", "loop")
        for what, value in (("USER", f"headgate_{name}"), ("PASSWORD", secrets[f"db_{name}"]))
    }
    return {
        **database,
        **settings.aws_environment(f"{CONTROL}/headgate"),
        "SPRING_PROFILES_ACTIVE": "local",
        "SERVER_ADDRESS": "127.0.0.1",
        "SERVER_PORT": str(settings.ports["api"]),
        "HEADGATE_DB_URL": f"jdbc:postgresql://{postgres.address(settings)}/headgate",
        "HEADGATE_PUBLIC_URL": settings.api_url,
        "HEADGATE_ALLOWED_HOSTS": f"127.0.0.1:{settings.ports['api']},localhost:{settings.ports['api']}",
        "HEADGATE_ADMIN_USERNAME": "admin",
        "HEADGATE_ADMIN_PASSWORD": secrets["api_admin_password"],
        "HEADGATE_ADMIN_TOKEN": secrets["api_admin_token"],
        "HEADGATE_AWS_PATH_STYLE": "true",
        "HEADGATE_AWS_HOST_PREFIX": "false",
        "HEADGATE_ALERTS_KEYS": f"local:{settings.alert_key}",
        "HEADGATE_ALERTS_ALLOW_LOCAL": "true",
        "HEADGATE_PUBLICATION_WATCH": os.environ.get("HEADGATE_PUBLICATION_WATCH", "5s"),
        "HEADGATE_ALERTS_GATHER": os.environ.get("HEADGATE_ALERTS_GATHER", "3s"),
        "HEADGATE_MAIL_HOST": "127.0.0.1",
        "HEADGATE_MAIL_PORT": str(settings.ports["mail"]),
        "HEADGATE_MAIL_TLS": "NONE",
    }


def _demo(layout: Layout, tools: Tools) -> Part:
    return Part(
        "demo",
        [str(tools.python("standin")), "-m", "demo"],
        ("api", *(f"airflow {name}" for name in airflow.PARTS), "mwaa sync"),
        {
            "PYTHONPATH": str(LOCAL),
            "PYTHONUNBUFFERED": "1",
            "HEADGATE_LOCAL_JSON": str(layout.local_json),
            "HEADGATE_DEMO_DATA": str(tools.demo_data),
        },
        task=True,
        background=True,
    )


def _listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=0.3):
            return True
    except OSError:
        return False


def _answers(url: str) -> bool:
    return _fetch(url) is not None


def _fetch(url: str) -> bytes | None:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            body: bytes = answer.read()
            return body if answer.status == 200 else None
    except (OSError, urllib.error.URLError, ValueError):
        return None


def base_environment() -> dict[str, str]:
    """The little of the caller's environment that parts may see."""
    kept = ("PATH", "LANG", "LC_ALL", "TZ", "HOME", "USER", "TMPDIR", "SSL_CERT_FILE", "PIP_CERT")
    return {name: os.environ[name] for name in kept if name in os.environ}
