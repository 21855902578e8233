"""What the stand-in is told when it starts: one JSON file, readable by its owner only."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# Burst and refill per second of one account and Region, as AWS lists them; adjustable there, configurable here.
AWS_RATES: dict[str, tuple[float, float]] = {
    "AddJobFlowSteps": (10, 0.5),
    "DescribeStep": (10, 0.5),
    "ListSteps": (10, 0.5),
    "CancelSteps": (10, 0.5),
    "RunJobFlow": (10, 0.5),
    "DescribeCluster": (10, 1.0),
    "ListClusters": (20, 0.5),
    "*": (25, 5),
}
FAST_RATES: dict[str, tuple[float, float]] = {"*": (50, 25)}


@dataclass(frozen=True)
class ClusterTimes:
    """Seconds that an EMR cluster takes to start, to bootstrap and to terminate."""

    start: float
    bootstrap: float
    terminate: float


# Minutes on EMR; so that each state is there to be seen, and no longer.
FAST_TIMES = {"start": 0.2, "bootstrap": 0.2, "terminate": 0.5}
AWS_TIMES = {"start": 30, "bootstrap": 10, "terminate": 30}


@dataclass(frozen=True)
class User:
    """An IAM user that exists from the start, with one access key and one inline policy."""

    name: str
    access_key_id: str
    secret_access_key: str
    policy: dict[str, Any]


@dataclass(frozen=True)
class Environment:
    """The one MWAA environment and the Airflow behind it."""

    name: str
    account: str
    region: str
    bucket: str
    airflow_version: str
    airflow_url: str
    airflow_username: str
    airflow_password: str
    execution_role: str


@dataclass(frozen=True)
class Config:
    """Everything that differs from one install to another."""

    host: str
    port: int
    install: str
    state: Path
    admin_token: str
    pace: str
    accounts: dict[str, list[User]]
    environment: Environment
    spark_submit: str
    step_environment: dict[str, str]
    emr_rates: dict[str, tuple[float, float]] = field(default_factory=dict)
    rest_api_rate: tuple[float, float] = (10, 10)
    # Whether calls that do not fit their service model are kept to be read.
    keeps_violations: bool = True
    cluster_times: ClusterTimes = field(default_factory=lambda: ClusterTimes(**FAST_TIMES))

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def log_interval(self) -> float:
        """Seconds between two uploads of a running step's logs: EMR takes about five minutes."""
        return 300.0 if self.pace == "mwaa" else 2.0


def load(path: Path) -> Config:
    """Read the configuration file."""
    raw: dict[str, Any] = json.loads(path.read_text())
    pace = str(raw.get("pace", "fast"))
    rates = raw.get("emrRates") or (AWS_RATES if pace == "mwaa" else FAST_RATES)
    rest_rate = raw.get("restApiRate") or (10, 10)
    times = raw.get("clusterSeconds") or (AWS_TIMES if pace == "mwaa" else FAST_TIMES)
    return Config(
        host=str(raw.get("host", "127.0.0.1")),
        port=int(raw["port"]),
        install=str(raw["install"]),
        state=Path(raw["state"]),
        admin_token=str(raw["adminToken"]),
        pace=pace,
        accounts={
            account: [User(u["name"], u["accessKeyId"], u["secretAccessKey"], u["policy"]) for u in users]
            for account, users in raw["accounts"].items()
        },
        environment=Environment(**raw["environment"]),
        spark_submit=str(raw["sparkSubmit"]),
        step_environment={str(k): str(v) for k, v in raw.get("stepEnvironment", {}).items()},
        emr_rates={k: (float(v[0]), float(v[1])) for k, v in rates.items()},
        rest_api_rate=(float(rest_rate[0]), float(rest_rate[1])),
        keeps_violations=bool(raw.get("violations", True)),
        cluster_times=ClusterTimes(**times),
    )
