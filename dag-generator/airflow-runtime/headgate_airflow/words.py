"""What a DAG file says.

Functions, since Airflow's operators refuse positional arguments, and ``Ask(3, …)`` reads better than a task id that a
generator would have to spell. Names begin with a capital: to the reader of a DAG file they are operators.
"""

# ruff: noqa: N802
from __future__ import annotations

from typing import Any

from headgate_airflow.operators import AskOperator, EntryOperator, ExitOperator, WaitOperator


def Entry(*, label: str | None = None, **kwargs: Any) -> EntryOperator:
    """PEntry, before all components."""
    return EntryOperator(task_id="PEntry", label=label, **kwargs)


def Ask(component: int, *, label: str | None = None, **kwargs: Any) -> AskOperator:
    """Cn: asks for the component with this number."""
    return AskOperator(task_id=f"C{component}", label=label, **kwargs)


def Wait(component: int, *, label: str | None = None, **kwargs: Any) -> WaitOperator:
    """Wn: waits for the component with this number."""
    return WaitOperator(task_id=f"W{component}", label=label, **kwargs)


def Exit(*, label: str | None = None, **kwargs: Any) -> ExitOperator:
    """PExit, after all components."""
    return ExitOperator(task_id="PExit", label=label, **kwargs)
