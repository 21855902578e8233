"""Commands that hand on: test, render. What belongs to each suite is a table, not code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from . import browser, build, jdk, lanes, parts
from .archive import make_archive
from .install import Tools
from .layout import LOCAL, ROOT, Layout
from .progress import Progress

ALL = ("java", "python", "web", "e2e")


# Suites that need no stack, each with its lane. What Maven does stays on one: two Mavens disturb each other.
_LANES = {"java": "java", "web": "java", "python": "python"}


def run_suites(layout: Layout, names: list[str]) -> int:
    """Run test suites, those that need no stack side by side; all of them, even when one fails."""
    layout.prepare()
    table: dict[str, list[dict[str, Any]]] = json.loads((LOCAL / "suites.json").read_text())
    beside = [
        {**entry, "suite": name, "lane": _LANES[name]} for name in names if name in _LANES for entry in table[name]
    ]
    failed = set(_failed_beside(layout, beside)) if beside else set()
    for name in names:
        if name not in _LANES and not _run_on_stacks(layout, table[name]):
            failed.add(name)
        print(f"=== {name}: {'FAILED' if name in failed else 'passed'}", flush=True)
    print(f"\n{len(names) - len(failed)} passed, {len(failed)} failed", flush=True)
    return 1 if failed else 0


def _failed_beside(layout: Layout, entries: list[dict[str, Any]]) -> list[str]:
    # Nothing is installed from several lanes at once.
    _install(layout, entries)
    good: list[str] = []

    def run(entry: dict[str, Any], lane: lanes.Lane) -> bool:
        is_good = run_entry(layout, entry, lane)
        if is_good:
            good.append(entry["suite"])
        return is_good

    lanes.run(entries, run)
    # What was not seen to pass has failed, be it that it never ran.
    wanted = [entry["suite"] for entry in entries]
    return [suite for suite in wanted if good.count(suite) != wanted.count(suite)]


def _run_on_stacks(layout: Layout, entries: list[dict[str, Any]]) -> bool:
    results = [run_entry(layout, entry) for entry in entries if not entry.get("stack")]
    on_stacks = [entry for entry in entries if entry.get("stack")]
    if on_stacks:
        _install(layout, on_stacks)
        results += lanes.run(on_stacks, lambda entry, lane: run_entry(layout, entry, lane))
    return all(results)


def run_entry(layout: Layout, entry: dict[str, Any], lane: lanes.Lane | None = None) -> bool:
    """Run one entry of the table, with what it needs installed."""
    lane = lane or lanes.Lane()
    where = ROOT / entry.get("in", ".")
    if not where.exists():
        lane.say(f"--- {entry['name']}: {entry['in']} is missing")
        return False
    tools = _install(layout, [entry])
    argv = [_expand(word, tools) for word in entry["run"]]
    lane.say(f"--- {entry['name']}: {' '.join(entry['run'])}")
    began = time.monotonic()
    code = lane.call(argv, where, _environment(entry, tools))
    lane.say(f"--- {entry['name']}: {'ok' if code == 0 else f'exit {code}'} ({time.monotonic() - began:.0f} s)")
    return code == 0


def _install(layout: Layout, entries: list[dict[str, Any]]) -> Tools:
    tools = Tools(layout, Progress())
    for entry in entries:
        for name in entry.get("venvs", []):
            tools.make_venv(name)
        if entry.get("spark"):
            tools.install_spark()
            make_archive(tools, jdk.for_spark(jdk.find_all()), layout)
    return tools


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
        # Lanes hear by pipes, which are not to hold words back.
        "PYTHONUNBUFFERED": "1",
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
