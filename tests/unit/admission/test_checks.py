"""What the answers of credits and portfolio mean for an application."""

from services.admission.domain import checks
from tests.builders.admission import a_package, a_standing, a_trace

TOTAL = "requirement.accreditation.total"
FROM_PROGRAMMES = "requirement.accreditation.min_from_programmes"


def test_met_rules_are_no_reason_against():
    assert checks.of_standing(a_standing(a_trace(TOTAL, met=True))).codes == ()


def test_each_unmet_rule_names_its_reason():
    standing = a_standing(a_trace(TOTAL, met=False), a_trace(FROM_PROGRAMMES, met=False))

    assert checks.of_standing(standing).codes == ("R02", "R03")


def test_the_evidence_says_what_was_found_what_is_required_and_by_which_act():
    answer = checks.of_standing(a_standing(a_trace(TOTAL, met=False)))

    assert answer.evidence[TOTAL] == "36.0 / 144.0 (приказ 709н)"


def test_without_a_cycle_there_are_no_hours():
    assert checks.of_standing(a_standing(cycle=False)).codes == ("R02",)


def test_a_complete_valid_package_is_no_reason_against():
    assert checks.of_package(a_package()).codes == ()


def test_a_missing_document_makes_the_set_incomplete():
    answer = checks.of_package(a_package(missing=("diploma", "snils")))

    assert answer.codes == ("R01",)
    assert answer.evidence["missing"] == "diploma, snils"


def test_an_expired_document_does_not_count():
    assert checks.of_package(a_package(expired=True)).codes == ("R10",)
