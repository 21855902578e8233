"""Makes the databases and their roles where they are missing, with the passwords of this install."""

from __future__ import annotations

import os
import re
from pathlib import Path
from string import Template

import psycopg2
from psycopg2 import errors

_AIRFLOW = (
    "CREATE ROLE airflow LOGIN PASSWORD '${airflow_password}' NOSUPERUSER NOCREATEDB NOCREATEROLE;\n"
    "CREATE DATABASE airflow OWNER airflow ENCODING 'UTF8' TEMPLATE template0;\n"
    "REVOKE ALL ON DATABASE airflow FROM PUBLIC;"
)
_THERE_ALREADY = (errors.DuplicateObject, errors.DuplicateDatabase)


def main() -> None:
    """Run each statement by itself; what exists already stays."""
    passwords = {
        f"{name}_password": os.environ[f"{name.upper()}_PASSWORD"] for name in ("owner", "app", "loop", "airflow")
    }
    roles = Path(os.environ["HEADGATE_ROLES"])
    script = f"{roles.read_text() if roles.exists() else ''}\n{_AIRFLOW}"
    connection = psycopg2.connect(os.environ["HEADGATE_ADMIN_DB_URL"])
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements(script):
            try:
                cursor.execute(Template(statement).substitute(passwords))
            except _THERE_ALREADY:
                continue
        # An install that lost its secrets, or a server that served another one before.
        for role, password in (
            ("headgate_owner", "owner"),
            ("headgate_app", "app"),
            ("headgate_loop", "loop"),
            ("airflow", "airflow"),
        ):
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,))
            if cursor.fetchone():
                cursor.execute(f"ALTER ROLE {role} PASSWORD %s", (passwords[f"{password}_password"],))
    connection.close()


def statements(script: str) -> list[str]:
    """The statements of a script without comments; none of them holds a semicolon."""
    plain = re.sub(r"^\s*--.*$", "", script, flags=re.MULTILINE)
    return [part.strip() for part in plain.split(";") if part.strip()]


if __name__ == "__main__":
    main()
