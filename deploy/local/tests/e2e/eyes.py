"""What somebody sees in a browser, asked from here: pages are opened by the interface's own tests' browser."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

WEB = Path(__file__).parents[4] / "web-ui"


class Eyes:
    """A browser that is signed in as the platform admin."""

    def __init__(self, local_json: Path) -> None:
        self._process = subprocess.Popen(
            [str(WEB / "node_modules" / ".bin" / "tsx"), "e2e/eyes.ts"],
            cwd=WEB,
            env={**os.environ, "HEADGATE_LOCAL_JSON": str(local_json)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def sees(self, path: str, *texts: str) -> None:
        """Fails unless each text comes to be seen on the page, and the page does nothing wrong meanwhile."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"path": path, "texts": texts}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the browser has ended"
        told: dict[str, Any] = json.loads(line)
        assert not told["missing"], f"not on {path}: {told['missing']}; there is: {told['page']}"
        assert not told["faults"], f"{path}: {told['faults']}"

    def sees_trouble(self, path: str, trouble: dict[str, Any]) -> None:
        """The page tells what is wrong and what to do, and the code to ask others about."""
        self.sees(path, trouble["sentence"], trouble["remedy"], trouble["code"])

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(30)
