"""What people work as: domain -> contract."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from contracts.identity import profession as contract
from kernel.values import OrganisationId
from services.identity.domain.profession import Employment, Post, Profession


def posts(known: Iterable[Post]) -> contract.PostList:
    return contract.PostList(
        items=tuple(
            contract.Post(
                code=post.code,
                name=post.name,
                name_en=post.name_en,
                category=post.category,
                level=post.level,
                nsi_code=post.nsi_code,
            )
            for post in known
        )
    )


def profession(
    stated: Profession, employments: Sequence[Employment], names: Mapping[OrganisationId, str]
) -> contract.Profession:
    """names: of the organisations of the register that it tells of."""
    return contract.Profession(
        category=stated.category,
        specialities=stated.specialities,
        employments=tuple(_employment(each, names) for each in employments),
        described_at=stated.described_at,
        version=stated.version,
    )


def described(
    stated: Profession, category: contract.Category, lasting: Sequence[Employment], at: datetime
) -> contract.ProfessionDescribed:
    """lasting: the posts held now."""
    return contract.ProfessionDescribed(
        occurred_at=at,
        person_id=stated.person_id,
        category=category,
        specialities=stated.specialities,
        posts=tuple(dict.fromkeys(each.post for each in lasting)),
        employers=tuple(dict.fromkeys(each.organisation_id for each in lasting if each.organisation_id)),
    )


def _employment(stated: Employment, names: Mapping[OrganisationId, str]) -> contract.Employment:
    known = stated.organisation_id and names.get(stated.organisation_id)
    return contract.Employment(
        organisation_id=stated.organisation_id,
        employer=known or stated.employer or "",
        oid=str(stated.oid) if stated.oid else None,
        post=stated.post,
        engagement=stated.engagement,
        begun_on=stated.begun_on,
        ended_on=stated.ended_on,
    )
