"""A stack's life as commands see it: up, down, status."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import api_archive, build, jdk, parts, postgres, process, programs, supervisor
from . import settings as settings_module
from .archive import make_archive
from .install import Tools
from .layout import Layout
from .progress import Progress
from .settings import CONTROL, ENVIRONMENT, REGION, TENANT_ACCOUNTS, Settings, write_private


@dataclass(frozen=True)
class Options:
    """What `up` was asked for."""

    detach: bool = False
    fresh: bool = False
    demo: bool = True
    api: bool = True
    pace: str = "fast"


def up(layout: Layout, options: Options) -> int:
    """Install, build, start, and tell the page."""
    progress = Progress()
    programs.require()
    if options.fresh:
        down(layout, progress)
        for folder in (layout.run, layout.logs):
            shutil.rmtree(folder, ignore_errors=True)
        layout.local_json.unlink(missing_ok=True)
    layout.prepare()
    running = supervisor.holder(layout)
    settings = settings_module.load(layout, options.pace)
    if running is None:
        _make_ready(layout, settings, options, progress)
        _start(layout, options)
    else:
        progress.say(f"already running (supervisor {running}); waiting for all parts")
    if not _follow(layout, progress):
        return 1
    progress.say(_summary(layout, settings, options, progress.seconds))
    return 0 if options.detach else _stay(layout, progress)


def _make_ready(layout: Layout, settings: Settings, options: Options, progress: Progress) -> None:
    children = layout.run / "children.json"
    left = process.end_everything(settings.install, process.read_children(children))
    if left:
        progress.say(f"ended {left} processes that an earlier start left behind")
    names = [
        "aws",
        "airflow",
        *(["mail", "api"] if options.api else []),
        *([] if settings.external_database else ["db"]),
    ]
    settings_module.check_ports_free(settings, names)
    tools = Tools(layout, progress)
    tools.install(
        database=settings.external_database is None,
        then=lambda: build.jars(layout, progress) if options.api else None,
    )
    make_archive(tools, jdk.for_spark(jdk.find_all()), layout)
    if options.api:
        api_archive.unpack(layout, jdk.for_headgate(jdk.find_all()))
    build.plugins_zip(layout.run / "plugins.zip")
    if settings.external_database is None:
        postgres.initialise(layout, settings, tools.postgres)
    _rotate(layout)
    _write_local_json(layout, settings)


def _rotate(layout: Layout) -> None:
    """Keep logs from growing for ever."""
    for log in layout.logs.glob("*.log"):
        if log.stat().st_size > 20_000_000:
            log.replace(log.with_suffix(".log.1"))


def _write_local_json(layout: Layout, settings: Settings) -> None:
    """For scripts and tests; the demo adds its users."""
    kept: dict[str, Any] = json.loads(layout.local_json.read_text()) if layout.local_json.exists() else {}
    accounts = {"control": CONTROL, **TENANT_ACCOUNTS}
    admin = {
        "username": "admin", "password": settings.secrets["api_admin_password"], "role": "platform-admin",
        "tenant": None, "token": settings.secrets["api_admin_token"],
    }  # fmt: skip
    known = {
        "url": settings.api_url, "awsEndpoint": settings.aws_url, "airflowUrl": settings.airflow_url,
        "airflow": {"username": "admin", "password": settings.secrets["airflow_admin"]},
        "database": postgres.admin_url(settings), "region": REGION, "environment": ENVIRONMENT,
        "bucket": settings_module.BUCKET, "standinAdminToken": settings.secrets["standin_admin"],
        "awsUsers": {place: {"accessKeyId": k, "secretAccessKey": s} for place, (k, s) in settings.keys.items()},
        "accounts": accounts, "mails": str(layout.mails), "ports": settings.ports, "pace": settings.pace,
        "users": [admin, *(u for u in kept.get("users", []) if u["username"] != "admin")],
    }  # fmt: skip
    write_private(layout.local_json, json.dumps({**kept, **known}, indent=2))


def _start(layout: Layout, options: Options) -> None:
    (layout.run / "status.json").unlink(missing_ok=True)
    words = ["-m", "headgate_local", "supervise", "--pace", options.pace]
    words += [] if options.demo else ["--no-demo"]
    words += [] if options.api else ["--without-api"]
    supervisor.detach(words, layout.logs / "supervisor.log")


def supervise(layout: Layout, options: Options) -> int:
    """The supervisor's own process."""
    held = supervisor.lock(layout)
    if held is None:
        return 1
    settings = settings_module.load(layout, options.pace)
    tools = Tools(layout, Progress())
    found = parts.all_parts(layout, settings, tools, demo=options.demo, api=options.api)
    supervisor.Supervisor(layout, settings.install, found).run()
    return 0


def _follow(layout: Layout, progress: Progress) -> bool:
    """Show the parts coming up; True when all that the stack needs is ready."""
    seen: dict[str, str] = {}
    deadline = time.monotonic() + 20
    while True:
        status = read_status(layout)
        if status is None and time.monotonic() > deadline:
            progress.say(f"the supervisor did not start; see {layout.logs / 'supervisor.log'}")
            return False
        shown: dict[str, Any] = status["parts"] if status else {}
        for name, part in shown.items():
            _show(progress, name, part, seen)
        needed = {n: p for n, p in shown.items() if not p["background"]}
        failed = [n for n, p in needed.items() if p["state"] == "failed"]
        if failed:
            log = supervisor.log_path(layout, failed[0])
            progress.failed(failed[0], f"does not come up; its last words in {log}:\n{tail(log, 8)}")
            down(layout, progress)
            return False
        if needed and all(p["state"] in ("ready", "done") for p in needed.values()):
            return True
        progress.tick()
        time.sleep(0.1)


def _show(progress: Progress, name: str, part: dict[str, Any], seen: dict[str, str]) -> None:
    if seen.get(name) == part["state"]:
        return
    seen[name] = part["state"]
    if part["state"] == "starting":
        progress.start(name)
    elif part["state"] in ("ready", "done"):
        progress.done(name)
    elif part["state"] == "restarting":
        progress.failed(name, f"ended with {part['exitCode']}, will be started again")


def _summary(layout: Layout, settings: Settings, options: Options, seconds: float) -> str:
    where = settings.api_url if options.api else f"{settings.airflow_url} (Airflow; the api was left out)"
    lines = [f"up after {seconds:.1f} s", f"  {where}", f"  users and tokens: {layout.local_json}"]
    if options.api:
        lines.append(f"  mails that it sends: {layout.mails}")
    demo = (read_status(layout) or {"parts": {}})["parts"].get("demo")
    if demo and demo["state"] != "done":
        lines.append("  the demo sets itself up now: ./headgate logs demo")
    return "\n".join(lines)


def _stay(layout: Layout, progress: Progress) -> int:
    progress.say("Ctrl-C ends it")
    try:
        while supervisor.holder(layout) is not None:
            time.sleep(0.5)
        progress.say("the supervisor has ended")
        return 1
    except KeyboardInterrupt:
        down(layout, progress)
        return 0


def down(layout: Layout, progress: Progress | None = None) -> int:
    """End what this state's stack runs, and nothing else."""
    progress = progress or Progress()
    if not (layout.run / "settings.json").exists():
        return 0
    pid = supervisor.holder(layout)
    if pid is not None:
        progress.start("stop")
        process.send(pid, signal.SIGTERM)
        deadline = time.monotonic() + 60
        while supervisor.holder(layout) is not None and time.monotonic() < deadline:
            progress.tick()
            time.sleep(0.1)
        if supervisor.holder(layout) is not None:
            process.send(pid, signal.SIGKILL)
        progress.done("stop")
    children = layout.run / "children.json"
    process.end_everything(settings_module.load(layout).install, process.read_children(children))
    return 0


def read_status(layout: Layout) -> dict[str, Any] | None:
    """What the supervisor last told; None if there is none running."""
    if supervisor.holder(layout) is None:
        return None
    try:
        status: dict[str, Any] = json.loads((layout.run / "status.json").read_text())
    except (OSError, ValueError):
        return None
    return status


def status(layout: Layout, as_json: bool) -> int:
    """Each part's health, pid, memory and start time."""
    found = read_status(layout)
    if found is None:
        print(json.dumps({"running": False, "parts": {}}) if as_json else "not running")
        return 3
    by_part: dict[str, list[int]] = {}
    children = process.read_children(layout.run / "children.json")
    for pid, name in process.everything(settings_module.load(layout).install, children).items():
        by_part.setdefault(name, []).append(pid)
    known = found["parts"]
    for name, part in known.items():
        part["memoryBytes"] = process.memory(by_part.get(name, []))
    steps = [pid for name, pids in by_part.items() if name not in known for pid in pids]
    total = sum(part["memoryBytes"] for part in known.values()) + process.memory(steps)
    healthy = all(p["state"] in ("ready", "done") for p in known.values() if not p["background"])
    if as_json:
        answer = {"running": True, "healthy": healthy, "supervisor": found["pid"], "memoryBytes": total}
        print(json.dumps({**answer, "parts": known}, indent=2))
    else:
        for name, part in known.items():
            began = time.strftime("%H:%M:%S", time.localtime(part["startedAt"])) if part["startedAt"] else "-"
            print(f"{name:22} {part['state']:9} {part['pid'] or '-':>8} {part['memoryBytes'] >> 20:5} MiB  {began}")
        print(f"{'all':22} {'healthy' if healthy else 'not yet':9} {'':8} {total >> 20:5} MiB")
    return 0 if healthy else 1


def logs(layout: Layout, name: str | None) -> int:
    """A part's log, followed; or which logs there are."""
    found = {path.stem: path for path in sorted(layout.logs.glob("*.log"))}
    wanted = (name or "").replace(" ", "-")
    if wanted not in found:
        print(f"logs: {', '.join(found) or 'none yet'}", file=sys.stderr)
        return 0 if name is None else 2
    os.execvp("tail", ["tail", "-n", "200", *(["-F"] if sys.stdout.isatty() else []), str(found[wanted])])


def tail(path: Path, lines: int) -> str:
    """A log's last lines."""
    if not path.exists():
        return ""
    return "\n".join("      " + line for line in path.read_text(errors="replace").splitlines()[-lines:])
