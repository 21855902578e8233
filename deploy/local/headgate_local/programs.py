"""What must be on the machine already, and a word on how to get it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

from . import jdk
from .layout import Trouble


def check() -> list[tuple[str, str, str | None]]:
    """Each need as (name, what was found, what is wrong or None)."""
    jdks = jdk.find_all()
    rows: list[tuple[str, str, str | None]] = []
    for name, choose in (("JDK for Headgate", jdk.for_headgate), ("JDK for Spark", jdk.for_spark)):
        try:
            chosen = choose(jdks)
            rows.append((name, f"{chosen.version} in {chosen.home}", None))
        except Trouble as trouble:
            rows.append((name, "", str(trouble)))
    rows.append(_program("mvn", (3, 8), "Maven 3.8 or newer: install the package maven"))
    rows.append(_program("node", (20,), "Node 20 or newer: install nodejs"))
    rows.append(_program("npm", (9,), "npm: comes with Node"))
    python = sys.version_info[:2]
    wrong = None if (3, 10) <= python <= (3, 12) else "Python 3.10 to 3.12 is needed: set HEADGATE_PYTHON"
    rows.append(("python", f"{python[0]}.{python[1]} in {sys.executable}", wrong))
    return rows


def require() -> None:
    """Stop at once if anything is missing."""
    wrong = [trouble for _, _, trouble in check() if trouble]
    if wrong:
        raise Trouble("; ".join(wrong))


def _program(name: str, least: tuple[int, ...], remedy: str) -> tuple[str, str, str | None]:
    path = shutil.which(name)
    if path is None:
        return name, "", f"{name} not found: {remedy}"
    answer = subprocess.run([name, "--version"], capture_output=True, text=True)
    text = re.sub(r"\x1b\[[0-9;]*m", "", answer.stdout)
    match = re.search(r"(\d+)\.(\d+)(?:\.(\d+))?", text)
    version = tuple(int(part) for part in match.groups() if part) if match else ()
    shown = f"{'.'.join(map(str, version))} in {path}"
    return name, shown, None if version >= least else f"{name} {shown} is too old: {remedy}"
