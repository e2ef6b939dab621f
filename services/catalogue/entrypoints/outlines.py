"""Films and scenarios of modules."""

from contracts.catalogue import outlines as contract
from kernel.rpc import serves
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import outlines


class OutlineEntrypoints(Parts):
    """Asked for, watched, played."""

    @serves(contract.set_outline)
    def set_outline(self, command: contract.SetOutline) -> contract.Outlines:
        return outlines.set_outline(self.database, self.caller, command)

    @serves(contract.read_outlines)
    def read_outlines(self, query: contract.ReadOutlines) -> contract.Outlines:
        return outlines.read_outlines(self.database, self.caller, query)

    @serves(contract.watch_film)
    def watch_film(self, command: contract.WatchFilm) -> contract.FilmWatched:
        return outlines.watch_film(self.database, self.caller, command)

    @serves(contract.begin_play)
    def begin_play(self, command: contract.BeginPlay) -> contract.Play:
        return outlines.begin_play(self.database, self.caller, command)

    @serves(contract.choose_in_play)
    def choose_in_play(self, command: contract.ChooseInPlay) -> contract.Play:
        return outlines.choose_in_play(self.database, self.caller, command)

    @serves(contract.read_play)
    def read_play(self, query: contract.ReadPlay) -> contract.Play:
        return outlines.read_play(self.database, self.caller, query)
