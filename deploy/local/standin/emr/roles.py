"""The roles around a cluster: the service's own, that of its machines, and roles of single steps."""

from __future__ import annotations

import json

from moto.emr.exceptions import ValidationException
from moto.emr.models import Cluster
from moto.iam.models import Role, iam_backends
from moto.sts.models import sts_backends

from .. import access, policy
from ..access import Principal

_TWELVE_HOURS = 43_200
_RUNTIME_ROLES_SINCE = (6, 7, 0)
_SERVICE = "elasticmapreduce.amazonaws.com"


def release(cluster: Cluster) -> tuple[int, ...]:
    """The cluster's release as numbers; none for the age before release labels."""
    label = (cluster.release_label or "").removeprefix("emr-")
    numbers = [part for part in label.split(".") if part.isdigit()]
    return tuple(int(part) for part in numbers)


def instance_role(account: str, profile: str) -> Role:
    """The role of an instance profile, given by name or ARN; refused as RunJobFlow refuses it."""
    name = profile.rpartition("/")[2]
    profiles = iam_backends[account]["aws"].instance_profiles.values()
    found = next((p for p in profiles if p.name == name), None)
    if found is None or not found.roles:
        raise ValidationException(f"Invalid InstanceProfile: {profile}.")
    role: Role = found.roles[0]
    if not _trusts_service(role, "ec2.amazonaws.com", account):
        raise ValidationException(f"Invalid InstanceProfile: {profile}.")
    return role


def service_role(account: str, name: str | None) -> Role:
    """The cluster's service role; refused where it does not exist or does not trust EMR."""
    wanted = (name or "").rpartition("/")[2]
    role = next((r for r in iam_backends[account]["aws"].roles.values() if r.name == wanted), None)
    if role is None or not _trusts_service(role, _SERVICE, account):
        raise ValidationException(f"ServiceRole is invalid: {name}.")
    return role


def may_pass(caller: Principal, role_arn: str, to_service: str, region: str) -> None:
    """Refuse a caller that may not hand a role on."""
    context = {"iam:PassedToService": to_service, "aws:RequestedRegion": region}
    access.require(caller, "iam:PassRole", role_arn, context)


def check_runtime_role(cluster: Cluster, caller: Principal, role_arn: str) -> None:
    """Refuse steps with a role of their own where the cluster is not made for it or the caller may not."""
    if release(cluster) < _RUNTIME_ROLES_SINCE:
        raise ValidationException("Runtime roles are supported with EMR release emr-6.7.0 and later.")
    if not _scopes_roles(cluster):
        raise ValidationException("The cluster's security configuration does not enable runtime roles.")
    may_pass(caller, role_arn, _SERVICE, cluster.emr_backend.region_name)


def credentials(cluster: Cluster, session: str, runtime_role: str | None = None) -> dict[str, str]:
    """An environment with fresh credentials of the machines' role, or of the role that it assumes for a step."""
    backend = cluster.emr_backend
    role = instance_role(backend.account_id, cluster.role)
    arn = role.arn
    if runtime_role is not None:
        machines = access.role_principal(role)
        context = {"sts:RoleSessionName": session, "aws:RequestedRegion": backend.region_name}
        allowed = access.permits(machines, "sts:AssumeRole", runtime_role, context)
        if not (allowed and access.role_trusts(machines, runtime_role, context)):
            raise PermissionError(
                f"{role.arn} is not authorized to perform: sts:AssumeRole on resource: {runtime_role}"
            )
        arn = runtime_role
    # EMR renews them for as long as the step runs; here they last from the start.
    granted = sts_backends[backend.account_id]["aws"].assume_role(
        region_name=backend.region_name, role_session_name=session, role_arn=arn, policy="",
        duration=_TWELVE_HOURS, external_id="",
    )  # fmt: skip
    return {
        "AWS_ACCESS_KEY_ID": granted.access_key_id,
        "AWS_SECRET_ACCESS_KEY": granted.secret_access_key,
        "AWS_SESSION_TOKEN": granted.session_token,
        "AWS_REGION": backend.region_name,
        "AWS_DEFAULT_REGION": backend.region_name,
    }


def _trusts_service(role: Role, service: str, account: str) -> bool:
    context = {"aws:SourceAccount": account}
    document = json.loads(role.assume_role_policy_document)
    return policy.trusts(document, [("Service", service)], "sts:AssumeRole", context) is policy.Decision.ALLOWED


def _scopes_roles(cluster: Cluster) -> bool:
    name = getattr(cluster, "security_configuration", None)
    known = cluster.emr_backend.security_configurations.get(name or "")
    if known is None:
        return False
    document = known.security_configuration
    parsed = json.loads(document) if isinstance(document, str) else document
    iam = parsed.get("AuthorizationConfiguration", {}).get("IAMConfiguration", {})
    return iam.get("EnableApplicationScopedIAMRole") is True
