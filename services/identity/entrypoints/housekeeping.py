"""What identity does by itself."""

from datetime import timedelta

from kernel.timers import every
from services.identity.entrypoints.parts import Parts
from services.identity.usecases import housekeeping, keys, resealing


class HousekeepingEntrypoints(Parts):
    """Keys change, what is no longer needed is forgotten, the key ring is followed."""

    @every(timedelta(hours=1))
    def rotate_keys(self) -> None:
        keys.rotate_keys(self.database, self.mint)

    @every(timedelta(hours=1))
    def forget(self) -> None:
        housekeeping.forget(self.database)

    @every(timedelta(hours=6))
    def reseal(self) -> None:
        housekeeping.reseal(self.database, self.mint)
        resealing.reseal(self.database, self.vault)
