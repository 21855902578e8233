"""`python -m tests.clients.serve COMMAND…`: runs a client's suite with an AWS of its own and a tenant's account in it.

The suite is told by environment variables, as it would be for AWS itself: AWS_* are Headgate's own user,
AWS_UNDER_TEST_* name the tenant's role, cluster and bucket, and the keys of the tenant's administrator.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from ..standin import CONTROL, EXTERNAL_ID, REGION, ROLE_ARN, TENANT, StandIn, onboard


def main(command: list[str]) -> int:
    """Start, run, stop; the suite has failed, too, when calls did not fit AWS's service models."""
    with tempfile.TemporaryDirectory(prefix="headgate-clients-") as folder:
        standin = StandIn(Path(folder))
        standin.start()
        try:
            cluster = onboard(standin)
            code = subprocess.call(command, env={**_neutral(), **_told(standin, cluster)})
        finally:
            violations = standin.violations()
            standin.stop()
    for violation in violations:
        print("does not fit the service model:", violation, file=sys.stderr)
    return code or (1 if violations else 0)


def _neutral() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}


def _told(standin: StandIn, cluster: str) -> dict[str, str]:
    key, secret = standin.keys[f"{CONTROL}/headgate"]
    tenant_key, tenant_secret = standin.keys[f"{TENANT}/admin"]
    return {
        "AWS_ENDPOINT_URL": standin.url,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": key,
        "AWS_SECRET_ACCESS_KEY": secret,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_UNDER_TEST_ROLE_ARN": ROLE_ARN,
        "AWS_UNDER_TEST_EXTERNAL_ID": EXTERNAL_ID,
        "AWS_UNDER_TEST_CLUSTER": cluster,
        "AWS_UNDER_TEST_BUCKET": "acme-headgate",
        "AWS_UNDER_TEST_TENANT_KEY": tenant_key,
        "AWS_UNDER_TEST_TENANT_SECRET": tenant_secret,
        # For the connector's tests with faults, which are no suite of a client.
        "HEADGATE_STANDIN_TOKEN": standin.admin_token,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
