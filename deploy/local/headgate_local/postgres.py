"""The PostgreSQL server: made once, never run as root, started over whatever a crash left."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from .layout import Layout, Trouble
from .settings import Settings

_SERVER = {
    "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "200",
    "shared_buffers": "128MB", "logging_collector": "off", "log_min_messages": "warning",
}  # fmt: skip


def data_folder(layout: Layout) -> Path:
    return layout.run / "postgres" / "data"


_NOBODY = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
# The same user to the file system, another one to the server, and none of root's powers outside.
_NAMESPACE = ["unshare", "--user", "--map-user=65534", "--map-group=65534"]


def unprivileged(folder: Path, binaries: Path) -> list[str]:
    """A prefix that drops root, as which the server refuses to run."""
    if os.geteuid() != 0:
        return []
    reach = ["test", "-x", str(folder), "-a", "-x", str(binaries / "bin" / "postgres")]
    for prefix in (_NOBODY, _NAMESPACE):
        try:
            if subprocess.run([*prefix, *reach], capture_output=True).returncode == 0:
                return prefix
        except FileNotFoundError:
            continue
    raise Trouble(f"root cannot run PostgreSQL, and nobody cannot reach {folder}: use another user or open the folders")


def initialise(layout: Layout, settings: Settings, binaries: Path) -> None:
    """Make the data folder, whole or not at all."""
    data = data_folder(layout)
    if (data / "PG_VERSION").exists():
        _forget_stale_pid(data)
        return
    fresh = data.with_name("data.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True, mode=0o700)
    password = data.with_name("password")
    password.write_text(settings.secrets["db_superuser"])
    prefix = unprivileged(fresh.parent, binaries)
    if prefix == _NOBODY:
        shutil.chown(fresh, "nobody", "nogroup")
        shutil.chown(fresh.parent, "nobody", "nogroup")
        shutil.chown(password, "nobody", "nogroup")
    password.chmod(0o600)
    initdb = [str(binaries / "bin" / "initdb"), "-D", str(fresh), "-U", "postgres", "-E", "UTF8", "--locale=C"]
    initdb += ["--auth=scram-sha-256", f"--pwfile={password}"]
    try:
        done = subprocess.run([*prefix, *initdb], capture_output=True, text=True, cwd="/")
    finally:
        password.unlink()
    if done.returncode != 0:
        raise Trouble(f"initdb failed: {done.stderr.strip()[-300:]}")
    fresh.rename(data)


def _forget_stale_pid(data: Path) -> None:
    """Remove a lock file whose process is gone or is another program by now."""
    file = data / "postmaster.pid"
    try:
        pid = file.read_text().split()[0]
    except (OSError, IndexError):
        return
    try:
        command = Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        command = ""
    if str(data) not in command:
        file.unlink(missing_ok=True)


def command(layout: Layout, settings: Settings, binaries: Path) -> list[str]:
    """The server's command line."""
    data = data_folder(layout)
    options = [f"{name}={value}" for name, value in {**_SERVER, "port": str(settings.ports["db"])}.items()]
    words = [str(binaries / "bin" / "postgres"), "-D", str(data)]
    return [*unprivileged(data.parent, binaries), *words, *(word for option in options for word in ("-c", option))]


def admin_url(settings: Settings) -> str:
    """A superuser's URL of the server in use."""
    if settings.external_database:
        return settings.external_database
    return f"postgresql://postgres:{settings.secrets['db_superuser']}@127.0.0.1:{settings.ports['db']}/postgres"


def address(settings: Settings) -> str:
    """host:port of the server in use."""
    return admin_url(settings).rpartition("@")[2].partition("/")[0]
