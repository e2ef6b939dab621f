"""Modules that people switch on for themselves, and what they have still to do."""

from contracts.identity import modules
from kernel.messages import Nothing
from kernel.rpc import serves
from services.identity.entrypoints.parts import Parts
from services.identity.usecases import modules as switches
from services.identity.usecases import onboarding


class ModuleEntrypoints(Parts):
    """Modules, their terms, and the way to having them."""

    @serves(modules.list_modules)
    def list_modules(self, query: Nothing) -> modules.ModuleList:
        return switches.list_modules(self.database)

    @serves(modules.my_modules)
    def my_modules(self, query: Nothing) -> modules.ActiveModuleList:
        return switches.my_modules(self.database, self.vault, self.caller)

    @serves(modules.activate_module)
    def activate_module(self, command: modules.ActivateModule) -> modules.ActiveModule:
        return switches.activate_module(self.database, self.vault, self.caller, command)

    @serves(modules.deactivate_module)
    def deactivate_module(self, command: modules.DeactivateModule) -> Nothing:
        return switches.deactivate_module(self.database, self.caller, command)

    @serves(modules.my_onboarding)
    def my_onboarding(self, query: Nothing) -> modules.Onboarding:
        return onboarding.my_onboarding(self.database, self.caller)
