"""Acts: the PDF of a decision, drawn up once, stored, downloadable, publicly verifiable."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

from contracts.admission import applications
from contracts.admission import decisions as contract
from contracts.identity.accounts import NamePerson, PersonName, name_person
from kernel import clock, numbers, outbox, paper
from kernel.database import Database
from kernel.files import Files
from kernel.messages import Caller
from kernel.rpc import Rpc
from services.admission import store, views
from services.admission.domain.application import Application
from services.admission.domain.decision import Decision
from services.admission.usecases.applications import noted, readable
from services.admission.usecases.decisions import decision_on

TEMPLATES = Path(__file__).parent.parent / "paper"
DOWNLOAD_WINDOW = timedelta(minutes=5)


def draw_up_act(
    database: Database, rpc: Rpc, files: Files, public_url: str, event: contract.ApplicationDecided
) -> None:
    """Draw up and store the act of a decision. Repeats, and restarts in the middle, are harmless:
    the number was given with the decision, the bytes go to one place, the act is issued once.
    """
    application, decision = _decided(database, event)
    if decision.act_state is contract.ActState.ISSUED:
        return
    person = rpc.call(name_person, NamePerson(person_id=event.person_id))
    content = _content(database, application, decision, person)
    content["verify_at"] = f"{public_url}/v1/public/acts/{decision.act_number}"
    pdf = paper.render(TEMPLATES / f"{decision.outcome}.typ", content, at=decision.decided_at)
    files.put(decision.key, pdf, "application/pdf")
    _issue(database, application, hashlib.sha256(pdf).hexdigest())


def _decided(database: Database, event: contract.ApplicationDecided) -> tuple[Application, Decision]:
    with database.reading() as session:
        application = store.application(session, event.application_id)
    if application is None:
        raise applications.UnknownApplication(application_id=event.application_id)
    return application, decision_on(database, application)


def _issue(database: Database, application: Application, sha256: str) -> None:
    with database.transaction() as session:
        decision = store.lock_decision(session, application.application_id)
        if decision.issue(sha256):
            outbox.add(session, views.issued(application, decision, sha256, clock.now()))


def _content(
    database: Database, application: Application, decision: Decision, person: PersonName
) -> dict[str, object]:
    """What the templates say; dates as people read them."""
    with database.reading() as session:
        reasons = store.reasons_on(session, decision.reasons, decision.policy_on)
        kind = store.kind_on(session, application.kind, application.submitted_on)
        speciality = store.speciality(session, application.speciality)
    names = (person.surname, person.name, person.patronymic)
    return {
        "number": decision.act_number,
        "application_number": application.number,
        "protocol_number": decision.protocol_number,
        "person": " ".join(name for name in names if name),
        "snils": person.snils_masked,
        "kind": kind.name_ru if kind else application.kind,
        "speciality": speciality.name if speciality else application.speciality,
        "place": application.place,
        "submitted_on": f"{application.submitted_on:%d.%m.%Y}",
        "decided_on": f"{decision.decided_on:%d.%m.%Y}",
        "valid_from": f"{decision.valid_from:%d.%m.%Y}" if decision.valid_from else "",
        "valid_before": f"{decision.valid_before:%d.%m.%Y}" if decision.valid_before else "",
        "rationale": decision.rationale,
        "reasons": [
            {"code": r.code, "text": r.text_ru, "fix": r.fix_ru, "legal_basis": r.legal_basis}
            for r in reasons
        ],
    }


def download_act(
    database: Database, files: Files, caller: Caller, query: contract.ReadDecision
) -> contract.ActLink:
    """A short-lived link to the act.

    Raises: UnknownApplication, NotDecided, ActPending.
    """
    application = readable(database, caller, query.application_id)
    decision = decision_on(database, application)
    if decision.sha256 is None:
        raise contract.ActPending(application_id=query.application_id)
    noted(database, caller, "act", application)
    filename = f"{decision.act_number}.pdf"
    return contract.ActLink(
        url=files.download_url(decision.key, filename, "application/pdf", DOWNLOAD_WINDOW),
        filename=filename,
        media_type="application/pdf",
        sha256=decision.sha256,
        expires_at=clock.now() + DOWNLOAD_WINDOW,
    )


def verify_act(database: Database, query: contract.VerifyAct) -> contract.ActProof:
    """What the public may know of an act.

    Raises: UnknownAct.
    """
    with database.reading() as session:
        found = store.act_by_number(session, numbers.as_typed(query.act_number))
    if found is None:
        raise contract.UnknownAct(act_number=query.act_number)
    return views.proof(*found)
