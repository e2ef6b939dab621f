"""What modules consist of, and who has done which part."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.catalogue.module_tests import ModulePart, ModuleTestTerms
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.catalogue.domain.module_test import ModuleTest
from services.catalogue.tables.activities import activities
from services.catalogue.tables.enrolments import enrolments
from services.catalogue.tables.schema import MessageColumn, mapper, metadata

module_parts = sa.Table(
    "module_parts",
    metadata,
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), primary_key=True),
    sa.Column("part", ChoiceColumn(ModulePart), primary_key=True),
    one_of("part", ModulePart),
    comment="What must be done to complete a module",
)

module_parts_done = sa.Table(
    "module_parts_done",
    metadata,
    sa.Column("enrolment_id", sa.ForeignKey(enrolments.c.enrolment_id), primary_key=True),
    sa.Column("part", ChoiceColumn(ModulePart), primary_key=True),
    sa.Column("done_at", InstantColumn, nullable=False),
    one_of("part", ModulePart),
    comment="The first time that somebody did a part of a module",
)

module_tests = sa.Table(
    "module_tests",
    metadata,
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("terms", MessageColumn(ModuleTestTerms), nullable=False),
    sa.Column("set_at", InstantColumn, nullable=False),
    comment="The terms of the tests of modules, as attempts begin under them",
)

mapper.map_imperatively(ModuleTest, module_tests)
