"""What is left of an account that was merged into another of its person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kernel.values import PersonId
from services.identity.domain.person import Digests, Person
from services.identity.domain.personal import Personal


@dataclass(eq=False, kw_only=True)
class FormerLogin:
    """The login and the password of an account that is gone. Both together tell where it has gone."""

    person_id: PersonId
    snils_digest: bytes
    phone_digest: bytes
    email_digest: bytes
    password_hash: str

    @classmethod
    def of(cls, gone: Person, nothing: Digests) -> FormerLogin:
        """nothing: of no data; an address that was never proved let nobody in."""
        return cls(
            person_id=gone.person_id,
            snils_digest=gone.snils_digest,
            phone_digest=gone.phone_digest,
            email_digest=gone.email_digest if gone.is_email_proved else nothing.email,
            password_hash=gone.password_hash,
        )

    def hold(self, digests: Digests, gone: Person) -> None:
        """Be found under another key."""
        self.snils_digest, self.phone_digest = digests.snils, digests.phone
        if gone.is_email_proved:
            self.email_digest = digests.email


def agree(one: Personal, other: Personal, fields: Iterable[str]) -> bool:
    """Whether what Госуслуги have confirmed of the one account stands in the other, too."""
    return all(getattr(one, field, None) == getattr(other, field, None) for field in fields)
