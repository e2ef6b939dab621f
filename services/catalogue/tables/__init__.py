"""The schema of the catalogue, and how the domain's classes are stored in it."""

from services.catalogue.tables.activities import activities, is_listed, is_published, numbers
from services.catalogue.tables.attachments import attachments
from services.catalogue.tables.dictionaries import days_off, policies, regions, specialities
from services.catalogue.tables.enrolments import enrolments, seats
from services.catalogue.tables.providers import (
    is_waiting,
    organisations,
    provider_applications,
    provider_numbers,
    providers,
)
from services.catalogue.tables.schema import metadata

__all__ = [
    "activities",
    "attachments",
    "days_off",
    "enrolments",
    "is_listed",
    "is_published",
    "is_waiting",
    "metadata",
    "numbers",
    "organisations",
    "policies",
    "provider_applications",
    "provider_numbers",
    "providers",
    "regions",
    "seats",
    "specialities",
]
