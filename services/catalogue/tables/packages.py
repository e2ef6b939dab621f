"""Packages of modules, their files, and which version of an activity shows which."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from contracts.catalogue.package_checks import PackageState
from contracts.catalogue.packages import MoveOn, PackageFormat
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.catalogue.domain.package import Package
from services.catalogue.domain.package_check import PackageCheck
from services.catalogue.tables.activities import activities
from services.catalogue.tables.attachments import attachments
from services.catalogue.tables.schema import mapper, metadata

packages = sa.Table(
    "packages",
    metadata,
    sa.Column("package_id", sa.Uuid, primary_key=True),
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("format", ChoiceColumn(PackageFormat), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("entry", sa.Text, nullable=False),
    sa.Column("parameters", sa.Text, nullable=False),
    sa.Column("launch_parameters", sa.Text, nullable=False),
    sa.Column("move_on", ChoiceColumn(MoveOn), nullable=False),
    sa.Column("mastery", sa.Numeric(5, 4)),
    sa.Column("files", sa.Integer, nullable=False),
    sa.Column("bytes", sa.BigInteger, nullable=False),
    sa.Column("checked_at", InstantColumn, nullable=False),
    one_of("format", PackageFormat),
    one_of("move_on", MoveOn),
    comment="What modules show; never changed once checked",
)
sa.Index("packages_of_activity", packages.c.activity_id, packages.c.package_id)

package_files = sa.Table(
    "package_files",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("path", sa.Text, primary_key=True),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    comment="The files of packages, by the hash of all of them",
)

pins = sa.Table(
    "pins",
    metadata,
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("package_id", sa.ForeignKey(packages.c.package_id), nullable=False),
    comment="What each version of an activity shows, from it on; 0 stands for the one to come",
)

package_checks = sa.Table(
    "package_checks",
    metadata,
    sa.Column("package_id", sa.ForeignKey(attachments.c.attachment_id), primary_key=True),
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), nullable=False),
    sa.Column("provider_id", sa.Uuid, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("handed_in_at", InstantColumn, nullable=False),
    sa.Column("state", ChoiceColumn(PackageState), nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("leased_until", InstantColumn),
    sa.Column("ended_at", InstantColumn),
    sa.Column("findings", JSONB, nullable=False),
    one_of("state", PackageState),
    sa.UniqueConstraint("activity_id", "sha256"),
    comment="The checks of packages; the same bytes are checked once",
)
is_being_checked = package_checks.c.state.in_(
    [sa.literal_column(f"'{state.value}'") for state in (PackageState.HANDED_IN, PackageState.CHECKING)]
)
sa.Index("package_checks_waiting", package_checks.c.package_id, postgresql_where=is_being_checked)

mapper.map_imperatively(Package, packages)
mapper.map_imperatively(PackageCheck, package_checks)
