"""Credentials of a cluster's machines: those of the role in its EC2 instance profile."""

from __future__ import annotations

import json

from moto.emr.exceptions import ValidationException
from moto.iam.models import Role, iam_backends
from moto.sts.models import sts_backends

from .. import policy

_TWELVE_HOURS = 43_200


def instance_role(account: str, profile: str) -> Role:
    """The role of an instance profile, given by name or ARN; refused as RunJobFlow refuses it."""
    name = profile.rpartition("/")[2]
    profiles = iam_backends[account]["aws"].instance_profiles.values()
    found = next((p for p in profiles if p.name == name), None)
    if found is None or not found.roles:
        raise ValidationException(f"Invalid InstanceProfile: {profile}.")
    role: Role = found.roles[0]
    document = json.loads(role.assume_role_policy_document)
    machines = [("Service", "ec2.amazonaws.com")]
    if policy.trusts(document, machines, "sts:AssumeRole", {}) is not policy.Decision.ALLOWED:
        raise ValidationException(f"Invalid InstanceProfile: {profile}.")
    return role


def check_service_role(account: str, role: str | None) -> None:
    """Refuse a cluster whose service role does not exist."""
    name = (role or "").rpartition("/")[2]
    if not any(r.name == name for r in iam_backends[account]["aws"].roles.values()):
        raise ValidationException(f"ServiceRole is invalid: {role}.")


def credentials(account: str, region: str, profile: str, session: str) -> dict[str, str]:
    """An environment with fresh credentials of the profile's role."""
    role = instance_role(account, profile)
    granted = sts_backends[account]["aws"].assume_role(
        region_name=region,
        role_session_name=session,
        role_arn=role.arn,
        policy="",
        duration=_TWELVE_HOURS,
        external_id="",
    )
    return {
        "AWS_ACCESS_KEY_ID": granted.access_key_id,
        "AWS_SECRET_ACCESS_KEY": granted.secret_access_key,
        "AWS_SESSION_TOKEN": granted.session_token,
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
    }
