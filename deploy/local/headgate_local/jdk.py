"""Finds JDKs: one for Headgate, one that the pinned Spark runs on; one may be enough."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from .layout import Trouble

HEADGATE_LEAST = 21
# Spark 3.5 runs on 8, 11 and 17; 21 is accepted so that one JDK can serve both.
SPARK_FITTING = (17, 21)

_PLACES = (
    "/usr/lib/jvm/*", "/usr/java/*", "/opt/java/*", "/opt/jdk*", "/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "~/Library/Java/JavaVirtualMachines/*/Contents/Home", "~/.sdkman/candidates/java/*", "~/.asdf/installs/java/*",
    "~/.local/share/mise/installs/java/*", "~/.jenv/versions/*", "~/.jdks/*", "~/.jabba/jdk/*",
    "/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home", "/home/linuxbrew/.linuxbrew/opt/openjdk*/libexec",
)  # fmt: skip


@dataclass(frozen=True)
class Jdk:
    """A JDK's home and feature version."""

    home: Path
    version: int


def find_all() -> list[Jdk]:
    """Every JDK on this machine, those that were asked for first."""
    homes = [Path(os.environ[name]) for name in ("HEADGATE_JAVA_HOME", "JAVA_HOME") if os.environ.get(name)]
    on_path = shutil.which("javac")
    if on_path:
        homes.append(Path(on_path).resolve().parents[1])
    for place in _PLACES:
        pattern = Path(os.path.expanduser(place))
        anchor = Path(pattern.anchor)
        homes += sorted(anchor.glob(str(pattern.relative_to(anchor))))
    found: dict[Path, Jdk] = {}
    for home in homes:
        jdk = _inspect(home)
        if jdk is not None:
            found.setdefault(jdk.home, jdk)
    return list(found.values())


def _inspect(home: Path) -> Jdk | None:
    home = home.resolve()
    try:
        release = (home / "release").read_text()
    except OSError:
        return None
    match = re.search(r'^JAVA_VERSION="(?:1\.)?(\d+)', release, re.MULTILINE)
    if match is None or not (home / "bin" / "javac").exists():
        return None
    return Jdk(home, int(match.group(1)))


def for_headgate(jdks: list[Jdk]) -> Jdk:
    """The JDK that builds and runs Headgate."""
    for jdk in jdks:
        if jdk.version >= HEADGATE_LEAST:
            return jdk
    raise Trouble(
        f"no JDK {HEADGATE_LEAST} or newer found (seen: {_seen(jdks)}); install one (e.g. Temurin 21) or set JAVA_HOME"
    )


def for_spark(jdks: list[Jdk]) -> Jdk:
    """The JDK that Spark runs on."""
    for version in SPARK_FITTING:
        for jdk in jdks:
            if jdk.version == version:
                return jdk
    raise Trouble(
        f"no JDK 17 or 21 for Spark 3.5 found (seen: {_seen(jdks)}); install one (e.g. openjdk-17-jdk-headless)"
    )


def _seen(jdks: list[Jdk]) -> str:
    return ", ".join(str(jdk.version) for jdk in jdks) or "none"
