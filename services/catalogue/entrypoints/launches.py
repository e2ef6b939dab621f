"""Launches of modules, and what their content tells."""

from contracts.catalogue import launches as contract
from contracts.catalogue import statements as statement_contract
from contracts.catalogue import study as study_contract
from contracts.catalogue.enrolments import Enrolment
from kernel.configuration import SettingsProvider
from kernel.messages import Nothing
from kernel.rpc import serves
from services.catalogue.domain.launch import Site
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import launches, statements, states, study
from services.catalogue.vault import Passes


class LaunchEntrypoints(Parts):
    """Opened, exchanged, told of."""

    settings = SettingsProvider()

    @serves(contract.launch_module)
    def launch_module(self, command: contract.LaunchModule) -> contract.Launch:
        return launches.launch_module(self.database, self._passes, self._site, self.caller, command)

    @serves(contract.exchange_launch)
    def exchange_launch(self, command: contract.ExchangeLaunch) -> contract.LaunchKey:
        return launches.exchange_launch(self.database, self._passes, command)

    @serves(contract.read_module_progress)
    def read_module_progress(self, query: contract.ReadModuleProgress) -> contract.ModuleProgress:
        return launches.read_module_progress(self.database, self.caller, query)

    @serves(study_contract.study_module)
    def study_module(self, command: study_contract.StudyModule) -> study_contract.StudyTime:
        return study.study_module(self.database, self.caller, command)

    @serves(study_contract.complete_module)
    def complete_module(self, command: study_contract.CompleteModule) -> Enrolment:
        return study.complete_module(self.database, self.caller, command)

    @serves(statement_contract.store_statements)
    def store_statements(
        self, command: statement_contract.StoreStatements
    ) -> statement_contract.StatementIds:
        return statements.store_statements(self.database, self._passes, self._site, command)

    @serves(statement_contract.put_statement)
    def put_statement(self, command: statement_contract.PutStatement) -> Nothing:
        return statements.put_statement(self.database, self._passes, self._site, command)

    @serves(statement_contract.read_statements)
    def read_statements(self, query: statement_contract.ReadStatements) -> statement_contract.StatementsRead:
        return statements.read_statements(self.database, self._passes, self._site, query)

    @serves(statement_contract.read_state)
    def read_state(self, query: statement_contract.ReadState) -> statement_contract.StateRead:
        return states.read_state(self.database, self._passes, self._site, query)

    @serves(statement_contract.put_state)
    def put_state(self, command: statement_contract.PutState) -> Nothing:
        return states.put_state(self.database, self._passes, self._site, command)

    @serves(statement_contract.delete_state)
    def delete_state(self, command: statement_contract.DeleteState) -> Nothing:
        return states.delete_state(self.database, self._passes, self._site, command)

    @property
    def _passes(self) -> Passes:
        return Passes.of(self.settings)

    @property
    def _site(self) -> Site:
        told = self.settings
        return Site(public_url=told.public_url, content_url=told.content_url or told.public_url)
