"""Second factors in the hands of people: an app, and a device that makes passkeys."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import cbor2
import pyotp
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from contracts.identity.factors import AddPasskey, ConfirmTotp, PasskeyAdded
from contracts.identity.sessions import LogInAnswer, Tokens
from gateway.auth import Auth
from gateway.keys import Keys
from kernel import clock
from kernel.database import Database
from kernel.messages import Caller
from services.identity.usecases.apps import confirm_totp, enrol_totp
from services.identity.usecases.keys import jwks
from services.identity.usecases.passkeys import add_passkey, begin_passkey
from services.identity.vault.tokens import Mint, base64url, octets

SITE = "https://nmo.example.ru"
DOMAIN = "nmo.example.ru"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def caller_of(database: Database, mint: Mint, given: Tokens | LogInAnswer | str) -> Caller:
    """Who asks with an access token, as the gateway reads it."""
    token = given if isinstance(given, str) else given.access_token
    auth = Auth(Keys(lambda: jwks(database, mint)), mint.issuer)
    return auth.caller(f"Bearer {token}")


@dataclass(frozen=True)
class App:
    """secret: in base32, as it was typed in."""

    secret: str

    def code(self, at: datetime | None = None) -> str:
        return pyotp.TOTP(self.secret).at(at or clock.now())

    def wrong(self) -> str:
        """A password that is not good now, nor about now."""
        near = {pyotp.TOTP(self.secret).at(clock.now(), counter_offset=step) for step in (-1, 0, 1)}
        return next(code for code in (f"{number:06}" for number in range(10)) if code not in near)


@dataclass(frozen=True)
class Enrolled:
    app: App
    recovery_codes: tuple[str, ...]


def with_an_app(database: Database, mint: Mint, given: Tokens | LogInAnswer) -> Enrolled:
    """Enrol an app for somebody who has just logged in."""
    caller = caller_of(database, mint, given)
    app = App(enrol_totp(database, mint.vault, caller).secret)
    codes = confirm_totp(database, mint, caller, ConfirmTotp(code=app.code()))
    return Enrolled(app, codes.codes)


@dataclass
class Device:
    """Makes passkeys and signs with them, as a browser hands it on. count: how often it has signed."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = b"credential of the device"
    site: str = SITE
    domain: str = DOMAIN
    flags: int = PRESENT | VERIFIED
    count: int = 0

    def create(self, options: dict[str, Any]) -> dict[str, object]:
        """What `navigator.credentials.create` gives."""
        data = self._data(self.flags | ATTESTED) + self._attested()
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        made = self._client_data("webauthn.create", options["challenge"])
        return self._credential(clientDataJSON=made, attestationObject=attestation)

    def sign(self, options: dict[str, Any]) -> dict[str, object]:
        """What `navigator.credentials.get` gives."""
        self.count += 1
        data, made = self._data(self.flags), self._client_data("webauthn.get", options["challenge"])
        signature = self.key.sign(data + hashlib.sha256(made).digest(), ec.ECDSA(SHA256()))
        return self._credential(clientDataJSON=made, authenticatorData=data, signature=signature)

    def _credential(self, **response: bytes) -> dict[str, object]:
        name = base64url(self.credential_id)
        written = {key: base64url(value) for key, value in response.items()}
        return {"id": name, "rawId": name, "type": "public-key", "response": written}

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.site}).encode()

    def _data(self, flags: int) -> bytes:
        party = hashlib.sha256(self.domain.encode()).digest()
        return party + bytes([flags]) + self.count.to_bytes(4, "big")

    def _attested(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (numbers.x, numbers.y))
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        return bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + public


def with_a_passkey(
    database: Database, mint: Mint, given: Tokens | LogInAnswer | str, device: Device, label: str = "Телефон"
) -> PasskeyAdded:
    caller = caller_of(database, mint, given)
    asked = begin_passkey(database, mint, caller)
    assert octets(asked.challenge) == octets(str(asked.options["challenge"]))
    command = AddPasskey(challenge=asked.challenge, label=label, passkey=device.create(asked.options))
    return add_passkey(database, mint, caller, command)
