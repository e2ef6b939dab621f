"""The reference data under `data/` is sound: unique, dated in order, sourced."""

from __future__ import annotations

import csv
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from contracts.catalogue.activities import ActivityKind
from contracts.credits.cycles import BasisKind
from contracts.portfolio.documents import AnnounceDocument
from kernel.identifiers import Email, Ogrn, OrganisationInn, PersonInn, Phone, Snils
from kernel.values import Role

DATA = Path(__file__).parents[3] / "data"
FILES = sorted(path.name for path in DATA.glob("*.csv"))
KEYS = {
    "anomaly_rules.csv": ("rule", "valid_from"),
    "activity_kinds.csv": ("code", "valid_from"),
    "admission_kinds.csv": ("code", "valid_from"),
    "claim_forms.csv": ("code", "valid_from"),
    "claim_fields.csv": ("form", "code"),
    "consent_texts.csv": ("purpose", "version"),
    "module_terms.csv": ("module", "version"),
    "document_templates.csv": ("admission_kind", "document_type", "valid_from"),
    "document_types.csv": ("code", "valid_from"),
    "refusal_reasons.csv": ("code", "valid_from"),
    "nomenclatures.csv": ("order", "section"),
    "nomenclature_entries.csv": ("order", "code"),
    "policies.csv": ("key", "valid_from"),
    "identity_policies.csv": ("key", "valid_from"),
    "networks.csv": ("network", "valid_from"),
    "commission_sessions.csv": ("held_on",),
    "days_off.csv": ("day",),
    "demo_people.csv": ("snils",),
    "demo_topics.csv": ("topic",),
}
Line = dict[str, str]


def rows(name: str) -> list[Line]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def column(name: str, heading: str) -> list[str]:
    return [row[heading] for row in rows(name)]


@pytest.mark.parametrize("name", FILES)
def test_no_two_rows_have_the_same_key(name: str) -> None:
    keys = [tuple(row[part] for part in KEYS.get(name, ("code",))) for row in rows(name)]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", FILES)
def test_a_period_ends_after_it_begins(name: str) -> None:
    dated = [row for row in rows(name) if row.get("valid_from") and row.get("valid_before")]

    assert [
        r for r in dated if date.fromisoformat(r["valid_from"]) >= date.fromisoformat(r["valid_before"])
    ] == []


@pytest.mark.parametrize("name", [name for name in FILES if "demo" not in name and name != "sources.csv"])
def test_every_row_names_sources_that_are_listed(name: str) -> None:
    known = set(column("sources.csv", "code"))

    assert [row for row in rows(name) if not row["source"] or set(row["source"].split(";")) - known] == []


def test_every_listed_source_is_used() -> None:
    used = {source for name in FILES for row in rows(name) for source in row.get("source", "").split(";")}

    assert set(column("sources.csv", "code")) - used == set()


@pytest.mark.parametrize("name", FILES)
def test_the_readme_names_the_columns_of_every_file(name: str) -> None:
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    line = next(line for line in readme.splitlines() if line.startswith(f"| `{name}`"))
    described = line.split("|")[4]

    assert [heading for heading in rows(name)[0] if heading not in described] == []


def test_section_one_of_the_order_in_force_has_its_118_entries_in_sequence() -> None:
    """Order 435н, section I. The count is that of the source, see data/README.md."""
    positions = [int(row["position"]) for row in rows("nomenclature_entries.csv") if row["order"] == "435н"]

    assert positions == list(range(1, 119))


def test_the_counts_of_the_nomenclatures_are_those_of_their_entries() -> None:
    entries = column("nomenclature_entries.csv", "order")

    assert {row["order"]: int(row["entries_known"]) for row in rows("nomenclatures.csv")} == {
        order: entries.count(order) for order in set(entries)
    }


def test_every_entry_of_a_nomenclature_is_a_speciality() -> None:
    assert set(column("nomenclature_entries.csv", "code")) == set(column("specialities.csv", "code"))


def test_a_printed_end_of_an_entry_is_the_end_of_its_speciality() -> None:
    dated = {row["code"]: row for row in rows("specialities.csv") if row["valid_before"] > "2026-09-01"}

    assert {code: row["valid_before"] for code, row in dated.items()} == {
        "bakteriologiya": "2028-09-01",
        "virusologiya": "2028-09-01",
        "parazitologiya": "2028-09-01",
        "seksologiya": "2027-03-01",
    }


def test_a_speciality_that_ended_with_the_old_order_is_not_in_the_new_one() -> None:
    ended = [row["code"] for row in rows("specialities.csv") if row["valid_before"] == "2026-09-01"]

    assert ended == ["stomatologiya-obshchey-praktiki"]


@pytest.mark.parametrize("name", ["policies.csv", "identity_policies.csv"])
def test_policies_of_one_key_follow_each_other_without_gap_or_overlap(name: str) -> None:
    policies = sorted(rows(name), key=lambda row: (row["key"], row["valid_from"]))
    pairs = [(a, b) for a, b in zip(policies, policies[1:], strict=False) if a["key"] == b["key"]]

    assert [(a["key"], b["valid_from"]) for a, b in pairs if a["valid_before"] != b["valid_from"]] == []


def test_programmes_and_activities_together_make_the_required_total() -> None:
    """Order 1081н and before: 74 + 70; order 709н: 72 + 72 of 144."""
    prefix = "requirement.accreditation."
    values = {
        (row["key"], row["valid_from"]): int(row["value"])
        for row in rows("policies.csv")
        if row["unit"] == "credits" and row["key"].startswith(prefix)
    }

    for day in ("2021-01-01", "2023-01-01"):
        parts = values[prefix + "min_from_programmes", day] + values[prefix + "max_from_activities", day]
        assert parts == values[prefix + "total", "2021-01-01"]


def test_reasons_are_r01_to_r17_and_point_to_known_documents() -> None:
    known = set(column("document_types.csv", "code")) | {""}

    assert column("refusal_reasons.csv", "code") == [f"R{number:02}" for number in range(1, 18)]
    assert set(column("refusal_reasons.csv", "document_type")) - known == set()


def test_templates_speak_of_known_kinds_and_documents() -> None:
    assert set(column("document_templates.csv", "admission_kind")) == set(
        column("admission_kinds.csv", "code")
    )
    assert set(column("document_templates.csv", "document_type")) <= set(column("document_types.csv", "code"))


def test_documents_ask_for_known_fields_only() -> None:
    asked = {
        field
        for row in rows("document_types.csv")
        for field in f"{row['required_fields']};{row['stated_fields']}".split(";")
    }

    assert asked - set(column("document_fields.csv", "code")) == {""}


def test_what_is_typed_in_with_a_file_is_what_the_contract_carries() -> None:
    typed = {field for cell in column("document_types.csv", "required_fields") for field in cell.split(";")}

    assert typed - {field.name for field in fields(AnnounceDocument)} == {""}


def test_activity_kinds_are_those_of_the_contract() -> None:
    assert set(column("activity_kinds.csv", "code")) == set(ActivityKind)


@pytest.mark.parametrize("row", rows("demo_organisations.csv"), ids=lambda row: str(row["code"]))
def test_demo_organisations_have_true_checksums_and_belong_to_no_region(row: Line) -> None:
    assert OrganisationInn(row["inn"]).digits.startswith("00")
    assert Ogrn(row["ogrn"]).digits[3:5] == "00"
    assert row["demo"] == "yes"
    assert row["region"] in column("regions.csv", "code")


def test_a_place_is_in_one_place() -> None:
    """Its networks may be many; identity keeps the middle of it once."""
    told = {(row["place"], row["latitude"], row["longitude"]) for row in rows("networks.csv")}

    assert len(told) == len({place for place, *_ in told})


def test_days_off_are_working_days_of_the_week() -> None:
    assert [day for day in column("days_off.csv", "day") if date.fromisoformat(day).weekday() > 4] == []


def test_a_document_that_opens_a_cycle_is_a_type_of_document() -> None:
    assert set(BasisKind) <= set(column("document_types.csv", "code"))


@pytest.mark.parametrize("row", rows("demo_people.csv"), ids=lambda row: str(row["email"]))
def test_demo_people_have_true_numbers_that_belong_to_nobody(row: Line) -> None:
    """СНИЛС up to 001-001-998 were never issued; there is no region 00 and no code +7 000."""
    assert int(Snils.parse(row["snils"]).digits[:9]) <= 1_001_998
    assert PersonInn(row["inn"]).digits.startswith("00")
    assert Phone(row["phone"]).number.startswith("+7000")
    assert Email(row["email"]).address.endswith("@example.org")
    assert row["role"] in set(Role)
    assert row["organisation"] in {"", *column("demo_organisations.csv", "code")}


def test_every_demo_provider_has_somebody_who_acts_for_it() -> None:
    providers = {row["code"] for row in rows("demo_organisations.csv") if row["kind"] == "provider"}

    assert {row["organisation"] for row in rows("demo_people.csv") if row["role"] == "provider"} == providers
