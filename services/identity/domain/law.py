"""What identity holds people to on one day, read from the dated rows of `data/identity_policies.csv`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kernel.messages import Unavailable
from kernel.values import Role
from services.identity.domain.terms import (
    AddressLaw,
    ClientLaw,
    CodeLaw,
    ContactLaw,
    EsiaLaw,
    FactorLaw,
    LogInLaw,
    PassportLaw,
    PasswordLaw,
    PersonLaw,
    SessionLaw,
    SigningLaw,
    TravelLaw,
)


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
    def passwords(self) -> PasswordLaw:
        return PasswordLaw(
            least=self._whole("password.least"),
            most=self._whole("password.most"),
            different=self._whole("password.different"),
            personal_part=self._whole("password.personal_part"),
        )

    @property
    def codes(self) -> CodeLaw:
        return CodeLaw(
            lives=self._seconds("code.lives"),
            cool_down=self._seconds("code.cool_down"),
            grace=self._seconds("code.grace"),
            tries=self._whole("code.tries"),
            closed_for=self._seconds("code.closed_for"),
            per_hour=self._whole("code.per_hour"),
            resets_per_day=self._whole("code.resets_per_day"),
        )

    @property
    def log_ins(self) -> LogInLaw:
        return LogInLaw(
            tries=self._whole("log_in.tries"),
            at_once=self._whole("log_in.at_once"),
            first_wait=self._seconds("log_in.first_wait"),
            longest_wait=self._seconds("log_in.longest_wait"),
            forgotten_after=self._seconds("log_in.forgotten_after"),
        )

    @property
    def addresses(self) -> AddressLaw:
        return AddressLaw(
            tries=self._whole("address.tries"),
            forgiven_each=self._seconds("address.forgiven_each"),
            first_wait=self._seconds("address.first_wait"),
            longest_wait=self._seconds("address.longest_wait"),
        )

    @property
    def factors(self) -> FactorLaw:
        return FactorLaw(
            window=self._whole("factor.window"),
            challenge_lives=self._seconds("factor.challenge_lives"),
            challenge_tries=self._whole("factor.challenge_tries"),
            enrolled_within=self._seconds("factor.enrolled_within"),
            recovery_codes=self._whole("factor.recovery_codes"),
            passkeys=self._whole("factor.passkeys"),
        )

    @property
    def sessions(self) -> SessionLaw:
        return SessionLaw(
            access_lives=self._seconds("session.access_lives"),
            idle=self._seconds("session.idle"),
            longest=self._seconds("session.longest"),
            grace=self._seconds("session.grace"),
        )

    @property
    def clients(self) -> ClientLaw:
        return ClientLaw(
            token_lives=self._seconds("client.token_lives"),
            assertion_lives=self._seconds("client.assertion_lives"),
            skew=self._seconds("client.skew"),
            least_rsa_bits=self._whole("client.least_rsa_bits"),
        )

    @property
    def signing(self) -> SigningLaw:
        return SigningLaw(
            signs_for=self._seconds("signing.signs_for"),
            published_before=self._seconds("signing.published_before"),
        )

    @property
    def esia(self) -> EsiaLaw:
        return EsiaLaw(
            authorisation_lives=self._seconds("esia.authorisation_lives"),
            offer_lives=self._seconds("esia.offer_lives"),
            remembered=self._seconds("esia.remembered"),
        )

    @property
    def tokens_live(self) -> timedelta:
        """How long any token that is signed today is good, whoever it is given to."""
        return max(self.sessions.access_lives, self.clients.token_lives)

    @property
    def codes_counted_for(self) -> timedelta:
        return self._days("code.counted_for")

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

    def _seconds(self, key: str) -> timedelta:
        return timedelta(seconds=self._whole(key))
