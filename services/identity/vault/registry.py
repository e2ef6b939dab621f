"""What is kept of Госуслуги, sealed: links, offers, and what profiles were."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from kernel import wire
from services.identity.domain.links import Held, Link, Offer, ProfileChange
from services.identity.domain.personal import Personal
from services.identity.domain.registry import Identified
from services.identity.vault.sealing import Vault

T = TypeVar("T")

OID = "esia.oid"


def oid_digests(vault: Vault, oid: str) -> list[bytes]:
    """Under which a link may be found; the first is the one to store."""
    return vault.digests(OID, oid)


def seal_held(vault: Vault, person_id: object, held: Held) -> bytes:
    return _sealed(vault, held, f"esia-link:{person_id}")


def open_held(vault: Vault, link: Link) -> Held:
    return _opened(vault, Held, link.sealed, f"esia-link:{link.person_id}")


def seal_offered(vault: Vault, person_id: object, said: Identified) -> bytes:
    return _sealed(vault, said, f"esia-offer:{person_id}")


def open_offered(vault: Vault, offer: Offer) -> Identified:
    return _opened(vault, Identified, offer.sealed, f"esia-offer:{offer.person_id}")


def seal_before(vault: Vault, change_id: object, personal: Personal) -> bytes:
    return _sealed(vault, personal, f"profile-change:{change_id}")


def open_before(vault: Vault, change: ProfileChange) -> Personal:
    return _opened(vault, Personal, change.sealed_before, f"profile-change:{change.change_id}")


def reseal_link(vault: Vault, link: Link) -> None:
    """Move a link to the current key of the ring."""
    held = open_held(vault, link)
    link.sealed, link.oid_digest = seal_held(vault, link.person_id, held), oid_digests(vault, held.oid)[0]


def reseal_change(vault: Vault, change: ProfileChange) -> None:
    change.sealed_before = vault.reseal(change.sealed_before, f"profile-change:{change.change_id}")


def _sealed(vault: Vault, kept: Any, context: str) -> bytes:
    return vault.seal(wire.canonical(wire.dump(kept)), context)


def _opened(vault: Vault, kind: type[T], sealed: bytes, context: str) -> T:
    return wire.load(kind, json.loads(vault.open(sealed, context)))
