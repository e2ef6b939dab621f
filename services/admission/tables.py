"""The schema of admission, and how the domain's classes are stored in it."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry, relationship

from contracts.admission.applications import ApplicationState, CheckName, CheckVerdict, RecommendationKind
from contracts.admission.decisions import ActState, DecisionOutcome
from kernel import columns
from kernel.database import new_metadata
from services.admission.domain.application import UNDER_WAY, Application
from services.admission.domain.checks import Check
from services.admission.domain.decision import Decision
from services.admission.domain.kinds import AdmissionKind, Policy, RefusalReason, Speciality

metadata = new_metadata()

admission_kinds = sa.Table(
    "admission_kinds",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("valid_from", sa.Date, primary_key=True),
    sa.Column("valid_before", sa.Date),
    sa.Column("name_ru", sa.Text, nullable=False),
    sa.Column("name_en", sa.Text, nullable=False),
    sa.Column("needs_credits", sa.Boolean, nullable=False),
)

refusal_reasons = sa.Table(
    "refusal_reasons",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("valid_from", sa.Date, primary_key=True),
    sa.Column("valid_before", sa.Date),
    sa.Column("text_ru", sa.Text, nullable=False),
    sa.Column("text_en", sa.Text, nullable=False),
    sa.Column("fix_ru", sa.Text, nullable=False),
    sa.Column("fix_en", sa.Text, nullable=False),
    sa.Column("legal_basis", sa.Text, nullable=False),
)

specialities = sa.Table(
    "specialities",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_before", sa.Date),
)

nomenclature = sa.Table(
    "nomenclature",
    metadata,
    sa.Column("version", sa.Text, primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("valid_from", sa.Date),
    sa.Column("valid_before", sa.Date),
    comment="The specialities of each version that the catalogue has announced",
)
sa.Index("nomenclature_since", nomenclature.c.since)

policies = sa.Table(
    "policies",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("valid_from", sa.Date, primary_key=True),
    sa.Column("valid_before", sa.Date),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("legal_act", sa.Text, nullable=False),
)

number_series = sa.Table(
    "number_series",
    metadata,
    sa.Column("series", sa.Text, primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True),
    sa.Column("last", sa.BigInteger, nullable=False),
)

applications = sa.Table(
    "applications",
    metadata,
    sa.Column("application_id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Text, nullable=False, unique=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("speciality", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("starts_on", sa.Date, nullable=False),
    sa.Column("submitted_at", columns.InstantColumn, nullable=False),
    sa.Column("submitted_on", sa.Date, nullable=False),
    sa.Column("state", columns.ChoiceColumn(ApplicationState), nullable=False),
    sa.Column("recommendation", columns.ChoiceColumn(RecommendationKind)),
    sa.Column("reviewer_id", sa.Uuid),
    sa.Column("recommendation_rationale", sa.Text),
    sa.Column("recommended_at", columns.InstantColumn),
    sa.Column("version", sa.Integer, nullable=False),
    columns.one_of("state", ApplicationState),
    columns.one_of("recommendation", RecommendationKind),
    sa.CheckConstraint("reviewer_id <> person_id", name="reviewer"),
)
sa.Index("applications_of_person", applications.c.person_id, applications.c.application_id.desc())
sa.Index("applications_waiting", applications.c.state, applications.c.application_id)
sa.Index(
    "applications_one_under_way",
    applications.c.person_id,
    applications.c.speciality,
    unique=True,
    postgresql_where=applications.c.state.in_([state.value for state in UNDER_WAY]),
)

checks = sa.Table(
    "checks",
    metadata,
    sa.Column("application_id", sa.ForeignKey(applications.c.application_id), primary_key=True),
    sa.Column("name", columns.ChoiceColumn(CheckName), primary_key=True),
    sa.Column("verdict", columns.ChoiceColumn(CheckVerdict), nullable=False),
    sa.Column("checked_at", columns.InstantColumn),
    sa.Column("codes", ARRAY(sa.Text, as_tuple=True), nullable=False),
    sa.Column("evidence", JSONB, nullable=False),
    columns.one_of("name", CheckName),
    columns.one_of("verdict", CheckVerdict),
)

decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("application_id", sa.ForeignKey(applications.c.application_id), primary_key=True),
    sa.Column("outcome", columns.ChoiceColumn(DecisionOutcome), nullable=False),
    sa.Column("reasons", ARRAY(sa.Text, as_tuple=True), nullable=False),
    sa.Column("rationale", sa.Text, nullable=False),
    sa.Column("decided_by", sa.Uuid, nullable=False),
    sa.Column("decided_at", columns.InstantColumn, nullable=False),
    sa.Column("decided_on", sa.Date, nullable=False),
    sa.Column("policy_on", sa.Date, nullable=False),
    sa.Column("protocol_number", sa.Text, nullable=False, unique=True),
    sa.Column("act_number", sa.Text, nullable=False, unique=True),
    sa.Column("act_state", columns.ChoiceColumn(ActState), nullable=False),
    sa.Column("sha256", sa.Text),
    sa.Column("valid_from", sa.Date),
    sa.Column("valid_before", sa.Date),
    columns.one_of("outcome", DecisionOutcome),
    columns.one_of("act_state", ActState),
    sa.CheckConstraint("(outcome = 'refuse') = (cardinality(reasons) > 0)", name="reasons"),
    sa.CheckConstraint("(outcome = 'admit') = (valid_from IS NOT NULL)", name="validity"),
)

mapper = registry(metadata=metadata)
mapper.map_imperatively(AdmissionKind, admission_kinds)
mapper.map_imperatively(RefusalReason, refusal_reasons)
mapper.map_imperatively(Speciality, specialities)
mapper.map_imperatively(Policy, policies)
mapper.map_imperatively(Check, checks)
mapper.map_imperatively(Decision, decisions)
mapper.map_imperatively(
    Application,
    applications,
    version_id_col=applications.c.version,
    properties={"checks": relationship(Check, lazy="raise", order_by=checks.c.name)},
)
