"""The item bank."""

from contracts.catalogue import items as contract
from kernel.rpc import serves
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import item_imports, items


class ItemEntrypoints(Parts):
    """Questions of a provider."""

    @serves(contract.write_item)
    def write_item(self, command: contract.WriteItem) -> contract.Item:
        return items.write_item(self.database, self.caller, command)

    @serves(contract.revise_item)
    def revise_item(self, command: contract.ReviseItem) -> contract.Item:
        return items.revise_item(self.database, self.caller, command)

    @serves(contract.activate_item)
    def activate_item(self, command: contract.MoveItem) -> contract.Item:
        return items.activate_item(self.database, self.caller, command)

    @serves(contract.retire_item)
    def retire_item(self, command: contract.MoveItem) -> contract.Item:
        return items.retire_item(self.database, self.caller, command)

    @serves(contract.read_item)
    def read_item(self, query: contract.ReadItem) -> contract.Item:
        return items.read_item(self.database, self.caller, query)

    @serves(contract.list_items)
    def list_items(self, query: contract.ListItems) -> contract.ItemPage:
        return items.list_items(self.database, self.caller, query)

    @serves(contract.import_items)
    def import_items(self, command: contract.ImportItems) -> contract.ItemImport:
        return item_imports.import_items(self.database, self.caller, command)
