"""Airflow for operators that are executed by themselves: a home of its own, no database."""

from __future__ import annotations

import os
import tempfile

# Before anything imports Airflow: it reads its configuration then.
os.environ["AIRFLOW_HOME"] = tempfile.mkdtemp(prefix="headgate-airflow-home-")
os.environ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] = "postgresql+psycopg2://nobody@127.0.0.1:1/nothing"
os.environ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False"
# The tenant's administrator runs these, as its own Airflow would.
os.environ["AWS_ACCESS_KEY_ID"] = os.environ["AWS_UNDER_TEST_TENANT_KEY"]
os.environ["AWS_SECRET_ACCESS_KEY"] = os.environ["AWS_UNDER_TEST_TENANT_SECRET"]
