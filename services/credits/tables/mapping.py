"""How the aggregates of credits are stored in its tables."""

from __future__ import annotations

from sqlalchemy.orm import attribute_keyed_dict, registry, relationship

from services.credits.domain.audit import ClaimAudit
from services.credits.domain.claim_file import ClaimImport
from services.credits.domain.cycle import AppliedExtension, Cycle
from services.credits.domain.drafting import PolicyDraft
from services.credits.domain.ledger import Account, Balance, Entry, Leg
from services.credits.domain.manual import ManualClaim
from services.credits.domain.rehearsal import Rehearsal
from services.credits.domain.transcript import Transcript
from services.credits.tables.accounting import accounts, balances, entries, legs
from services.credits.tables.columns import metadata
from services.credits.tables.importing import claim_imports
from services.credits.tables.law import policy_drafts
from services.credits.tables.manual import claim_audits, manual_claims
from services.credits.tables.periods import cycle_extensions, cycles
from services.credits.tables.rehearsing import rehearsals
from services.credits.tables.transcripts import transcripts

mapper = registry(metadata=metadata)
mapper.map_imperatively(PolicyDraft, policy_drafts)
mapper.map_imperatively(Rehearsal, rehearsals)
mapper.map_imperatively(ManualClaim, manual_claims)
mapper.map_imperatively(ClaimAudit, claim_audits)
mapper.map_imperatively(ClaimImport, claim_imports)
mapper.map_imperatively(Transcript, transcripts)
mapper.map_imperatively(AppliedExtension, cycle_extensions)
mapper.map_imperatively(
    Cycle,
    cycles,
    properties={
        "extensions": relationship(
            AppliedExtension, lazy="raise", order_by=cycle_extensions.c.ended_before, passive_deletes="all"
        )
    },
)
mapper.map_imperatively(Balance, balances)
mapper.map_imperatively(
    Account,
    accounts,
    properties={
        "by_kind": relationship(
            Balance, lazy="raise", collection_class=attribute_keyed_dict("kind"), passive_deletes="all"
        )
    },
)
mapper.map_imperatively(Leg, legs)
mapper.map_imperatively(
    Entry, entries, properties={"legs": relationship(Leg, lazy="raise", passive_deletes="all")}
)
