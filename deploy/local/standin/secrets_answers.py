"""moto lists secrets with a member that only their description has; the list is left with what its model has."""

from __future__ import annotations

from typing import Any

from moto.secretsmanager.models import SecretsManagerBackend


def install() -> None:
    """Mend moto's answer to ListSecrets."""
    stock = SecretsManagerBackend.list_secrets

    def list_secrets(self: Any, *args: Any, **kwargs: Any) -> Any:
        found, token = stock(self, *args, **kwargs)
        return [{k: v for k, v in secret.items() if k != "VersionIdsToStages"} for secret in found], token

    patches: list[tuple[Any, str, Any]] = [(SecretsManagerBackend, "list_secrets", list_secrets)]
    for owner, name, replacement in patches:
        setattr(owner, name, replacement)
