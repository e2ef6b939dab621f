"""Attempts and what they draw from, of which a test names only what matters to it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from contracts.catalogue.items import ItemId
from contracts.catalogue.module_tests import AttemptId, FormOfTest, ModuleTestTerms
from kernel.values import ActivityId, EnrolmentId, OrganisationId, PersonId, new_id
from services.catalogue.domain.attempt import Attempt, Drawn, Pool
from tests.builders.catalogue import NOW
from tests.builders.modules import the_terms

FIXED = the_terms(form=FormOfTest.FIXED)
SHORT = the_terms(items_least=3, items_most=5)


def a_pool(size: int = 12) -> Pool:
    a, c = Decimal("1.5"), Decimal("0.1")
    return tuple(
        Drawn(item_id=ItemId(new_id()), version=1, a=a, b=Decimal(place) / 4 - 2, c=c)
        for place in range(size)
    )


def an_attempt(terms: ModuleTestTerms = FIXED, *, seed: str = "seed") -> Attempt:
    return Attempt(
        attempt_id=AttemptId(new_id()),
        enrolment_id=EnrolmentId(new_id()),
        activity_id=ActivityId(new_id()),
        provider_id=OrganisationId(new_id()),
        person_id=PersonId(new_id()),
        number=1,
        revision=1,
        terms=terms,
        seed=seed,
        pool_id=b"",
        started_at=NOW,
        ends_at=NOW + timedelta(hours=1),
    )
