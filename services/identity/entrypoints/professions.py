"""What people work as."""

from contracts.catalogue.dictionaries import NomenclaturePublished
from contracts.identity import profession
from kernel.events import hears
from kernel.messages import Nothing
from kernel.rpc import serves
from services.identity.entrypoints.parts import Parts
from services.identity.usecases import professions


class ProfessionEntrypoints(Parts):
    """Posts, and who holds them."""

    @serves(profession.list_posts)
    def list_posts(self, query: Nothing) -> profession.PostList:
        return professions.list_posts(self.database)

    @serves(profession.my_profession)
    def my_profession(self, query: Nothing) -> profession.Profession:
        return professions.my_profession(self.database, self.caller)

    @serves(profession.describe_profession)
    def describe_profession(self, command: profession.DescribeProfession) -> profession.Profession:
        return professions.describe_profession(self.database, self.caller, command)

    @hears(NomenclaturePublished)
    def note_nomenclature(self, event: NomenclaturePublished) -> None:
        professions.note_nomenclature(self.database, event)
