"""A Chromium for the browser tests: one that is there, or Debian's package."""

from __future__ import annotations

import os
import shutil
import subprocess

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class NoBrowser(Exception):
    """There is no Chromium, and it cannot be installed here."""


def find() -> str | None:
    """The browser that CHROMIUM names, or the first one on the PATH."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    return next((path for path in map(shutil.which, _NAMES) if path), None)


def ensure() -> str:
    """Find a browser, or install Debian's package where this is Debian and we may."""
    found = find()
    if found:
        return found
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise NoBrowser("Chromium not found: install it (Debian: apt-get install chromium), or set CHROMIUM")
    print("--- installing Debian's chromium", flush=True)
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "-q", *arguments], check=True, env=environment, stdout=subprocess.DEVNULL)
    found = find()
    if not found:
        raise NoBrowser("Debian's chromium was installed but is not on the PATH")
    return found
