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
    reviews,
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
    "reviews",
    "search",
    "rosters",
    "seats",
    "shelf",
]
