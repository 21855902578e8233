"""Sessions of assumed roles."""

from __future__ import annotations

from moto.core.utils import utcnow
from moto.sts.models import sts_backends


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
