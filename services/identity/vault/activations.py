"""The tax numbers given with modules, sealed: an entrepreneur's is that of a person."""

from __future__ import annotations

from uuid import UUID

from kernel.identifiers import Inn
from services.identity.domain.modules import Activation
from services.identity.vault.sealing import Vault


def seal(vault: Vault, activation_id: UUID, number: Inn) -> bytes:
    return vault.seal(number.digits.encode(), _of(activation_id))


def opened(vault: Vault, activation: Activation) -> Inn:
    return Inn(vault.open(activation.sealed, _of(activation.activation_id)).decode())


def reseal(vault: Vault, activation: Activation) -> None:
    """Move the number to the current key of the ring."""
    activation.sealed = vault.reseal(activation.sealed, _of(activation.activation_id))


def _of(activation_id: UUID) -> str:
    return f"activation:{activation_id}"
