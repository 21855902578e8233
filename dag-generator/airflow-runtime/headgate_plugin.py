"""Shows Airflow which version of the runtime is installed, so that Headgate can check it from outside."""

from __future__ import annotations

from airflow.plugins_manager import AirflowPlugin

from headgate_airflow import __version__


class HeadgatePlugin(AirflowPlugin):  # type: ignore[misc]  # Airflow's class is untyped for us
    """Carries the version in its name: ``GET /plugins`` tells names and nothing else of ours."""

    name = "headgate_airflow_" + __version__.replace(".", "_")
