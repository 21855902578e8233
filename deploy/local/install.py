"""`python deploy/local/install.py NAME`: makes one of the environments of locks/venvs.json and prints its Python."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from headgate_local.install import Tools
from headgate_local.layout import Trouble, find_layout
from headgate_local.progress import Progress


def main(name: str) -> None:
    """Install, then tell where."""
    layout = find_layout()
    layout.prepare()
    tools = Tools(layout, Progress(sys.stderr))
    tools.make_venv(name)
    print(tools.python(name))


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except Trouble as trouble:
        sys.exit(f"headgate: {trouble}")
