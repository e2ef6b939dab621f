"""Two accounts of one person."""

from contracts.identity import duplicates
from kernel.messages import Nothing
from kernel.rpc import serves
from services.identity.entrypoints.parts import Parts
from services.identity.usecases import duplicates as suspected


class DuplicateEntrypoints(Parts):
    """Finding out whether they are, and making them one."""

    @serves(duplicates.list_duplicates)
    def list_duplicates(self, query: duplicates.ListDuplicates) -> duplicates.DuplicatePage:
        return suspected.list_duplicates(self.database, self.vault, self.caller, query)

    @serves(duplicates.merge_accounts)
    def merge_accounts(self, command: duplicates.MergeAccounts) -> Nothing:
        return suspected.merge_accounts(self.database, self.vault, command)

    @serves(duplicates.dismiss_duplicate)
    def dismiss_duplicate(self, command: duplicates.DismissDuplicate) -> Nothing:
        return suspected.dismiss_duplicate(self.database, command)
