"""The schema of the portfolio, and how the domain's classes are stored in it."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry

from contracts.portfolio.confirmations import ConfirmationState
from contracts.portfolio.documents import DocumentState
from kernel import columns
from kernel.database import new_metadata
from services.portfolio.domain.confirmation import Confirmation
from services.portfolio.domain.document import Document
from services.portfolio.domain.kinds import DocumentType, TemplateLine

metadata = new_metadata()

document_types = sa.Table(
    "document_types",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("valid_from", sa.Date, primary_key=True),
    sa.Column("valid_before", sa.Date),
    sa.Column("name_ru", sa.Text, nullable=False),
    sa.Column("name_en", sa.Text, nullable=False),
    sa.Column("media_types", ARRAY(sa.Text, as_tuple=True), nullable=False),
    sa.Column("max_bytes", sa.BigInteger, nullable=False),
    sa.Column("required_fields", ARRAY(sa.Text, as_tuple=True), nullable=False),
    sa.Column("expires", sa.Boolean, nullable=False),
)

template_lines = sa.Table(
    "template_lines",
    metadata,
    sa.Column("admission_kind", sa.Text, primary_key=True),
    sa.Column("document_type", sa.Text, primary_key=True),
    sa.Column("valid_from", sa.Date, primary_key=True),
    sa.Column("valid_before", sa.Date),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("necessity", sa.Text, nullable=False),
    sa.Column("condition", sa.Text),
    sa.Column("least", sa.Integer, nullable=False),
    sa.CheckConstraint("necessity IN ('required', 'conditional')", name="necessity"),
)

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("document_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("filename", sa.Text, nullable=False),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("number", sa.Text),
    sa.Column("issued_on", sa.Date),
    sa.Column("valid_until", sa.Date),
    sa.Column("replaces", sa.ForeignKey("documents.document_id")),
    sa.Column("state", columns.ChoiceColumn(DocumentState), nullable=False),
    sa.Column("findings", JSONB, nullable=False),
    sa.Column("announced_at", columns.InstantColumn, nullable=False),
    sa.Column("checked_at", columns.InstantColumn),
    columns.one_of("state", DocumentState),
)
sa.Index("documents_of_person", documents.c.person_id, documents.c.document_id.desc())

confirmations = sa.Table(
    "confirmations",
    metadata,
    sa.Column("confirmation_id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Text, nullable=False, unique=True),
    sa.Column("entry_id", sa.Uuid, nullable=False, unique=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("activity_id", sa.Uuid, nullable=False),
    sa.Column("activity_number", sa.Text),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("credits", columns.CreditsColumn, nullable=False),
    sa.Column("completed_on", sa.Date, nullable=False),
    sa.Column("state", columns.ChoiceColumn(ConfirmationState), nullable=False),
    sa.Column("issued_at", columns.InstantColumn),
    sa.Column("sha256", sa.Text),
    columns.one_of("state", ConfirmationState),
)
sa.Index("confirmations_of_person", confirmations.c.person_id, confirmations.c.confirmation_id.desc())

packages = sa.Table(
    "packages",
    metadata,
    sa.Column("application_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("frozen_at", columns.InstantColumn, nullable=False),
    sa.Column("manifest", JSONB, nullable=False),
    sa.Column("manifest_sha256", sa.Text, nullable=False),
)
sa.Index(
    "packages_by_document",
    packages.c.manifest,
    postgresql_using="gin",
    postgresql_ops={"manifest": "jsonb_path_ops"},
)

presentations = sa.Table(
    "presentations",
    metadata,
    sa.Column("document_id", sa.ForeignKey(documents.c.document_id), primary_key=True),
    sa.Column("claim_id", sa.Uuid, primary_key=True),
    comment="Which documents prove which claim of credits; its operators may read them",
)

carried_entries = sa.Table(
    "carried_entries",
    metadata,
    sa.Column("entry_id", sa.Uuid, primary_key=True),
    sa.Column("carried_from", sa.Uuid, nullable=False),
    comment="Entries that go on from those of accounts merged since: the acts of the first speak of them",
)

mapper = registry(metadata=metadata)
mapper.map_imperatively(DocumentType, document_types)
mapper.map_imperatively(TemplateLine, template_lines)
mapper.map_imperatively(Document, documents)
mapper.map_imperatively(Confirmation, confirmations)
