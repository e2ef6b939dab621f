"""The terms of a module's test."""

from __future__ import annotations

from contracts.catalogue import module_tests as contract
from contracts.catalogue.activities import UnknownActivity
from kernel import clock, journal
from kernel.database import Database
from kernel.messages import Caller
from services.catalogue import store, views
from services.catalogue.domain.activity import is_visible
from services.catalogue.domain.module_test import LawOfTests, ModuleTest


def set_module_test(
    database: Database, caller: Caller, command: contract.SetModuleTest
) -> contract.ModuleTest:
    """Give a module a test, or its test other terms; the same terms again change nothing.

    Raises: UnknownActivity, NotYourActivity, ActivityMoveRefused, NotAModule, ModuleTestUnsound.
    """
    at = clock.now()
    with database.transaction() as session:
        activity = store.activities.locked(session, command.activity_id)
        activity.require_owner(caller)
        law = LawOfTests.of(store.dictionaries.in_force(session, clock.legal_day(at)))
        test = store.module_parts.test_of(session, command.activity_id)
        if test is None:
            test = ModuleTest.give(activity, command.terms, law, at)
            session.add(test)
            store.module_parts.ask(session, command.activity_id, contract.ModulePart.TEST)
        else:
            test.change(activity, command.terms, law, at)
        journal.record(session, "catalogue.module.test_set", str(command.activity_id), revision=test.revision)
        items = store.items.drawable(session, activity.provider_id, test.terms)
    return views.module_tests.test(test, items)


def read_module_test(
    database: Database, caller: Caller, query: contract.ReadModuleTest
) -> contract.ModuleTest:
    """The terms, which are public as the card is; what is asked is not.

    Raises: UnknownActivity, UnknownModuleTest.
    """
    with database.reading() as session:
        activity = store.activities.of(session, query.activity_id)
        if not is_visible(activity.state, activity.provider_id, caller):
            raise UnknownActivity(activity_id=query.activity_id)
        test = store.module_parts.known_test_of(session, query.activity_id)
        items = store.items.drawable(session, activity.provider_id, test.terms)
    return views.module_tests.test(test, items)
