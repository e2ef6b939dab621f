"""The provider that the suite is set up for."""

from __future__ import annotations

import functools

from contracts.identity.esia import EsiaNotOffered
from kernel.settings import EsiaSettings, ServiceSettings
from services.identity.channels.esia import KEYS, Esia
from services.identity.channels.http import new_pool
from services.identity.channels.id_tokens import id_tokens_of
from services.identity.channels.key_sets import KeyInCommand, Keys, PinnedKey, PublishedKeys
from services.identity.channels.oidc import Discovery, OpenIdProvider
from services.identity.channels.provider import Provider
from services.identity.channels.signers import signer_of


def offered(settings: ServiceSettings) -> EsiaSettings:
    """Raises: EsiaNotOffered -- it is not set up."""
    if settings.esia is None:
        raise EsiaNotOffered
    return settings.esia


@functools.cache
def provider_of(settings: EsiaSettings) -> Provider:
    """Kept: its connections, and the keys it has published, are for the next person, too.

    Raises: WrongSettings.
    """
    pool = new_pool()
    if settings.protocol == "oidc":
        discovery = Discovery(settings.url)
        keys = _keys(settings) or PublishedKeys(discovery.keys, settings.algorithm)
        return OpenIdProvider(settings, discovery, id_tokens_of(settings, keys), pool)
    keys = _keys(settings) or PublishedKeys(lambda _: f"{settings.url}{KEYS}", settings.algorithm)
    return Esia(settings, signer_of(settings), id_tokens_of(settings, keys), pool)


def _keys(settings: EsiaSettings) -> Keys | None:
    """Those that are not published."""
    if settings.verify_command:
        return KeyInCommand()
    return PinnedKey(settings.provider_key) if settings.provider_key else None
