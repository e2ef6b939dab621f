"""Every query of the catalogue, by aggregate: `store.activities.locked(...)`."""

from services.catalogue.store import (
    activities,
    attachments,
    dictionaries,
    editions,
    enrolments,
    lifecycle,
    listings,
    offers,
    onboarding,
    participation,
    providers,
    rosters,
    search,
    seats,
    shelf,
)

__all__ = [
    "activities",
    "attachments",
    "dictionaries",
    "editions",
    "enrolments",
    "lifecycle",
    "listings",
    "offers",
    "onboarding",
    "participation",
    "providers",
    "search",
    "rosters",
    "seats",
    "shelf",
]
