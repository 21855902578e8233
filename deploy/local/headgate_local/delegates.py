"""Commands that hand on: test, render. What belongs to each suite is a table, not code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from . import browser, build, jdk, parts, teststack
from .archive import make_archive
from .install import Tools
from .layout import LOCAL, ROOT, Layout, Trouble
from .progress import Progress

ALL = ("java", "python", "web", "e2e")


def run_suites(layout: Layout, names: list[str]) -> int:
    """Run test suites one after the other; all of them, even when one fails."""
    failed = [name for name in names if not _run_suite(layout, name)]
    print(f"\n{len(names) - len(failed)} passed, {len(failed)} failed", flush=True)
    return 1 if failed else 0


def _run_suite(layout: Layout, name: str) -> bool:
    layout.prepare()
    table: dict[str, list[dict[str, Any]]] = json.loads((LOCAL / "suites.json").read_text())
    alone = [run_entry(layout, entry) for entry in table[name] if not entry.get("stack")]
    good = all(alone + _run_on_stack(layout, [entry for entry in table[name] if entry.get("stack")]))
    print(f"=== {name}: {'passed' if good else 'FAILED'}", flush=True)
    return good


def _run_on_stack(layout: Layout, entries: list[dict[str, Any]]) -> list[bool]:
    """Run what needs a whole stack on one that is brought up for it and taken down again."""
    if not entries:
        return []
    try:
        with teststack.stack_for_tests() as local_json:
            place = {"HEADGATE_LOCAL_JSON": str(local_json)}
            return [run_entry(layout, {**entry, "env": {**entry.get("env", {}), **place}}) for entry in entries]
    except Trouble as trouble:
        print(f"--- {trouble}", flush=True)
        return [False]


def run_entry(layout: Layout, entry: dict[str, Any]) -> bool:
    """Run one entry of the table, with what it needs installed."""
    where = ROOT / entry.get("in", ".")
    if not where.exists():
        print(f"--- {entry['name']}: {entry['in']} is missing", flush=True)
        return False
    tools = Tools(layout, Progress())
    for name in entry.get("venvs", []):
        tools.make_venv(name)
    if entry.get("spark"):
        tools.install_spark()
        make_archive(tools, jdk.for_spark(jdk.find_all()), layout)
    argv = [_expand(word, tools) for word in entry["run"]]
    print(f"--- {entry['name']}: {' '.join(entry['run'])}", flush=True)
    began = time.monotonic()
    code = subprocess.call(argv, cwd=where, env=_environment(entry, tools), stdin=subprocess.DEVNULL)
    print(
        f"--- {entry['name']}: {'ok' if code == 0 else f'exit {code}'} ({time.monotonic() - began:.0f} s)", flush=True
    )
    return code == 0


def _expand(word: str, tools: Tools) -> str:
    """`@venv/program` is a program of one of our environments."""
    if not word.startswith("@"):
        return word
    venv, _, program = word[1:].partition("/")
    return str(tools.venv(venv) / "bin" / program)


def _environment(entry: dict[str, Any], tools: Tools) -> dict[str, str]:
    jdks = jdk.find_all()
    environment = {
        **os.environ,
        "JAVA_HOME": str(jdk.for_headgate(jdks).home),
        "HEADGATE_SPARK_JAVA": str(jdk.for_spark(jdks).home),
        "HEADGATE_TOOLS": str(tools.venv("uv").parent),
    }
    if entry.get("javaForSpark"):
        environment["JAVA_HOME"] = environment["HEADGATE_SPARK_JAVA"]
    if entry.get("spark"):
        environment.update(parts.spark_environment(tools, jdk.for_spark(jdks)))
    if entry.get("browser"):
        environment["CHROMIUM"] = browser.ensure()
    for name, value in entry.get("env", {}).items():
        environment[name] = _expand(value, tools) if value.startswith("@") else value
    return environment


def command_line(layout: Layout, arguments: list[str]) -> int:
    """What the Java program does: process files checked, compared, rendered, exported and imported."""
    build.generator(layout)
    java = jdk.for_headgate(jdk.find_all())
    target = ROOT / "dag-generator" / "target"
    sys.stdout.flush()
    return subprocess.call(
        [
            str(java.home / "bin" / "java"),
            "-XX:TieredStopAtLevel=1",
            # What conditions are read with still asks for it; without the word Java warns on each call.
            "--sun-misc-unsafe-memory-access=allow",
            "-jar",
            str(target / "dag-generator.jar"),
            *arguments,
        ],
        cwd=Path.cwd(),
    )
