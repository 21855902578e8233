"""Accounts and the users in them that must exist before anyone can call."""

from __future__ import annotations

import json

from moto.iam.models import iam_backends

from .config import User

POLICY = "headgate-local"


def ensure(accounts: dict[str, list[User]]) -> None:
    """Create the users that are missing and bring the others up to date."""
    for account, users in accounts.items():
        for user in users:
            ensure_user(account, user)


def ensure_user(account: str, wanted: User) -> None:
    """Make one user with exactly the given key and policy."""
    backend = iam_backends[account]["aws"]
    if not any(u.name == wanted.name for u in backend.users.values()):
        backend.create_user("aws", wanted.name)
    backend.put_user_policy(wanted.name, POLICY, json.dumps(wanted.policy))
    user = backend.get_user(wanted.name)
    for key in list(user.access_keys):
        if key.access_key_id != wanted.access_key_id:
            user.access_keys.remove(key)
            backend.access_keys.pop(key.access_key_id, None)
    if not user.access_keys:
        key = backend.create_access_key(wanted.name)
        backend.access_keys.pop(key.access_key_id, None)
        key.access_key_id = wanted.access_key_id
    user.access_keys[0].secret_access_key = wanted.secret_access_key
    backend.access_keys[wanted.access_key_id] = user.access_keys[0]
