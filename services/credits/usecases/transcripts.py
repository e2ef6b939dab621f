"""Transcripts: drawn up of the ledger as it is, kept, and checked by anybody."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from contracts.credits import transcripts as contract
from contracts.credits.cycles import UnknownCycle
from contracts.identity.accounts import NamePerson, PersonName, name_person
from contracts.portfolio.documents import Download
from kernel import clock, cursors, journal, numbers
from kernel.database import Database, Session
from kernel.files import Files
from kernel.messages import Caller
from kernel.rpc import Rpc
from kernel.settings import ServiceSettings
from kernel.values import Credits, CycleId
from services.credits import paper
from services.credits.domain import requirements
from services.credits.domain.cycle import Cycle
from services.credits.domain.requirements import Earned
from services.credits.domain.transcript import Told, Transcript
from services.credits.paper.signed import Signer
from services.credits.store import cycles, law, transcripts
from services.credits.views import transcripts as views

DOWNLOAD_WINDOW = timedelta(minutes=5)
SCHEMA = "/schemas/credit-transcript-1.xsd"


def draw_transcript(
    database: Database,
    rpc: Rpc,
    files: Files,
    settings: ServiceSettings,
    caller: Caller,
    command: contract.DrawTranscript,
) -> contract.Transcript:
    """Draw up a transcript in every format; it exists once all its files are stored.

    Raises: UnknownCycle, PolicyMissing.
    """
    with database.reading() as session:
        cycle = _own(session, caller, command.cycle_id)
    holder = rpc.call(name_person, NamePerson(person_id=caller.person))
    with database.reading() as session:
        told = _told(session, settings.public_url, cycle, holder)
    transcript = _stored(files, told, Signer(settings.signing_key))
    with database.transaction() as session:
        transcripts.add(session, transcript)
        journal.record(session, "credits.transcript.drawn", str(transcript.transcript_id))
    return views.transcript(transcript)


def my_transcripts(
    database: Database, caller: Caller, query: contract.ListTranscripts
) -> contract.TranscriptPage:
    """The caller's transcripts, newest first."""
    before, limit = cursors.identifier(query.cursor), query.limit + 1
    with database.reading() as session:
        return views.transcript_page(
            transcripts.page(session, caller.person, before=before, limit=limit), query.limit
        )


def download_transcript(
    database: Database, files: Files, caller: Caller, query: contract.DownloadTranscript
) -> Download:
    """A short-lived link to a file. Raises: UnknownTranscript."""
    with database.reading() as session:
        found = transcripts.of_person(session, caller.person, query.transcript_id)
    if found is None:
        raise contract.UnknownTranscript(transcript_id=query.transcript_id)
    name, media_type = found.filename(query.format), paper.MEDIA_TYPES[query.format]
    return Download(
        url=files.download_url(found.object_key(query.format), name, media_type, DOWNLOAD_WINDOW),
        filename=name,
        media_type=media_type,
        expires_at=clock.now() + DOWNLOAD_WINDOW,
    )


def verify_transcript(database: Database, query: contract.VerifyTranscript) -> contract.TranscriptProof:
    """Raises: UnknownTranscript."""
    with database.reading() as session:
        found = transcripts.by_number(session, numbers.as_typed(query.number))
        if found is None:
            raise contract.UnknownTranscript(number=query.number)
        is_current = transcripts.head(session, found.cycle_id) == found.head
    return views.proof(found, is_current=is_current)


def _own(session: Session, caller: Caller, cycle_id: CycleId) -> Cycle:
    cycle = cycles.find(session, cycle_id)
    if cycle is None or cycle.person_id != caller.person:
        raise UnknownCycle(cycle_id=cycle_id)
    return cycle


def _told(session: Session, public_url: str, cycle: Cycle, holder: PersonName) -> Told:
    """The chain's end is read first: what is posted meanwhile makes the transcript outdated, never wrong."""
    head, now = transcripts.head(session, cycle.cycle_id), clock.now()
    entries = transcripts.counting(session, cycle.cycle_id)
    earned = [Earned(kind=e.kind, completed_on=e.completed_on, credits=e.credits) for e in entries]
    number = numbers.unguessable("CT", clock.today().year)
    names = (holder.surname, holder.name, holder.patronymic)
    return Told(
        number=number,
        drawn_at=now,
        drawn_on=clock.legal_day(now),
        verify_at=f"{public_url}/v1/public/transcripts/{number}",
        schema_at=f"{public_url}{SCHEMA}",
        person=" ".join(name for name in names if name),
        snils=holder.snils_masked or "",
        cycle=cycle,
        total=sum((entry.credits for entry in entries), start=Credits.of(0)),
        entries=entries,
        rules=requirements.accreditation(earned, law.policies(session), clock.today()),
        head=head,
    )


def _stored(files: Files, told: Told, signer: Signer) -> Transcript:
    transcript = Transcript(
        number=told.number,
        person_id=told.cycle.person_id,
        cycle_id=told.cycle.cycle_id,
        speciality=told.cycle.speciality,
        total=told.total,
        entries=len(told.entries),
        head=told.head,
        drawn_at=told.drawn_at,
        key=signer.public,
    )
    for format_, content in paper.drawn(told, signer):
        files.put(transcript.object_key(format_), content, paper.MEDIA_TYPES[format_])
        digest = hashlib.sha256(content).hexdigest()
        file = contract.TranscriptFile(format=format_, size=len(content), sha256=digest)
        transcript.files += (file,)
    return transcript
