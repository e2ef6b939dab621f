"""What the state's registry (ЕСИА) says of a person, and what that makes of the account.

The registry wins: what it confirms takes the place of what was typed. The phone and the
address of an account stay: they are how the person is reached, and logs in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from contracts.identity.accounts import Trust
from kernel.identifiers import Email, PersonInn, Phone, Snils
from services.identity.domain import names
from services.identity.domain.personal import Personal
from services.identity.domain.terms import PersonLaw

NAMES = ("surname", "name", "patronymic")
CONFIRMABLE = (*NAMES, "birth_date", "snils", "inn")
# Without these there is no account: each is proved to be theirs, or a number nobody else has.
NEEDED = ("surname", "name", "birth_date", "snils", "inn", "phone", "email")


@dataclass(frozen=True, kw_only=True)
class Membership:
    """An organisation that a person belongs to."""

    name: str
    ogrn: str | None
    inn: str | None
    is_chief: bool


@dataclass(frozen=True, kw_only=True)
class Passport:
    """The internal passport of a citizen of Russia."""

    series: str
    number: str
    issued_on: date | None

    @property
    def masked(self) -> str:
        return f"**** ****{self.number[-2:]}"


@dataclass(frozen=True, kw_only=True)
class RegistryPerson:
    """What is known of a person there; None is what it does not tell. phone, email: verified ones only."""

    oid: str
    trust: Trust
    surname: str | None = None
    name: str | None = None
    patronymic: str | None = None
    birth_date: date | None = None
    snils: Snils | None = None
    inn: PersonInn | None = None
    phone: Phone | None = None
    email: Email | None = None
    passport: Passport | None = None
    organisations: tuple[Membership, ...] = ()

    @property
    def confirmed(self) -> tuple[str, ...]:
        """The names of the fields it vouches for: none, unless it vouches for the person."""
        if self.trust is not Trust.CONFIRMED:
            return ()
        return tuple(field for field in CONFIRMABLE if getattr(self, field) is not None)

    @property
    def is_nameless(self) -> bool:
        """Whether it vouches for somebody without saying whose СНИЛС theirs is."""
        return self.trust is Trust.CONFIRMED and self.snils is None

    def lacking(self, today: date, law: PersonLaw) -> dict[str, str]:
        """What an account cannot be opened without; nothing when it can."""
        missing = [field for field in NEEDED if getattr(self, field) is None]
        if missing or self.trust is not Trust.CONFIRMED:
            return {"trust": self.trust.value, **({"missing": " ".join(missing)} if missing else {})}
        broken = self.personal().broken_rules(today, law)
        return {name: rule for name, rule in broken.items() if name not in NAMES}

    def contradicting(self, account: Personal) -> tuple[str, ...]:
        """The names of the fields that show another person than that of the account.

        A СНИЛС belongs to one person for life, whatever became of the name. Without one, the
        names and the birthday have to do.
        """
        if self.snils is not None:
            return () if self.snils == account.snils else ("snils",)
        different = tuple(field for field in ("surname", "name") if not self._agrees(field, account))
        other_day = self.birth_date is not None and self.birth_date != account.birth_date
        return (*different, "birth_date") if other_day else different

    def corrections(self, account: Personal) -> dict[str, Any]:
        """Field -> what the account must say there from now on; only what really differs."""
        return {field: getattr(self, field) for field in self.confirmed if not self._agrees(field, account)}

    def personal(self) -> Personal:
        """The data of a new account, where nothing is missing."""
        told = {field: getattr(self, field) for field in (*NEEDED, "patronymic")}
        return Personal(**told)

    def _agrees(self, field: str, account: Personal) -> bool:
        said, held = getattr(self, field), getattr(account, field)
        return names.alike(said, held) if field in NAMES else bool(said == held)


@dataclass(frozen=True, kw_only=True)
class Identified:
    """Who came back. refresh_token: asks again while they are away, where they allowed it."""

    person: RegistryPerson
    refresh_token: str | None

    @property
    def oid(self) -> str:
        return self.person.oid


def corrected(account: Personal, corrections: dict[str, Any]) -> Personal:
    """The data of an account with what the registry knows better."""
    tidied = {field: names.tidy(corrections[field]) for field in NAMES if field in corrections}
    return replace(account, **{**corrections, **tidied})
