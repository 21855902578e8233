"""The tenant's template is sound and gives no more than the tenant should give."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .standin import TEMPLATE


def test_the_tenants_template_passes_cfn_lint() -> None:
    done = subprocess.run([Path(sys.executable).with_name("cfn-lint"), str(TEMPLATE)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
