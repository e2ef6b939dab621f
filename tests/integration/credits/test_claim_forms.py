"""A claim is held against its form, and by the rules of the ledger, before it is taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from contracts.credits.claim_forms import ListClaimForms, ReadClaimForm, UnknownClaimForm
from contracts.credits.claims import (
    ClaimUnsound,
    DraftClaim,
    ListMyClaims,
    ManualClaimState,
    ValidateClaim,
)
from contracts.credits.ledger import NoOpenCycle, OutsideClaimWindow
from kernel import clock, wire
from kernel.database import Database
from kernel.messages import Conflict
from kernel.values import DocumentId, PersonId, new_id
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.manual import (
    draft_claim,
    list_claim_forms,
    my_claims,
    read_claim_form,
    submit_claim,
    validate_claim,
)
from tests.builders.credits import NOW, VAULT, an_opening, credits
from tests.integration.credits.claimants import (
    ME,
    a_document,
    content,
    drafted,
    of,
)


@pytest.fixture
def cycle(database: Database) -> None:
    open_cycle(database, VAULT, ME, an_opening())


def test_a_draft_may_lack_everything_but_its_form(database: Database) -> None:
    claim = draft_claim(database, ME, DraftClaim(form="outside_event"))

    assert (claim.state, claim.title, claim.receipt) == (ManualClaimState.DRAFT, None, None)


@pytest.mark.parametrize(
    ("told", "path", "rule"),
    [
        ({"title": None}, "title", "required"),
        ({"organiser": None}, "organiser", "required"),
        ({"credits": None}, "credits", "required"),
        ({"credits": credits(0)}, "credits", "credits.zero"),
        ({"completed_on": None}, "completed_on", "required"),
        ({"completed_on": date(2026, 11, 24)}, "completed_on", "date.future"),
        ({"evidence": ()}, "evidence", "list.short"),
        ({"evidence": (DocumentId(new_id()),)}, "evidence", "claim.evidence_unknown"),
        ({"details": {"place": "Вена"}}, "details.minutes", "required"),
        ({"details": {"place": "Вена", "minutes": "4,5"}}, "details.minutes", "claim.detail"),
        ({"details": {"place": "Вена", "minutes": "90", "x": "y"}}, "details.x", "unknown"),
    ],
)
def test_what_does_not_satisfy_the_form_is_not_submitted(
    database: Database, cycle: None, told: dict[str, Any], path: str, rule: str
) -> None:
    claim = drafted(database, **told)

    with pytest.raises(ClaimUnsound) as refused:
        submit_claim(database, ME, of(claim))

    assert refused.value.details == {path: rule}


def test_the_document_of_another_proves_nothing(database: Database, cycle: None) -> None:
    claim = drafted(database, evidence=(a_document(database, PersonId(new_id())),))

    with pytest.raises(ClaimUnsound) as refused:
        submit_claim(database, ME, of(claim))

    assert refused.value.details == {"evidence": "claim.evidence_unknown"}


def test_one_document_must_be_of_a_type_that_the_form_asks_for(database: Database, cycle: None) -> None:
    claim = drafted(database, evidence=(a_document(database, kind="diploma"),))

    with pytest.raises(ClaimUnsound) as refused:
        submit_claim(database, ME, of(claim))

    assert refused.value.details == {"evidence": "claim.evidence_type"}


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"completed_on": date(2023, 1, 1)}, NoOpenCycle),
        ({"speciality": "kardiologiya"}, NoOpenCycle),
    ],
)
def test_a_submission_is_held_against_the_rules_of_the_ledger(
    database: Database, cycle: None, told: dict[str, Any], refusal: type[Conflict]
) -> None:
    claim = drafted(database, **told)

    with pytest.raises(refusal):
        submit_claim(database, ME, of(claim))


def test_after_the_late_window_nothing_is_submitted(database: Database, cycle: None) -> None:
    claim = drafted(database)

    with clock.freeze(NOW + timedelta(days=366 * 3)), pytest.raises(OutsideClaimWindow):
        submit_claim(database, ME, of(claim))


def test_a_dry_run_tells_what_a_submission_would_come_to(database: Database, cycle: None) -> None:
    verdict = validate_claim(database, ME, ValidateClaim(**content(database)))

    assert (verdict.problems, verdict.refusal, str(verdict.credits)) == ({}, None, "6.0")
    assert verdict.traces[-1].rule == "event.cap_per_day"


def test_a_dry_run_tells_every_problem_at_once(database: Database) -> None:
    verdict = validate_claim(database, ME, ValidateClaim(form="outside_programme"))

    assert verdict.problems == {
        **dict.fromkeys(("speciality", "title", "organiser", "completed_on", "credits"), "required"),
        "evidence": "list.short",
        "details.hours": "required",
        "details.certificate_number": "required",
    }


def test_a_dry_run_tells_which_rule_would_refuse(database: Database) -> None:
    verdict = validate_claim(database, ME, ValidateClaim(**content(database)))

    assert (verdict.refusal, verdict.credits) == ("NoOpenCycle", None)


def test_a_dry_run_keeps_nothing(database: Database, cycle: None) -> None:
    validate_claim(database, ME, ValidateClaim(**content(database)))

    assert my_claims(database, ME, ListMyClaims()).items == ()


def test_the_published_schema_takes_what_the_service_takes(database: Database, cycle: None) -> None:
    form = read_claim_form(database, ReadClaimForm(form="outside_event"))
    sound = ValidateClaim(**content(database))
    schema = Draft202012Validator(form.json_schema)

    unsound = [
        replace(sound, credits=credits(0)),
        replace(sound, evidence=()),
        replace(sound, details={"place": "Вена"}),
        replace(sound, details={**sound.details, "minutes": "1.5"}),
        replace(sound, details={**sound.details, "x": "y"}),
    ]

    assert schema.is_valid(wire.dump(sound))
    assert [schema.is_valid(wire.dump(each)) for each in unsound] == [False] * 5
    assert all(validate_claim(database, ME, each).problems for each in unsound)


def test_there_is_a_form_for_every_kind_of_activity(database: Database) -> None:
    forms = list_claim_forms(database, ListClaimForms()).items

    assert sorted(form.kind for form in forms) == ["event", "module", "programme", "simulation"]


def test_a_form_that_never_was_is_unknown(database: Database) -> None:
    with pytest.raises(UnknownClaimForm):
        draft_claim(database, ME, DraftClaim(form="none"))
    with pytest.raises(UnknownClaimForm):
        read_claim_form(database, ReadClaimForm(form="outside_event", on=date(2015, 1, 1)))
