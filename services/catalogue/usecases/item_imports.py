"""Taking questions over from a table: every row has its verdict, and what is sound is taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from contracts.catalogue import items as contract
from kernel import clock, journal
from kernel.database import Database
from kernel.messages import Caller
from kernel.offload import offload
from kernel.values import OrganisationId
from services.catalogue import store
from services.catalogue.domain.item import Item
from services.catalogue.domain.item_row import ItemLine
from services.catalogue.files import item_tables
from services.catalogue.usecases.items import provider_of

Verdict = contract.ItemRowVerdict


def import_items(database: Database, caller: Caller, command: contract.ImportItems) -> contract.ItemImport:
    """Add what is new, revise what has changed; the same table again changes nothing.

    Raises: NotAProvider, ItemsUnreadable -- nothing has been taken.
    """
    provider_id, at = provider_of(caller), clock.now()
    with database.reading() as session:
        most = store.dictionaries.in_force(session, clock.legal_day(at)).whole("module.items.rows")
    lines, ignored = offload(item_tables.read, command.content, command.media_type, most_rows=most)
    with database.transaction() as session:
        codes = [line.code for line in lines if line.code]
        bank = Bank(provider_id, caller, at, store.items.under_codes(session, provider_id, codes))
        rows = tuple(bank.take(line, command.state) for line in lines)
        session.add_all(bank.added)
        store.items.keep(session, [*bank.added, *bank.revised])
        taken = len(bank.added) + len(bank.revised)
        journal.record(session, "catalogue.items.imported", str(provider_id), rows=len(rows), taken=taken)
    return contract.ItemImport(taken=taken, rows=rows, ignored=ignored)


@dataclass
class Bank:
    """What a provider has under the codes of a table. seen: those of the rows before."""

    provider_id: OrganisationId
    caller: Caller
    at: datetime
    known: dict[str, Item]
    added: list[Item] = field(default_factory=list)
    revised: list[Item] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def take(self, line: ItemLine, state: contract.ItemState) -> contract.ItemRow:
        """state: in which a new item begins."""
        verdict, item = self._verdict(line, state)
        if line.code:
            self.seen.add(line.code)
        return contract.ItemRow(
            number=line.number,
            code=line.code,
            item_id=item.item_id if item else None,
            verdict=verdict,
            faults={name: str(rule) for name, rule in line.faults.items()},
        )

    def _verdict(self, line: ItemLine, state: contract.ItemState) -> tuple[Verdict, Item | None]:
        if line.code is None or line.content is None:
            return Verdict.MALFORMED, None
        if line.code in self.seen:
            return Verdict.REPEATED, None
        item = self.known.get(line.code)
        if item is None:
            by, at = self.caller.person, self.at
            item = Item.write(self.provider_id, line.code, line.content, by=by, at=at, state=state)
            self.added.append(item)
            return Verdict.ADDED, item
        if item.content == line.content:
            return Verdict.UNCHANGED, item
        if item.state is contract.ItemState.RETIRED:
            return Verdict.RETIRED, item
        item.revise(line.content, version=item.version, by=self.caller.person, at=self.at)
        self.revised.append(item)
        return Verdict.REVISED, item
