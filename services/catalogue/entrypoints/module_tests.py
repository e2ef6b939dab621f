"""The tests of modules."""

from contracts.catalogue import module_tests as contract
from kernel.rpc import serves
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import module_tests


class ModuleTestEntrypoints(Parts):
    """What a test asks."""

    @serves(contract.set_module_test)
    def set_module_test(self, command: contract.SetModuleTest) -> contract.ModuleTest:
        return module_tests.set_module_test(self.database, self.caller, command)

    @serves(contract.read_module_test)
    def read_module_test(self, query: contract.ReadModuleTest) -> contract.ModuleTest:
        return module_tests.read_module_test(self.database, self.caller, query)
