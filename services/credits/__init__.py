"""Credits: what each specialist has earned, for which cycle, and what is missing.

Owns: policies, their drafts and rehearsals, cycles, the ledger, quarantined claims.
Announces: CycleOpened, CycleExtended, CycleRenewed, CycleClosed, CheckpointReached, EntryPosted,
EntryReversed, ClaimRejected, StandingAssessed, PolicyPublished.
Vocabulary: a *cycle* is the five years in which a specialist must earn credits in a
speciality; a *claim* says that an activity was completed; an *entry* is a claim that the
rules let into the ledger, written as two *legs* that sum to zero; a *trace* tells how one
rule came to its verdict; a *policy* is one dated row of the law, a *draft* one that is
not published yet.
"""
