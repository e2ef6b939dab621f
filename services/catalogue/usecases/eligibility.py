"""Answering whether an activity may earn a specialist credits."""

from __future__ import annotations

from contracts.catalogue import eligibility as contract
from kernel import clock
from kernel.database import Database
from kernel.messages import Invalid
from kernel.values import InvalidValue
from services.catalogue import store, views
from services.catalogue.domain.eligibility import obstacles
from services.catalogue.domain.number import RegistryNumber


def check_eligibility(database: Database, query: contract.CheckEligibility) -> contract.Eligibility:
    """Every obstacle at once.

    Raises: UnknownActivity. Invalid -- what was typed is no registry number.
    """
    number = _number(query.number)
    on = query.on or clock.today()
    with database.reading() as session:
        activity = store.activities.numbered(session, number)
        since = store.providers.withheld_since(session, activity.provider_id)
        stood = store.suspensions.on(session, activity, on)
    found = obstacles(activity, query.speciality, on, withheld_since=since, suspension=stood)
    return views.activities.eligibility(activity, query.speciality, on, list(found))


def _number(typed: str) -> RegistryNumber:
    try:
        return RegistryNumber.parse(typed)
    except InvalidValue as error:
        raise Invalid(number=error.rule) from error
