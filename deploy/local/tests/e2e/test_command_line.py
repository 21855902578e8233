"""Process files from a tenant's own Git: exported, checked, imported and published by the command line."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from .graphs import fresh_key, idle
from .stack import Stack
from .tenant import Tenant

_COMMAND = Path(__file__).parents[4] / "headgate"


def _run(stack: Stack, user: str, *words: str, expected: int = 0) -> subprocess.CompletedProcess[str]:
    token = next(each["token"] for each in stack.local["users"] if each["username"] == user)
    place = {"HEADGATE_URL": stack.local["url"], "HEADGATE_TOKEN": token}
    done = subprocess.run(
        [str(_COMMAND), "process", *words], env={**os.environ, **place}, capture_output=True, text=True, check=False
    )
    assert done.returncode == expected, f"{done.returncode}: {done.stdout}{done.stderr}"
    assert token not in done.stdout + done.stderr
    return done


def _imported(stack: Stack, *words: str, expected: int = 0) -> dict[str, Any]:
    done = _run(stack, "borealis-author", "import", "--tenant", "borealis", "--json", *words, expected=expected)
    (process,) = json.loads(done.stdout)["processes"]
    return dict(process)


def test_a_process_goes_out_as_a_file_and_comes_in_again(stack: Stack, borealis: Tenant, tmp_path: Path) -> None:
    key = fresh_key("filed")
    borealis.create(idle(key, ["first"]))
    _run(stack, "borealis-author", "export", "--tenant", "borealis", "-o", str(tmp_path), key)
    file = tmp_path / f"{key}.yaml"
    _run(stack, "borealis-author", "lint", str(tmp_path))
    assert _imported(stack, str(tmp_path))["outcome"] == "unchanged"

    file.write_text(file.read_text().replace(f"key: {key}", f"key: {key}-b", 1))
    dry = _imported(stack, "--dry-run", str(file))
    assert (dry["process"], dry["outcome"]) == (f"{key}-b", "created")
    assert borealis.ask("GET", f"/processes/{key}-b").status == 404

    made = _imported(stack, "--publish", "--note", "from a file", str(file))
    assert (made["outcome"], made["publication"]) == ("created", 1)
    borealis.await_live(f"{key}-b", 1)
    file.write_text(file.read_text() + "# a word\n")
    assert _imported(stack, "--publish", str(file))["outcome"] == "unchanged"
    out = tmp_path / "live"
    _run(stack, "borealis-author", "export", "--tenant", "borealis", "--live", "-o", str(out), key, f"{key}-b")
    assert [each.name for each in out.iterdir()] == [f"{key}-b.yaml"]

    words = ["export", "--tenant", "borealis", "-o", str(tmp_path / "none"), key, "no-such", "nor-this"]
    refused = _run(stack, "borealis-author", *words, expected=3)
    assert "no-such, nor-this" in refused.stderr
    assert "WARNING" not in refused.stderr
    assert not (tmp_path / "none").exists()


def test_what_the_server_refuses_is_told_and_the_status_says_so(stack: Stack, borealis: Tenant, tmp_path: Path) -> None:
    key = fresh_key("nowhere")
    lost = idle(key, ["first"])
    lost["components"][0] |= {"disabled": False}
    lost["components"][0]["settings"]["source"]["location"] = "nowhere"
    file = tmp_path / "lost.json"
    file.write_text(json.dumps(lost))
    dry = _imported(stack, "--dry-run", str(file), expected=1)
    assert dry["outcome"] == "created"
    assert any("nowhere" in problem for problem in dry["problems"])
    assert borealis.ask("GET", f"/processes/{key}").status == 404
    made = _imported(stack, "--publish", str(file), expected=1)
    assert (made["outcome"], made["publication"]) == ("created", None)
    assert any("nowhere" in problem for problem in made["problems"])

    file.write_text(json.dumps({**lost, "name": "Another name"}))
    refused = _run(stack, "borealis-viewer", "import", "--tenant", "borealis", "--json", str(file), expected=1)
    assert json.loads(refused.stdout)["processes"][0]["refusal"].startswith("access.role-missing")


def test_processes_that_run_one_another_come_in_whatever_they_are_called(
    stack: Stack, borealis: Tenant, tmp_path: Path
) -> None:
    key = fresh_key("pair")
    call = {"key": "call", "type": "run-process", "version": 1, "label": "Call", "settings": {"process": f"{key}-z"}}
    caller = {**idle(f"{key}-a", ["first"]), "components": [call], "edges": [], "layout": {"components": {}}}
    (tmp_path / "a.json").write_text(json.dumps(caller))
    (tmp_path / "z.json").write_text(json.dumps(idle(f"{key}-z", ["first"])))
    words = ["import", "--tenant", "borealis", "--json", str(tmp_path)]
    dry = json.loads(_run(stack, "borealis-author", *words, "--dry-run").stdout)
    assert [each["problems"] for each in dry["processes"]] == [[], []]
    done = json.loads(_run(stack, "borealis-author", *words, "--publish").stdout)
    assert [(each["process"], each["publication"]) for each in done["processes"]] == [(f"{key}-z", 1), (f"{key}-a", 1)]
