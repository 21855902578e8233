"""IAM made real: who is calling, and may they. moto's own check ignores conditions and session policies."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape, unescape
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.compat import HTTPHeaders
from moto.core.exceptions import JsonRESTError, _RESTError
from moto.core.request import EnvironHeaders
from moto.core.utils import utcnow
from moto.iam import access_control
from moto.iam.models import IAMBackend, Policy, Role, iam_backends
from moto.s3.exceptions import S3ClientError
from moto.s3.models import s3_backends
from moto.secretsmanager.models import secretsmanager_backends
from moto.sts.models import AssumedRole, sts_backends

from . import policy, queues
from .calls import Call
from .policy import Decision

_PERMISSIONS = {"s3:HeadBucket": "s3:ListBucket", **queues.PERMISSIONS}
_JSON_SERVICES = ("elasticmapreduce", "secretsmanager", "airflow", "events", "sqs")


class _Refused(_RESTError):
    """In the form of the query protocol; moto's own form has one level more, and the Java SDK finds no code in it."""

    code = 403

    def __init__(self, error_code: str, message: str) -> None:
        super().__init__(error_code, message)
        told = f"<Type>Sender</Type><Code>{escape(error_code)}</Code><Message>{escape(message)}</Message>"
        self.description = f"<ErrorResponse><Error>{told}</Error></ErrorResponse>"


class _ExpiredS3Token(S3ClientError):
    def __init__(self) -> None:
        super().__init__("ExpiredToken", "The provided token has expired.")


class _EverySignedHeader:
    """The first Java SDK (hadoop-aws 3.3) signs headers that botocore never would, such as the user-agent."""

    def headers_to_sign(self, request: Any) -> HTTPHeaders:
        headers = HTTPHeaders()
        for name, value in request.headers.items():
            headers[name.lower()] = value
        return headers


class _Verifier(_EverySignedHeader, SigV4Auth):
    pass


class _S3Verifier(_EverySignedHeader, S3SigV4Auth):
    pass


@dataclass(frozen=True)
class Principal:
    """Whoever signed a request."""

    account: str
    arn: str
    documents: tuple[dict[str, Any], ...]
    session_policy: dict[str, Any] | None
    role_arn: str | None

    def appearances(self) -> list[tuple[str, str]]:
        """The names under which a trust policy may know this caller."""
        names = [self.arn, self.account, f"arn:aws:iam::{self.account}:root"]
        return [("AWS", name) for name in ([*names, self.role_arn] if self.role_arn else names)]


def identify(access_key_id: str) -> Principal | None:
    """The principal behind an access key, or None."""
    for account in list(iam_backends):
        backend = iam_backends[account]["aws"]
        if access_key_id not in backend.access_keys:
            continue
        session = sts_backends[account]["aws"].get_assumed_role_from_access_key(access_key_id)
        if session is not None:
            return _session_principal(backend, account, session)
        user = backend.get_user_from_access_key_id(access_key_id)
        if user is not None:
            return Principal(account, user.arn, tuple(_user_documents(backend, user.name)), None, None)
    return None


def _session_principal(backend: IAMBackend, account: str, session: AssumedRole) -> Principal:
    documents = _role_documents(backend, session.role_arn.rpartition("/")[2])
    narrowed = json.loads(session.policy) if session.policy else None
    return Principal(account, session.arn, tuple(documents), narrowed, session.role_arn)


def _role_documents(backend: IAMBackend, name: str) -> list[dict[str, Any]]:
    if not any(role.name == name for role in backend.roles.values()):
        return []
    found = [_document(backend.get_role_policy(name, p)[1]) for p in backend.list_role_policies(name)]
    return found + [_document(p) for p in backend.list_attached_role_policies(name)[0]]


def _user_documents(backend: IAMBackend, name: str) -> list[dict[str, Any]]:
    found = [_document(backend.get_user_policy(name, p)) for p in backend.list_user_policies(name)]
    return found + [_document(p) for p in backend.list_attached_user_policies(name)[0]]


def _document(source: Any) -> dict[str, Any]:
    if isinstance(source, Policy):
        source = next(v for v in source.versions if v.is_default).document
    elif isinstance(source, dict) and "policy_document" in source:
        source = source["policy_document"]
    # What CloudFormation made is kept as it came, what the API made as text.
    parsed: dict[str, Any] = source if isinstance(source, dict) else json.loads(source)
    return parsed


def permits(principal: Principal, action: str, resource: str, context: dict[str, str]) -> bool:
    """Whether identity and session policies both let the action pass."""
    facts = _facts(principal, context)
    if policy.evaluate(principal.documents, action, resource, facts) is not Decision.ALLOWED:
        return False
    if principal.session_policy is None:
        return True
    return policy.evaluate([principal.session_policy], action, resource, facts) is Decision.ALLOWED


def check_signature(environ: dict[str, Any], body: bytes, call: Call) -> None:
    """Raise what a service answers to a request that its signer did not sign so."""
    request = access_control.IAMRequest(
        account_id=call.account or "000000000000",
        method=environ["REQUEST_METHOD"],
        path=environ.get("RAW_URI") or environ["PATH_INFO"],
        data={},
        body=body,
        headers=EnvironHeaders(environ),  # type: ignore[arg-type]
        action=call.action,
    )
    request.check_signature()


def _facts(principal: Principal, context: dict[str, str]) -> dict[str, str]:
    arn = principal.role_arn or principal.arn
    return {"aws:PrincipalArn": arn, "aws:PrincipalAccount": principal.account, **context}


def caller(access_key_id: str) -> Principal:
    """The principal behind a key that a checked request came with."""
    found = identify(access_key_id)
    assert found is not None
    return found


def role_principal(role: Role) -> Principal:
    """A role as the machines that have it appear."""
    account = role.arn.split(":")[4]
    return Principal(account, role.arn, tuple(_role_documents(iam_backends[account]["aws"], role.name)), None, role.arn)


def require(principal: Principal, action: str, resource: str, context: dict[str, str]) -> None:
    """Refuse, in the words of JSON services, what policies do not let pass."""
    if not permits(principal, action, resource, context):
        text = f"User: {principal.arn} is not authorized to perform: {action} on resource: {resource}"
        raise JsonRESTError("AccessDeniedException", text)


def role_trusts(principal: Principal, role_arn: str, context: dict[str, str]) -> bool:
    """Whether the role exists and its trust policy admits the caller."""
    match = re.fullmatch(r"arn:aws:iam::(\d{12}):role/.+", role_arn)
    if match is None:
        return False
    roles = iam_backends[match.group(1)]["aws"].roles.values()
    role = next((r for r in roles if r.arn == role_arn), None)
    if role is None:
        return False
    document = json.loads(role.assume_role_policy_document)
    facts = _facts(principal, context)
    return policy.trusts(document, principal.appearances(), "sts:AssumeRole", facts) is Decision.ALLOWED


def _resource(service: str, request: Any) -> str:
    """The ARN that policies of these services name; moto passes "*"."""
    body = request._body
    if service == "elasticmapreduce":
        values = _body_values(body)
        cluster = values.get("ClusterId") or values.get("JobFlowId") or values.get("ResourceId")
        prefix = f"arn:aws:elasticmapreduce:{request._region}:{request.account_id}:cluster/"
        return f"{prefix}{cluster}" if cluster else "*"
    if service == "secretsmanager":
        return _secret_arn(request, _body_values(body))
    if service == "sqs":
        return queues.arn(request._region, request.account_id, _body_values(body))
    if service == "sts":
        return str((request._data.get("RoleArn") or ["*"])[0])
    return "*"


def _secret_arn(request: Any, values: dict[str, Any]) -> str:
    name = values.get("SecretId") or values.get("Name")
    if not name:
        return "*"
    if str(name).startswith("arn:"):
        return str(name)
    secrets = secretsmanager_backends[request.account_id][request._region].secrets
    known = secrets.get(name)
    return known.arn if known else f"arn:aws:secretsmanager:{request._region}:{request.account_id}:secret:{name}-??????"


def _body_values(body: Any) -> dict[str, Any]:
    try:
        values = json.loads(body or "{}")
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}


def _resources(request: Any, resource: str) -> list[str]:
    """A bulk delete is judged by its keys, as S3 does; moto judges it by the bucket."""
    if request._service == "sqs":
        # moto names the queue of the caller's own account, whatever the URL says.
        return [_resource("sqs", request)]
    if request._service != "s3":
        return [resource if resource != "*" else _resource(request._service, request)]
    query = urlsplit(request._path).query
    if request._method == "POST" and "delete" in parse_qs(query, keep_blank_values=True):
        body = request._body if isinstance(request._body, str) else (request._body or b"").decode()
        keys = re.findall(r"<Key>(.*?)</Key>", body, re.DOTALL)
        return [f"{resource}/{unescape(key)}" for key in keys] or [resource]
    return [unquote(resource)]


def _context(request: Any) -> dict[str, str]:
    context = {"aws:RequestedRegion": request._region}
    if request._service == "s3":
        query = parse_qs(urlsplit(request._path).query, keep_blank_values=True)
        for key in ("prefix", "delimiter"):
            if key in query:
                context[f"s3:{key}"] = query[key][0]
    if request._service == "elasticmapreduce":
        role = _body_values(request._body).get("ExecutionRoleArn")
        if role:
            context["elasticmapreduce:ExecutionRoleArn"] = str(role)
    if request._service == "sts":
        for key in ("ExternalId", "RoleSessionName"):
            if key in request._data:
                context[f"sts:{key}"] = request._data[key][0]
    return context


def _check_action_permitted(request: Any, resource: str) -> None:
    if request._action == "sts:GetCallerIdentity" or _missing_bucket(request, resource):
        return
    # What IAM calls the permission for it.
    action = _PERMISSIONS.get(request._action, request._action)
    principal = identify(request._access_key._access_key_id)
    if principal is None:
        request._raise_access_denied()
        return
    context = _context(request)
    for each in _resources(request, resource):
        request.headgate_resource = each
        allowed = permits(principal, action, each, context)
        if request._action == "sts:AssumeRole":
            allowed = allowed and role_trusts(principal, each, context)
        if not allowed:
            request._raise_access_denied()


def _missing_bucket(request: Any, resource: str) -> bool:
    """S3 tells that there is no such bucket before it asks for permissions."""
    if request._service != "s3" or request._action == "s3:CreateBucket":
        return False
    bucket = resource.rpartition(":::")[2].partition("/")[0]
    return bucket != "*" and bucket not in s3_backends.bucket_accounts


def _denied(request: Any) -> None:
    resource = getattr(request, "headgate_resource", "*")
    text = f"User: {request._access_key.arn} is not authorized to perform: {request._action} on resource: {resource}"
    _refuse(request, "AccessDeniedException", "AccessDenied", text)


def _bad_key(request: Any, reason: str) -> None:
    if reason == "Expired":
        _refuse(
            request, "ExpiredTokenException", "ExpiredToken", "The security token included in the request is expired"
        )
    text = "The security token included in the request is invalid."
    _refuse(request, "UnrecognizedClientException", "InvalidClientTokenId", text)


def _bad_signature(request: Any) -> None:
    text = (
        "The request signature we calculated does not match the signature you provided. "
        "Check your AWS Secret Access Key and signing method."
    )
    _refuse(request, "InvalidSignatureException", "SignatureDoesNotMatch", text)


def _refuse(request: Any, json_code: str, query_code: str, text: str) -> None:
    # moto always answers XML, which clients of JSON services cannot read.
    if request._service in _JSON_SERVICES:
        raise JsonRESTError(json_code, text)
    raise _Refused(query_code, text)


def _expire(key: Any) -> None:
    sessions = sts_backends[key.account_id][key.partition].assumed_roles
    session = next((s for s in sessions if s.access_key_id == key._access_key_id), None)
    if session is not None and session.expiration <= utcnow():
        raise access_control.CreateAccessKeyFailure(reason="Expired")


def install() -> None:
    """Put this module in the place of moto's checks."""
    stock_init = access_control.AssumedRoleAccessKey.__init__
    stock_s3_bad_key = access_control.S3IAMRequest._raise_invalid_access_key

    def session_key(self: Any, *args: Any, **kwargs: Any) -> None:
        stock_init(self, *args, **kwargs)
        _expire(self)

    def s3_bad_key(self: Any, reason: str) -> None:
        if reason == "Expired":
            raise _ExpiredS3Token()
        stock_s3_bad_key(self, reason)

    patches: list[tuple[Any, str, Any]] = [
        (access_control.AssumedRoleAccessKey, "__init__", session_key),
        (access_control.S3IAMRequest, "_raise_invalid_access_key", s3_bad_key),
        (access_control.IAMRequestBase, "check_action_permitted", _check_action_permitted),
        (access_control.IAMRequest, "_create_auth", lambda r, c: _Verifier(c, r._service, r._region)),
        (access_control.S3IAMRequest, "_create_auth", lambda r, c: _S3Verifier(c, r._service, r._region)),
        (access_control.IAMRequest, "_raise_access_denied", _denied),
        (access_control.IAMRequest, "_raise_invalid_access_key", _bad_key),
        (access_control.IAMRequest, "_raise_signature_does_not_match", _bad_signature),
    ]
    for owner, name, replacement in patches:
        setattr(owner, name, replacement)
