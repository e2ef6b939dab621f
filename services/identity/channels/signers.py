"""Signatures under what the suite asks of ЕСИА: detached CMS (PKCS#7), in DER.

A signer is whatever signs. Besides the one built in, for RSA, a command line may sign: a GOST
engine of `openssl cms`, the tool of a certified cryptographic provider.
"""

from __future__ import annotations

import shlex
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder

from kernel import commands, logs
from kernel.commands import CommandFailed
from kernel.messages import Unavailable
from kernel.offload import offload
from kernel.settings import EsiaSettings, WrongSettings

log = logs.get(__name__)

LONGEST = 3.0  # seconds a command may take


class Signer(Protocol):
    def sign(self, content: bytes) -> bytes:
        """The detached signature, a CMS SignedData in DER. Raises: Unavailable."""


class KeySigner:
    """Signs with an RSA key that this process holds."""

    def __init__(self, key: RSAPrivateKey, certificate: x509.Certificate) -> None:
        self._key, self._certificate = key, certificate

    def sign(self, content: bytes) -> bytes:
        return offload(self._signed, content)

    def _signed(self, content: bytes) -> bytes:
        builder = PKCS7SignatureBuilder().set_data(content)
        signed = builder.add_signer(self._certificate, self._key, SHA256())
        return signed.sign(Encoding.DER, [PKCS7Options.DetachedSignature, PKCS7Options.Binary])


class CommandSigner:
    """Lets a command sign: it reads the content and writes the signature.

    openssl cms -sign -binary -outform DER -engine gost -signer suite.pem -inkey suite.key
    """

    def __init__(self, command: str) -> None:
        self._command = shlex.split(command)

    def sign(self, content: bytes) -> bytes:
        try:
            code, signature = commands.run(self._command, content, longest=LONGEST)
        except CommandFailed as error:
            raise self._failed(str(error)) from error
        if code or not signature:
            raise self._failed(f"ended with {code}")
        return signature

    def _failed(self, reason: str) -> Unavailable:
        log.error("signing failed", program=self._command[0], reason=reason)
        return Unavailable(service="esia", reason="signature")


def signer_of(settings: EsiaSettings) -> Signer:
    """Raises: WrongSettings -- there is neither a command nor an RSA key with its certificate."""
    if settings.sign_command:
        return CommandSigner(settings.sign_command)
    if not settings.key or not settings.certificate:
        raise WrongSettings(["NMO_ESIA_KEY and NMO_ESIA_CERTIFICATE, or NMO_ESIA_SIGN_COMMAND, are missing"])
    return KeySigner(rsa_key(settings.key), x509.load_pem_x509_certificate(settings.certificate.read_bytes()))


def rsa_key(pem: str) -> RSAPrivateKey:
    """Raises: WrongSettings -- it is a key of another kind."""
    key = load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise WrongSettings(["NMO_ESIA_KEY must be an RSA key; any other needs NMO_ESIA_SIGN_COMMAND"])
    return key
