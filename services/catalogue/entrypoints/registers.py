"""Registers that others publish."""

from contracts.catalogue import registers as contract
from kernel.rpc import serves
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import registers


class RegisterEntrypoints(Parts):
    """Dictionaries known by OID."""

    @serves(contract.import_register)
    def import_register(self, command: contract.ImportRegister) -> contract.RegisterImport:
        return registers.import_register(self.database, self.caller, command)

    @serves(contract.list_registers)
    def list_registers(self, query: contract.ListRegisters) -> contract.RegisterPage:
        return registers.list_registers(self.database, query)

    @serves(contract.read_register)
    def read_register(self, query: contract.ReadRegister) -> contract.RegisterEntryPage:
        return registers.read_register(self.database, query)

    @serves(contract.check_code)
    def check_code(self, query: contract.CheckCode) -> contract.CodeVerdict:
        return registers.check_code(self.database, query)
