"""The only place that knows how Airflow 2.11 and 3.x differ."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

AIRFLOW_3 = find_spec("airflow.sdk") is not None

if TYPE_CHECKING or AIRFLOW_3:
    from airflow.sdk import DAG, BaseHook, BaseOperator
    from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException
else:
    from airflow.exceptions import AirflowException, AirflowFailException, AirflowSkipException
    from airflow.hooks.base import BaseHook
    from airflow.models.baseoperator import BaseOperator
    from airflow.models.dag import DAG

__all__ = [
    "AIRFLOW_3",
    "DAG",
    "AirflowException",
    "AirflowFailException",
    "AirflowSkipException",
    "BaseOperator",
    "get_connection",
    "get_connection_async",
]


def get_connection(connection_id: str) -> Any:
    """Read a connection in a worker."""
    return BaseHook.get_connection(connection_id)


async def get_connection_async(connection_id: str) -> Any:
    """Read a connection in the triggerer, whose event loop must not block while a secrets backend answers."""
    if AIRFLOW_3:
        from airflow.sdk import Connection

        if hasattr(Connection, "async_get"):
            return await Connection.async_get(connection_id)
    from asgiref.sync import sync_to_async

    return await sync_to_async(BaseHook.get_connection)(connection_id)
