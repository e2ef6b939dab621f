"""What identity holds people to on one day, read from the dated rows of `data/identity_policies.csv`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kernel.messages import Unavailable
from kernel.values import Role


@dataclass(frozen=True, kw_only=True)
class PersonLaw:
    """adult_at, oldest: years. unproven_kept: how long a registration may stay without a proved phone."""

    adult_at: int
    oldest: int
    unproven_kept: timedelta


@dataclass(frozen=True, kw_only=True)
class PassportLaw:
    """Since when, from what age, and until which ages a passport counts.

    first_issued_on: of the present form.
    exchanged_within: how long the old one counts after such a birthday.
    """

    first_issued_on: date
    issued_from_age: int
    exchanged_at: tuple[int, ...]
    exchanged_within: timedelta


@dataclass(frozen=True, kw_only=True)
class ContactLaw:
    """fresh_for: how long contacts are taken to be right. reminded_each: how often people are asked then."""

    fresh_for: timedelta
    reminded_each: timedelta


@dataclass(frozen=True, kw_only=True)
class TravelLaw:
    """remembered: for how long a device or a network is taken for somebody's. fastest: km/h.

    least_distance: km; less is no journey.
    """

    remembered: timedelta
    fastest: int
    least_distance: int


@dataclass(frozen=True)
class Law:
    """values: key -> value, of the rows in force on one day.

    Raises everywhere: Unavailable -- the row is missing: without it nothing can be decided.
    """

    values: Mapping[str, str]

    @property
    def persons(self) -> PersonLaw:
        return PersonLaw(
            adult_at=self._whole("person.adult_at"),
            oldest=self._whole("person.oldest"),
            unproven_kept=self._days("person.unproven_kept"),
        )

    @property
    def passports(self) -> PassportLaw:
        return PassportLaw(
            first_issued_on=date.fromisoformat(self._text("passport.first_issued_on")),
            issued_from_age=self._whole("passport.issued_from_age"),
            exchanged_at=tuple(int(age) for age in self._text("passport.exchanged_at").split(";")),
            exchanged_within=self._days("passport.exchanged_within"),
        )

    @property
    def contacts(self) -> ContactLaw:
        return ContactLaw(
            fresh_for=self._days("contact.fresh_for"), reminded_each=self._days("contact.reminded_each")
        )

    @property
    def travel(self) -> TravelLaw:
        return TravelLaw(
            remembered=self._days("sign_in.remembered"),
            fastest=self._whole("sign_in.fastest_travel"),
            least_distance=self._whole("sign_in.least_distance"),
        )

    @property
    def invitation_lives(self) -> timedelta:
        return self._days("invitation.lives")

    @property
    def two_factor_roles(self) -> frozenset[Role]:
        """Those that demand a second factor."""
        return frozenset(map(Role, self._text("factor.mandatory_roles").split(";")))

    @property
    def registry_refreshed_after(self) -> timedelta:
        return self._days("registry.refreshed_after")

    def _text(self, key: str) -> str:
        try:
            return self.values[key]
        except KeyError as missing:
            raise Unavailable(policy=key) from missing

    def _whole(self, key: str) -> int:
        return int(self._text(key))

    def _days(self, key: str) -> timedelta:
        return timedelta(days=self._whole(key))
