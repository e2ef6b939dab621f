"""How the fields of an account stand to what the state's registry says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from contracts.identity.verification import Standing
from services.identity.domain.passports import Passport
from services.identity.domain.personal import Personal
from services.identity.domain.registry import CONFIRMABLE
from services.identity.domain.registry import Passport as ToldPassport


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One field, its numbers masked. See `contracts.identity.verification.FieldVerification`."""

    field: str
    value: str
    standing: Standing
    typed: str | None = None
    told: str | None = None


def shown(personal: Personal) -> dict[str, str]:
    """The fields that a registry can confirm, as their owner may see them; those not known are left out."""
    values = {field: getattr(personal, field) for field in CONFIRMABLE}
    return {
        field: getattr(value, "masked", str(value)) for field, value in values.items() if value is not None
    }


def compared(personal: Personal, confirmed: Sequence[str], typed: Mapping[str, str]) -> Iterator[Compared]:
    """confirmed: the fields that the registry vouches for. typed: what those said that it corrected."""
    for field, value in shown(personal).items():
        before = typed.get(field)
        agrees = Standing.CORRECTED if before is not None else Standing.CONFIRMED
        standing = agrees if field in confirmed else Standing.UNCHECKED
        yield Compared(field=field, value=value, standing=standing, typed=before)


def compared_passport(own: Passport | None, told: ToldPassport | None) -> Iterator[Compared]:
    """Nothing where no passport was stated; the registry never corrects one."""
    if own is None:
        return
    yield _beside("series", own.series.digits, told.series if told else None, own.series.masked, "** **")
    masked = told.number[-2:].rjust(6, "*") if told else None
    yield _beside("number", own.number.digits, told.number if told else None, own.number.masked, masked)
    day = told.issued_on.isoformat() if told and told.issued_on else None
    yield _beside("issued_on", own.issued_on.isoformat(), day, own.issued_on.isoformat(), day)


def confirmed_share(fields: Sequence[Compared]) -> Decimal:
    good = sum(each.standing in (Standing.CONFIRMED, Standing.CORRECTED) for each in fields)
    return (Decimal(good) / max(len(fields), 1)).quantize(Decimal("0.01"))


def _beside(name: str, own: str, said: str | None, own_shown: str, said_shown: str | None) -> Compared:
    field = f"passport.{name}"
    if said is None:
        return Compared(field=field, value=own_shown, standing=Standing.UNCHECKED)
    if said == own:
        return Compared(field=field, value=own_shown, standing=Standing.CONFIRMED)
    return Compared(field=field, value=own_shown, standing=Standing.DIFFERS, told=said_shown)
