"""How the local Airflow is set: stock, with options that MWAA accepts, too."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

from . import postgres
from .layout import Layout
from .settings import CONTROL, Settings, write_private

PARTS = ("api-server", "scheduler", "dag-processor", "triggerer")


def home(layout: Layout) -> Path:
    return layout.run / "airflow"


def plugins(layout: Layout) -> Path:
    return home(layout) / "plugins"


def dags(layout: Layout, settings: Settings, part: str) -> Path:
    """MWAA's schedulers and workers sync apart; LocalExecutor's workers are the scheduler's children."""
    apart = settings.pace == "mwaa" and part == "scheduler"
    return home(layout) / ("dags-workers" if apart else "dags")


def write_passwords(layout: Layout, settings: Settings) -> Path:
    path = home(layout) / "passwords.json"
    write_private(path, json.dumps({"admin": settings.secrets["airflow_admin"]}))
    return path


def environment(layout: Layout, settings: Settings, part: str) -> dict[str, str]:
    """The environment of one of Airflow's parts."""
    slow = settings.pace == "mwaa"
    password = settings.secrets["db_airflow"]
    database = f"postgresql+psycopg2://airflow:{password}@{postgres.address(settings)}/airflow"
    fernet = base64.urlsafe_b64encode(hashlib.sha256(settings.secrets["airflow_api"].encode()).digest()).decode()
    secrets_backend = {"connections_prefix": "airflow/connections", "variables_prefix": None, "config_prefix": None}
    options = {
        "core.executor": "LocalExecutor",
        "core.parallelism": "16",
        "core.load_examples": "False",
        "core.dags_folder": str(dags(layout, settings, part)),
        "core.plugins_folder": str(plugins(layout)),
        "core.fernet_key": fernet,
        "core.execution_api_server_url": f"{settings.airflow_url}/execution/",
        "core.simple_auth_manager_users": "admin:admin",
        "core.simple_auth_manager_passwords_file": str(home(layout) / "passwords.json"),
        # Every part must see a changed DAG at once; see local-stack notes in the README.
        "core.min_serialized_dag_update_interval": "0",
        "database.sql_alchemy_conn": database,
        "database.sql_alchemy_pool_size": "5",
        "api.host": "127.0.0.1",
        "api.port": str(settings.ports["airflow"]),
        "api.base_url": settings.airflow_url,
        "api.workers": "1",
        "api.secret_key": settings.secrets["airflow_api"],
        "api_auth.jwt_secret": settings.secrets["airflow_jwt"],
        "scheduler.scheduler_idle_sleep_time": "0.1",
        "scheduler.enable_health_check": "False",
        "scheduler.task_instance_heartbeat_timeout": "60",
        "workers.min_heartbeat_interval": "1",
        "dag_processor.refresh_interval": "10" if slow else "1",
        "dag_processor.bundle_refresh_check_interval": "10" if slow else "1",
        "dag_processor.min_file_process_interval": "300",
        "secrets.backend": "airflow.providers.amazon.aws.secrets.secrets_manager.SecretsManagerBackend",
        "secrets.backend_kwargs": json.dumps(secrets_backend),
        "logging.base_log_folder": str(home(layout) / "logs"),
        "usage_data_collection.enabled": "False",
    }
    variables = {f"AIRFLOW__{name.upper().replace('.', '__')}": value for name, value in options.items()}
    return {
        **variables,
        **settings.aws_environment(f"{CONTROL}/airflow-execution"),
        "AIRFLOW_HOME": str(home(layout)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "NO_PROXY": "127.0.0.1,localhost",
    }


def command(python: Path, part: str) -> list[str]:
    """The command line of one of Airflow's parts."""
    words = [str(python.with_name("airflow")), part]
    # Their servers for task logs listen on every address; nobody here asks for them.
    return [*words, "--skip-serve-logs"] if part in ("scheduler", "triggerer") else words
