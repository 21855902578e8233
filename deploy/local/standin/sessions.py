"""Sessions of assumed roles: how long they may last, and how they end."""

from __future__ import annotations

from typing import Any

from moto.core.utils import utcnow
from moto.iam.models import iam_backends
from moto.sts.exceptions import STSValidationError
from moto.sts.models import sts_backends
from moto.sts.responses import TokenResponse

from . import access

_DEFAULT = 3600
_LONGEST_OF_A_CHAIN = 3600


def install() -> None:
    """Let AssumeRole heed the limits of a session's duration; moto grants any."""
    stock = TokenResponse.assume_role

    def assume_role(self: Any) -> Any:
        _check_duration(self._get_int_param("DurationSeconds", _DEFAULT), self)
        return stock(self)

    setattr(TokenResponse, "assume_role", assume_role)


def _check_duration(seconds: int, response: Any) -> None:
    caller = access.caller(response.get_access_key())
    if caller.role_arn is not None and seconds > _LONGEST_OF_A_CHAIN:
        raise STSValidationError(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
        )
    arn = response._get_param("RoleArn")
    role = iam_backends[arn.split(":")[4]]["aws"].get_role_by_arn(arn)
    if seconds > int(role.max_session_duration or _DEFAULT):
        raise STSValidationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")


def expire(account: str | None, role: str | None) -> dict[str, set[str]]:
    """Let sessions run out now: all, or an account's, or a role's; returns their access keys by account."""
    now = utcnow()
    ended: dict[str, set[str]] = {}
    for each in list(sts_backends):
        if account not in (None, each):
            continue
        for session in sts_backends[each]["aws"].assumed_roles:
            name = session.role_arn.rpartition("/")[2]
            if role in (None, name, session.role_arn) and session.expiration > now:
                session.expiration = now
                ended.setdefault(each, set()).add(session.access_key_id)
    return ended
