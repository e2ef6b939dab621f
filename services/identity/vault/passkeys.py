"""Passkeys (W3C Web Authentication): what a browser is asked for, and whether what it gave is sound."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from contracts.identity.second_factor import PasskeyRefused
from kernel.settings import ServiceSettings
from kernel.values import PersonId
from services.identity.domain.factors import PasskeyFactor
from services.identity.domain.terms import FactorLaw
from services.identity.vault.sealing import Vault

NAME = "НМО"
# What reading a malformed credential may come to: the library checks meaning, not every shape.
UNSOUND = (WebAuthnException, ValueError, TypeError, LookupError, AttributeError)

Json = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class RelyingParty:
    """Whom passkeys are made for. party_id: a domain; origins: the sites whose pages may ask for them."""

    party_id: str
    origins: tuple[str, ...]

    @classmethod
    def of(cls, settings: ServiceSettings) -> RelyingParty:
        """Unless told otherwise, the public address of the suite."""
        own = cls.at(settings.public_url)
        return cls(
            party_id=settings.passkey_domain or own.party_id,
            origins=settings.passkey_origins or own.origins,
        )

    @classmethod
    def at(cls, url: str) -> RelyingParty:
        parts = urlsplit(url)
        return cls(party_id=parts.hostname or "", origins=(f"{parts.scheme}://{parts.netloc}",))

    def creation(
        self,
        challenge: bytes,
        person_id: PersonId,
        account: str,
        known: Iterable[PasskeyFactor],
        law: FactorLaw,
    ) -> Json:
        """What to ask the browser for, to make a passkey.

        account: how the browser lists it. known: those that are enrolled; a device makes no second one.
        """
        options = generate_registration_options(
            rp_id=self.party_id,
            rp_name=NAME,
            user_id=person_id.bytes,
            user_name=account,
            challenge=challenge,
            timeout=_milliseconds(law),
            exclude_credentials=_described(known),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.PREFERRED,
                user_verification=UserVerificationRequirement.PREFERRED,
            ),
        )
        return _json(options)

    def request(self, challenge: bytes, known: Iterable[PasskeyFactor], law: FactorLaw) -> Json:
        """What to ask the browser for, to sign with one of the known passkeys."""
        options = generate_authentication_options(
            rp_id=self.party_id,
            challenge=challenge,
            timeout=_milliseconds(law),
            allow_credentials=_described(known),
        )
        return _json(options)

    def registered(self, credential: Json, challenge: bytes) -> VerifiedRegistration:
        """The new passkey that the browser made. Raises: PasskeyRefused."""
        try:
            return verify_registration_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=self.party_id,
                expected_origin=list(self.origins),
            )
        except UNSOUND as error:
            raise PasskeyRefused from error

    def signed(self, credential: Json, challenge: bytes, passkey: PasskeyFactor) -> VerifiedAuthentication:
        """What the known passkey has signed; its count has grown. Raises: PasskeyRefused."""
        try:
            return verify_authentication_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=self.party_id,
                expected_origin=list(self.origins),
                credential_public_key=passkey.public_key,
                credential_current_sign_count=passkey.sign_count,
            )
        except UNSOUND as error:
            raise PasskeyRefused from error


def credential_id(credential: Json) -> bytes:
    """Which passkey a browser has used. Raises: PasskeyRefused -- it does not say."""
    try:
        return base64url_to_bytes(str(credential["id"]))
    except UNSOUND as error:
        raise PasskeyRefused from error


def seal_label(vault: Vault, passkey_id: UUID, label: str) -> bytes:
    """How a person calls a passkey, sealed."""
    return vault.seal(label.encode(), _of_passkey(passkey_id))


def open_label(vault: Vault, passkey: PasskeyFactor) -> str:
    return vault.open(passkey.sealed_label, _of_passkey(passkey.passkey_id)).decode()


def reseal(vault: Vault, passkey: PasskeyFactor) -> None:
    """Move the label to the current key of the ring."""
    passkey.sealed_label = vault.reseal(passkey.sealed_label, _of_passkey(passkey.passkey_id))


def _of_passkey(passkey_id: UUID) -> str:
    return f"passkey:{passkey_id}"


def _milliseconds(law: FactorLaw) -> int:
    """How long a browser waits for the person."""
    return int(law.challenge_lives.total_seconds() * 1000)


def _described(known: Iterable[PasskeyFactor]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=passkey.credential_id) for passkey in known]


def _json(options: Any) -> Json:
    read: Json = json.loads(options_to_json(options))
    return read
