"""Files for Airflow that are measured beside ours; Airflow reads them, nothing here imports them."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

_FOLDER = Path(__file__).parent


def install(local_json: Path) -> None:
    """Give the stack's Airflow what the neighbours need; it imports it when a task first names it.

    The provider's deferrable operators need aiobotocore, which is no part of Airflow and which Headgate does without.
    """
    plugins = local_json.parent / "run" / "airflow" / "plugins"
    venv = Path(os.environ["HEADGATE_BENCH_AIO"]).parents[1]
    packages = ("aiobotocore", "aioitertools")
    # They are no plugins: Airflow would import each of their files by itself, and lose asyncio to one of that name.
    (plugins / ".airflowignore").write_text("".join(f"{name}\n" for name in (*packages, "headgate_bench.py")))
    shutil.copy(_FOLDER / "headgate_bench.py", plugins)
    for package in packages:
        [source] = venv.glob(f"lib/python3.*/site-packages/{package}")
        link = plugins / package
        if not link.exists():
            link.symlink_to(source)


def plain(**settings: object) -> str:
    """The plain DAG with its capitals set."""
    text = (_FOLDER / "plain.py").read_text()
    for name, value in settings.items():
        text, found = re.subn(rf"^{name.upper()} = .*$", f"{name.upper()} = {value!r}", text, flags=re.MULTILINE)
        assert found == 1, f"the plain DAG has no {name.upper()}"
    return text


def resumed(text: str, tag: str) -> str:
    """A DAG file of ours whose waits are resumed on a worker; the tag tells when Airflow has read it."""
    changed = text.replace(
        "import DAG, Ask, Entry, Exit, Wait\n", "import DAG, Ask, Entry, Exit\nfrom headgate_bench import Wait\n"
    ).replace('"headgate",', f'"headgate",\n        "{tag}",')
    assert changed.count(tag) == 1, "the DAG file is not what it was"
    assert "headgate_bench" in changed, "the DAG file imports something else"
    return changed
