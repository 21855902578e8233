"""The same stack and tenants as the end-to-end tests have; no clock ticks meanwhile."""

from __future__ import annotations

from ..e2e.conftest import acme, borealis, stack

__all__ = ["acme", "borealis", "stack"]
