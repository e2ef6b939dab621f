"""Modules and onboarding: domain -> contract."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from contracts.identity import modules as contract
from kernel.identifiers import Inn
from kernel.values import OrganisationId
from services.identity.domain.modules import Activation, ModuleTerms, Progress


def modules(known: Iterable[ModuleTerms]) -> contract.ModuleList:
    return contract.ModuleList(items=tuple(_module(terms) for terms in known))


def active(
    lasting: Activation,
    number: Inn,
    in_force: Mapping[str, ModuleTerms],
    names: Mapping[OrganisationId, str],
) -> contract.ActiveModule:
    """in_force: the terms by module. names: of organisations of the register."""
    terms = in_force.get(lasting.module)
    return contract.ActiveModule(
        module=lasting.module,
        organisation_id=lasting.organisation_id,
        organisation=names.get(lasting.organisation_id) if lasting.organisation_id else None,
        inn_masked=number.masked,
        terms_version=lasting.terms_version,
        accepted_at=lasting.activated_at,
        is_outdated=terms is not None and terms.version != lasting.terms_version,
    )


def onboarding(progress: Progress) -> contract.Onboarding:
    return contract.Onboarding(
        state=progress.state,
        tasks=tuple(contract.OnboardingTask(**vars(task)) for task in progress.tasks),
        next=progress.open[0].name if progress.open else None,
    )


def activated(begun: Activation) -> contract.ModuleActivated:
    return contract.ModuleActivated(
        occurred_at=begun.activated_at,
        person_id=begun.person_id,
        module=begun.module,
        terms_version=begun.terms_version,
        organisation_id=begun.organisation_id,
    )


def deactivated(ended: Activation, at: datetime) -> contract.ModuleDeactivated:
    return contract.ModuleDeactivated(occurred_at=at, person_id=ended.person_id, module=ended.module)


def _module(terms: ModuleTerms) -> contract.Module:
    return contract.Module(
        module=terms.module,
        category=terms.category,
        title_ru=terms.title_ru,
        title_en=terms.title_en,
        terms_version=terms.version,
        text_ru=terms.text_ru,
        text_en=terms.text_en,
        legal_basis=terms.legal_basis,
        valid_from=terms.valid_from,
        sha256=hashlib.sha256(terms.text_ru.encode()).hexdigest(),
    )
