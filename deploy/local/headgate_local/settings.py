"""What one stack keeps to itself: its ports, and secrets made at random when it was first started."""

from __future__ import annotations

import base64
import json
import os
import secrets
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .layout import Layout, Trouble

CONTROL = "111111111111"
TENANT_ACCOUNTS = {"acme-air": "222222222222", "borealis": "333333333333"}
REGION = "eu-central-1"
ENVIRONMENT = "headgate-local"
BUCKET = "headgate-airflow-local"
AIRFLOW_VERSION = "3.3.1"

_PORTS = {"api": 0, "db": 1, "aws": 2, "airflow": 3, "mail": 4}
_SECRETS = (
    "db_superuser", "db_owner", "db_app", "db_loop", "db_airflow",
    "airflow_admin", "airflow_jwt", "airflow_api", "standin_admin", "api_admin_password", "api_admin_token",
)  # fmt: skip
# account/user of everyone who calls AWS on this machine
_USERS = (
    f"{CONTROL}/admin", f"{CONTROL}/headgate", f"{CONTROL}/airflow-execution", f"{CONTROL}/airflow-sync",
    *(f"{account}/admin" for account in TENANT_ACCOUNTS.values()),
)  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """Ports, secrets and pace of a stack."""

    ports: dict[str, int]
    secrets: dict[str, str]
    alert_key: str
    keys: dict[str, tuple[str, str]]
    install: str
    pace: str
    external_database: str | None

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.ports['api']}"

    @property
    def aws_url(self) -> str:
        return f"http://127.0.0.1:{self.ports['aws']}"

    @property
    def airflow_url(self) -> str:
        return f"http://127.0.0.1:{self.ports['airflow']}"

    def aws_environment(self, user: str) -> dict[str, str]:
        """What a client needs to call the stand-in as a user."""
        key, secret = self.keys[user]
        return {
            "AWS_ENDPOINT_URL": self.aws_url, "AWS_REGION": REGION, "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret, "AWS_EC2_METADATA_DISABLED": "true",
        }  # fmt: skip


def load(layout: Layout, pace: str = "fast") -> Settings:
    """Settings as they were, or new ones."""
    path = layout.run / "settings.json"
    kept: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    made: dict[str, Any] = {
        "install": kept.get("install") or secrets.token_hex(8),
        "secrets": {name: kept.get("secrets", {}).get(name) or secrets.token_urlsafe(24) for name in _SECRETS},
        "alertKey": kept.get("alertKey") or base64.b64encode(secrets.token_bytes(32)).decode(),
        "keys": {
            user: kept.get("keys", {}).get(user) or [f"AKIA{secrets.token_hex(8).upper()}", secrets.token_urlsafe(30)]
            for user in _USERS
        },
        "ports": _ports(kept.get("ports")),
    }
    if made != kept:
        write_private(path, json.dumps(made, indent=2))
    return Settings(
        ports=made["ports"],
        secrets=made["secrets"],
        alert_key=made["alertKey"],
        keys={user: (pair[0], pair[1]) for user, pair in made["keys"].items()},
        install=made["install"],
        pace=pace,
        external_database=os.environ.get("HEADGATE_DB_URL"),
    )


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    fresh.replace(path)


def _ports(kept: dict[str, int] | None) -> dict[str, int]:
    base = os.environ.get("HEADGATE_PORT_BASE")
    if base:
        ports = {name: int(base) + offset for name, offset in _PORTS.items()}
    elif kept:
        ports = {name: 8400 + offset for name, offset in _PORTS.items()} | kept
    elif os.environ.get("HEADGATE_STATE"):
        ports = _free_ports()
    else:
        ports = {name: 8400 + offset for name, offset in _PORTS.items()}
    for name in ports:
        ports[name] = int(os.environ.get(f"HEADGATE_{name.upper()}_PORT", ports[name]))
    return ports


def _free_ports() -> dict[str, int]:
    probes = {name: socket.socket() for name in _PORTS}
    for probe in probes.values():
        probe.bind(("127.0.0.1", 0))
    ports = {name: int(probe.getsockname()[1]) for name, probe in probes.items()}
    for probe in probes.values():
        probe.close()
    return ports


def check_ports_free(settings: Settings, names: list[str]) -> None:
    """Tell which process holds a port that is needed."""
    for name in names:
        port = settings.ports[name]
        with socket.socket() as probe:
            # As servers do: a connection of an earlier server in TIME_WAIT is no one holding the port.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise Trouble(
                    f"port {port} ({name}) is taken by {_holder(port)}; "
                    f"set HEADGATE_{name.upper()}_PORT or HEADGATE_PORT_BASE"
                ) from None


def _holder(port: int) -> str:
    """The process that listens on a port, by name where the system tells it."""
    inode = _listening_inode(port)
    if inode:
        for folder in Path("/proc").glob("[0-9]*/fd/*"):
            try:
                if os.readlink(folder) == f"socket:[{inode}]":
                    process = folder.parents[1]
                    words = (process / "cmdline").read_text().replace("\0", " ").strip()
                    return f"process {process.name} ({words[:80]})"
            except OSError:
                continue
    try:
        command = ["lsof", "-nP", f"-iTCP:{port}", "-sTCP:LISTEN", "-Fpc"]
        found = subprocess.run(command, capture_output=True, text=True, timeout=5).stdout.split()
        if len(found) >= 2:
            return f"process {found[0][1:]} ({found[1][1:]})"
    except (OSError, subprocess.TimeoutExpired):
        pass
    return "another process"


def _listening_inode(port: int) -> str | None:
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            lines = Path(table).read_text().splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            fields = line.split()
            if fields[3] == "0A" and int(fields[1].rpartition(":")[2], 16) == port:
                return fields[9]
    return None
