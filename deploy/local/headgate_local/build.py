"""Builds what is ours: the jars, when their sources changed, and plugins.zip."""

from __future__ import annotations

import hashlib
import os
import subprocess
import zipfile
from pathlib import Path

from . import jdk
from .layout import ROOT, Layout, Trouble
from .progress import Progress

_SOURCES = (
    "pom.xml",
    ".mvn",
    "api",
    "dag-generator",
    "tenant-connector",
    "web-ui",
    "db",
    "docs/process.schema.json",
    "deploy/local/crash-agent",
)
_SKIPPED = {"target", "node_modules", "dist", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", "tests"}
_RUNTIME = ROOT / "dag-generator" / "airflow-runtime"


def api_jar() -> Path:
    return ROOT / "api" / "target" / "headgate-api.jar"


def crash_agent() -> Path:
    """For tests only: kills the api where they arm it."""
    return ROOT / "deploy" / "local" / "crash-agent" / "target" / "crash-agent.jar"


def generator_jar() -> Path:
    return ROOT / "dag-generator" / "target" / "dag-generator.jar"


def jars(layout: Layout, progress: Progress) -> None:
    """Build all jars unless this very source was built already."""
    digest = _digest(_SOURCES)
    mark = ROOT / ".headgate" / "tools" / "built"
    if api_jar().exists() and mark.exists() and mark.read_text() == digest:
        return
    progress.start("build the jars")
    _maven(layout, ["-DskipTests", "package"])
    if not api_jar().exists():
        raise Trouble(f"the build left no {api_jar().relative_to(ROOT)}; see {layout.logs / 'build.log'}")
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(digest)
    progress.done("build the jars")


def generator(layout: Layout) -> None:
    """Build the generator alone, for commands that need no server."""
    digest = _digest(("pom.xml", "dag-generator/pom.xml", "dag-generator/src"))
    mark = generator_jar().with_name("built-by-headgate")
    if generator_jar().exists() and mark.exists() and mark.read_text() == digest:
        return
    _maven(layout, ["-DskipTests", "package", "-pl", "dag-generator", "-am"])
    mark.write_text(digest)


def _maven(layout: Layout, goals: list[str]) -> None:
    layout.prepare()
    java = jdk.for_headgate(jdk.find_all())
    log = layout.logs / "build.log"
    with log.open("wb") as file:
        code = subprocess.call(
            ["mvn", "-B", "-q", *goals],
            cwd=ROOT,
            env={**os.environ, "JAVA_HOME": str(java.home)},
            stdout=file,
            stderr=file,
            stdin=subprocess.DEVNULL,
        )
    if code != 0:
        errors = [line for line in log.read_text(errors="replace").splitlines() if "ERROR" in line]
        raise Trouble(f"the build failed: {' '.join(errors[:2])[:400]} (all of it: {log})")


def _files(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    found = []
    for folder, names, files in os.walk(place):
        names[:] = sorted(set(names) - _SKIPPED)
        found += [Path(folder) / name for name in sorted(files) if not name.endswith(".pyc")]
    return found


def _digest(places: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for place in places:
        for path in _files(ROOT / place):
            digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def plugins_zip(target: Path) -> None:
    """Pack Airflow's side as MWAA takes it: the same bytes from the same sources."""
    sources = [*_files(_RUNTIME / "headgate_airflow"), _RUNTIME / "headgate_plugin.py"]
    fresh = target.with_suffix(".new")
    with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sources:
            if not path.is_file():
                continue
            entry = zipfile.ZipInfo(str(path.relative_to(_RUNTIME)), (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    fresh.replace(target)
