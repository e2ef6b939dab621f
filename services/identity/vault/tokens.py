"""Tokens: the signed one that opens doors for minutes, the opaque one that renews it once.

A refresh token is made from its family's seed and its number and is never stored, so that
the same successor can be given twice. What is stored is the SHA-256 of its 256 bits.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from contracts.identity.sessions import ALGORITHM, AUDIENCE, AccessClaims
from kernel import wire
from kernel.messages import Invalid
from kernel.settings import ServiceSettings
from kernel.values import OrganisationId, PersonId, Role
from services.identity.domain.clients import ClientToken
from services.identity.domain.organisations import Acting
from services.identity.domain.sessions import UserSession
from services.identity.domain.signing import SigningKey
from services.identity.domain.terms import SessionLaw
from services.identity.vault.passkeys import RelyingParty
from services.identity.vault.sealing import Vault


def sha256(token: str) -> bytes:
    """What is stored of a refresh token."""
    return hashlib.sha256(token.encode()).digest()


def base64url(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def octets(text: str) -> bytes:
    """What `base64url` has written."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass(frozen=True, kw_only=True)
class Mint:
    """Makes the tokens of sessions, and the keys that sign them.

    issuer: the suite's public address. passkeys_for: where passkeys are made elsewhere than there.
    """

    vault: Vault
    issuer: str
    passkeys_for: RelyingParty | None = None

    @classmethod
    def of(cls, settings: ServiceSettings) -> Mint:
        party = RelyingParty.of(settings)
        return cls(vault=Vault.of(settings), issuer=settings.public_url, passkeys_for=party)

    @property
    def party(self) -> RelyingParty:
        return self.passkeys_for or RelyingParty.at(self.issuer)

    def seal_device(self, session_id: UUID, device: str) -> bytes:
        """How a person calls the device of a session, sealed."""
        return self.vault.seal(device.encode(), _of_device(session_id))

    def device(self, session: UserSession) -> str | None:
        if session.sealed_device is None:
            return None
        return self.vault.open(session.sealed_device, _of_device(session.session_id)).decode()

    def new_seed(self, session_id: UUID) -> bytes:
        """The sealed seed of a family of refresh tokens."""
        return self.vault.seal(secrets.token_bytes(32), _of_session(session_id))

    def reseal(self, held: UserSession | SigningKey) -> None:
        """Move the secret of a session or a key to the current key of the ring."""
        if isinstance(held, UserSession):
            held.sealed_seed = self.vault.reseal(held.sealed_seed, _of_session(held.session_id))
            held.sealed_device = held.sealed_device and self.vault.reseal(
                held.sealed_device, _of_device(held.session_id)
            )
        else:
            held.sealed_private = self.vault.reseal(held.sealed_private, _of_key(held.kid))

    def refresh_token(self, session: UserSession) -> str:
        """The newest refresh token of the session."""
        return base64url(self._made(session, "refresh"))

    def access_token(
        self, key: SigningKey, session: UserSession, acting: Acting, begins: datetime, law: SessionLaw
    ) -> str:
        """What opens doors from `begins` on; made again for the same instant, it is the same.

        law: of the day on which it begins.
        """
        ends = begins + law.access_lives
        claims = AccessClaims(
            iss=self.issuer,
            aud=AUDIENCE,
            sub=session.person_id,
            sid=session.session_id,
            org=acting.organisation_id,
            roles=acting.roles,
            iat=int(begins.timestamp()),
            nbf=int(begins.timestamp()),
            exp=int(ends.timestamp()),
            auth_time=int(session.authenticated_at.timestamp()),
            amr=session.methods,
        )
        jti = UUID(bytes=self._made(session, f"access {begins.isoformat()}")[:16], version=4)
        return self._signed(key, claims, jti)

    def client_token(
        self, key: SigningKey, token: ClientToken, organisation_id: OrganisationId, begins: datetime
    ) -> str:
        """The access token of a program, which asks for nobody: RFC 9068, section 2.2."""
        claims = AccessClaims(
            iss=self.issuer,
            aud=AUDIENCE,
            sub=PersonId(token.client_id),
            sid=token.token_id,
            org=organisation_id,
            roles=frozenset({Role.AGENCY}),
            iat=int(begins.timestamp()),
            nbf=int(begins.timestamp()),
            exp=int(token.expires_at.timestamp()),
            client_id=token.client_id,
            scope=" ".join(token.scopes),
        )
        return self._signed(key, claims, token.token_id)

    def read(self, keys: Sequence[SigningKey], token: str) -> AccessClaims | None:
        """What a token of ours says; None where it is not ours. It may have expired, or have been revoked."""
        try:
            kid = jwt.get_unverified_header(token).get("kid")
            public = next(key.public for key in keys if key.kid == kid)
            claims = jwt.decode(
                token,
                Ed25519PublicKey.from_public_bytes(public),
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=self.issuer,
                options={"verify_exp": False, "verify_nbf": False, "verify_iat": False},
            )
            return wire.load(AccessClaims, claims)
        except (jwt.PyJWTError, Invalid, StopIteration):
            return None

    def _signed(self, key: SigningKey, claims: AccessClaims, jti: UUID) -> str:
        said = {name: claim for name, claim in wire.dump(claims).items() if claim not in (None, [])}
        private = _private(self.vault, key.kid, key.sealed_private)
        return jwt.encode({**said, "jti": str(jti)}, private, algorithm=ALGORITHM, headers={"kid": key.kid})

    def new_signing_key(self, signs_from: datetime) -> SigningKey:
        private = Ed25519PrivateKey.generate()
        public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        kid = hashlib.sha256(public).hexdigest()[:16]
        secret = private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        return SigningKey(
            kid=kid,
            sealed_private=self.vault.seal(secret, _of_key(kid)),
            public=public,
            signs_from=signs_from,
        )

    def _made(self, session: UserSession, purpose: str) -> bytes:
        seed = self.vault.open(session.sealed_seed, _of_session(session.session_id))
        return hmac.digest(seed, f"{purpose}:{session.number}".encode(), hashlib.sha256)


def _of_session(session_id: UUID) -> str:
    return f"session:{session_id}"


def _of_device(session_id: UUID) -> str:
    return f"device:{session_id}"


def _of_key(kid: str) -> str:
    return f"key:{kid}"


@functools.lru_cache(maxsize=8)
def _private(vault: Vault, kid: str, sealed: bytes) -> Ed25519PrivateKey:
    """Opened once: it signs every access token of a month."""
    return Ed25519PrivateKey.from_private_bytes(vault.open(sealed, _of_key(kid)))
