"""Every query of the catalogue, by aggregate: `store.activities.locked(...)`."""

from services.catalogue.store import (
    activities,
    attachments,
    dictionaries,
    editions,
    enrolments,
    lifecycle,
    onboarding,
    providers,
    seats,
)

__all__ = [
    "activities",
    "attachments",
    "dictionaries",
    "editions",
    "enrolments",
    "lifecycle",
    "onboarding",
    "providers",
    "seats",
]
