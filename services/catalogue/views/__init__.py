"""Domain -> contract: the only place where inner shapes become public ones.

A record is a row, or the aggregate that it stores: both have the columns as attributes.
The records of a page are one more than its limit when there is a next one.
"""

from services.catalogue.views import (
    activities,
    attachments,
    attempts,
    codes,
    cohorts,
    dictionaries,
    editions,
    enrolments,
    items,
    lifecycle,
    materials,
    module_tests,
    offers,
    onboarding,
    packages,
    participation,
    presence,
    providers,
    registers,
    reviews,
    rosters,
    search,
    seat_contracts,
    topics,
)

__all__ = [
    "activities",
    "attachments",
    "attempts",
    "codes",
    "cohorts",
    "dictionaries",
    "editions",
    "enrolments",
    "items",
    "lifecycle",
    "materials",
    "module_tests",
    "offers",
    "onboarding",
    "packages",
    "participation",
    "presence",
    "providers",
    "registers",
    "reviews",
    "search",
    "seat_contracts",
    "rosters",
    "topics",
]
