"""The api, unpacked, with a class-data archive of its own: it starts with less than half the work.

As a program it makes the archive: it starts the api as far as its beans, with a stack's settings, and ends it there.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import build, jdk
from .layout import Layout, Trouble

FLAGS = ["-Xmx640m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8"]
# An archive that does not fit any more is left aside; the JVM need not say so.
_QUIET = ["-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-Xlog:aot=off"]


def unpack(layout: Layout, java: jdk.Jdk) -> None:
    """Lay the jar out as files, once for each build: only classes on a plain class path can be archived."""
    folder = _folder(layout)
    if folder.exists():
        return
    for old in layout.tools.glob("api-*"):
        shutil.rmtree(old, ignore_errors=True)
    fresh = folder.with_name(f"{folder.name}.new")
    words = ["-Djarmode=tools", "-jar", str(build.api_jar()), "extract", "--destination", str(fresh)]
    if subprocess.call([_program(java), *words], stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL) != 0:
        raise Trouble(f"the api's jar cannot be unpacked into {fresh}")
    fresh.replace(folder)


def command(layout: Layout, java: jdk.Jdk, options: list[str]) -> list[str]:
    """How the api is started."""
    archive = [*_QUIET, f"-XX:SharedArchiveFile={_archive(layout, java)}"]
    return [_program(java), *FLAGS, *archive, *options, "-jar", str(_jar(layout))]


def making(layout: Layout, java: jdk.Jdk) -> list[str] | None:
    """What makes the archive, given the api's environment; None when it is there."""
    archive = _archive(layout, java)
    if archive.exists():
        return None
    fresh = archive.with_suffix(".new")
    words = [f"-XX:ArchiveClassesAtExit={fresh}", "-Dspring.context.exit=onRefresh", "-jar", str(_jar(layout))]
    return [sys.executable, "-m", __name__, str(fresh), str(archive), _program(java), *FLAGS, *_QUIET, *words]


def _folder(layout: Layout) -> Path:
    return layout.tools / f"api-{hashlib.sha256(build.api_jar().read_bytes()).hexdigest()[:12]}"


def _jar(layout: Layout) -> Path:
    return _folder(layout) / build.api_jar().name


def _archive(layout: Layout, java: jdk.Jdk) -> Path:
    # The JVM takes the archive of just that JVM.
    digest = hashlib.sha256(f"{java.home}{(java.home / 'release').read_text()}".encode()).hexdigest()[:12]
    return _folder(layout) / f"classes-{digest}.jsa"


def _program(java: jdk.Jdk) -> str:
    return str(java.home / "bin" / "java")


if __name__ == "__main__":
    code = subprocess.call(sys.argv[3:])
    if code == 0:
        os.replace(sys.argv[1], sys.argv[2])
    sys.exit(code)
