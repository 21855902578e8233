"""The stack's database, for tests that look below the API or cannot wait until something is old."""

from __future__ import annotations

from typing import Any

import psycopg2

from .stack import Stack


def connect(stack: Stack, user: str, password: str) -> Any:
    """A connection as one of the database's roles."""
    port = stack.local["ports"]["db"]
    return psycopg2.connect(host="127.0.0.1", port=port, dbname="headgate", user=user, password=password)


def as_superuser(stack: Stack) -> Any:
    """A connection that sees everything."""
    return connect(stack, "postgres", stack.settings()["secrets"]["db_superuser"])
