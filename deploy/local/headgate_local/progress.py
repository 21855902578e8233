"""Shows what is going on: which part, how long, what next."""

from __future__ import annotations

import sys
import threading
import time
from typing import TextIO


class Progress:
    """Prints one line for each thing that ends, and on a terminal the ones under way below."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stdout
        self._lock = threading.Lock()
        self._under_way: dict[str, float] = {}
        self._began = time.monotonic()
        self._terminal = self._out.isatty()

    def start(self, name: str) -> None:
        with self._lock:
            self._under_way[name] = time.monotonic()
            self._draw(f"  … {name}" if not self._terminal else None)

    def done(self, name: str, note: str = "") -> None:
        with self._lock:
            now = time.monotonic()
            seconds = now - self._under_way.pop(name, now)
            self._draw(f"  ✓ {name} ({seconds:.1f} s){' – ' + note if note else ''}")

    def failed(self, name: str, text: str) -> None:
        with self._lock:
            self._under_way.pop(name, None)
            self._draw(f"  ✗ {name}: {text}")

    def say(self, text: str) -> None:
        with self._lock:
            self._draw(text)

    def tick(self) -> None:
        with self._lock:
            self._draw(None)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    def _draw(self, line: str | None) -> None:
        if self._terminal:
            self._out.write("\r\x1b[K")
        if line is not None:
            print(line, file=self._out, flush=True)
        if self._terminal and self._under_way:
            now = time.monotonic()
            parts = ", ".join(f"{name} {now - began:.0f} s" for name, began in self._under_way.items())
            self._out.write(f"  … {parts}"[:150])
            self._out.flush()
