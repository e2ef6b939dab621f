"""Who is invited: their СНИЛС, sealed, and found by a digest."""

from __future__ import annotations

from uuid import UUID

from kernel.identifiers import Snils
from services.identity.domain.members import Invitation
from services.identity.vault.sealing import Vault


def seal(vault: Vault, invitation_id: UUID, snils: Snils) -> bytes:
    return vault.seal(snils.digits.encode(), _of(invitation_id))


def opened(vault: Vault, invitation: Invitation) -> Snils:
    return Snils(vault.open(invitation.sealed, _of(invitation.invitation_id)).decode())


def digests(vault: Vault, snils: Snils) -> list[bytes]:
    """Under which an invitation may be found: those of the account with this number."""
    return vault.digests("snils", str(snils))


def reseal(vault: Vault, invitation: Invitation) -> None:
    """Move the number to the current key of the ring."""
    snils = opened(vault, invitation)
    invitation.sealed = seal(vault, invitation.invitation_id, snils)
    invitation.snils_digest = digests(vault, snils)[0]


def _of(invitation_id: UUID) -> str:
    return f"invitation:{invitation_id}"
