"""Every query of the catalogue, by aggregate: `store.activities.locked(...)`."""

from services.catalogue.store import (
    activities,
    attachments,
    dictionaries,
    enrolments,
    onboarding,
    providers,
    seats,
)

__all__ = ["activities", "attachments", "dictionaries", "enrolments", "onboarding", "providers", "seats"]
