"""Every query of the catalogue, by aggregate: `store.activities.locked(...)`."""

from services.catalogue.store import activities, dictionaries, enrolments, seats

__all__ = ["activities", "dictionaries", "enrolments", "seats"]
