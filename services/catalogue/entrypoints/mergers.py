"""Accounts of one person."""

from contracts.identity.duplicates import PersonMerged
from kernel.events import hears
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import mergers


class MergerEntrypoints(Parts):
    """What was of the one is of the other."""

    @hears(PersonMerged)
    def follow_merger(self, event: PersonMerged) -> None:
        mergers.follow_merger(self.database, event)
