"""Files of claims."""

from datetime import timedelta

from contracts.credits import imports as contract
from kernel.files import FilesProvider
from kernel.rpc import serves
from kernel.timers import every
from services.credits.entrypoints.parts import Parts
from services.credits.usecases import imports


class ImportEntrypoints(Parts):
    """Claims by the file."""

    files = FilesProvider()

    @serves(contract.announce_import)
    def announce_import(self, command: contract.AnnounceImport) -> contract.ClaimImport:
        return imports.announce_import(self.database, self.files, self.caller, command)

    @serves(contract.start_import)
    def start_import(self, command: contract.PickImport) -> contract.ClaimImport:
        return imports.start_import(self.database, self.files, self.caller, command)

    @serves(contract.read_import)
    def read_import(self, query: contract.PickImport) -> contract.ClaimImport:
        return imports.read_import(self.database, self.caller, query)

    @serves(contract.list_import_rows)
    def list_import_rows(self, query: contract.ListImportRows) -> contract.ImportRowPage:
        return imports.list_import_rows(self.database, self.caller, query)

    @every(timedelta(seconds=2))
    def work_off_imports(self) -> None:
        imports.work(self.database, self.files)

    @every(timedelta(hours=1))
    def forget_imports(self) -> None:
        imports.forget_unstarted(self.database, self.files)
