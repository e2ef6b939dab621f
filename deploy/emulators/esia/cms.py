"""Checks detached signatures in CMS (RFC 5652): one RSA signer, SHA-256, with or without attributes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

SEQUENCE, SET, OCTETS, CONTEXT_0 = 0x30, 0x31, 0x04, 0xA0
MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")


class NoSignature(Exception):
    """It is no signature of this content by this key."""


@dataclass(frozen=True)
class Element:
    """One value of DER. whole: with its tag and length."""

    tag: int
    content: bytes
    whole: bytes

    def children(self) -> list[Element]:
        return list(_elements(self.content))

    def child(self, place: int, tag: int) -> Element:
        """Raises: NoSignature -- there is another thing, or nothing, in that place."""
        found = self.children()
        if not -len(found) <= place < len(found) or found[place].tag != tag:
            raise NoSignature("not a CMS signature")
        return found[place]


def check(signature: bytes, content: bytes, key: RSAPublicKey) -> None:
    """Raises: NoSignature."""
    signer = _signer(signature)
    attributes = next((part for part in signer.children()[2:] if part.tag == CONTEXT_0), None)
    signed = content
    if attributes is not None:
        if _digest_in(attributes) != hashlib.sha256(content).digest():
            raise NoSignature("another content is signed")
        signed = bytes([SET]) + attributes.whole[1:]  # signed as a SET, sent with a tag of its own
    octets = next((part for part in signer.children() if part.tag == OCTETS), None)
    if octets is None:
        raise NoSignature("not a CMS signature")
    try:
        key.verify(octets.content, signed, PKCS1v15(), SHA256())
    except InvalidSignature as error:
        raise NoSignature("another key has signed") from error


def _signer(signature: bytes) -> Element:
    """The SignerInfo of a ContentInfo that holds SignedData."""
    roots = list(_elements(signature))
    if len(roots) != 1 or roots[0].tag != SEQUENCE:
        raise NoSignature("not a CMS signature")
    signed_data = roots[0].child(1, CONTEXT_0).child(0, SEQUENCE)
    return signed_data.child(-1, SET).child(0, SEQUENCE)


def _digest_in(attributes: Element) -> bytes:
    for attribute in attributes.children():
        name, *values = attribute.children()
        if name.whole == MESSAGE_DIGEST and values:
            return values[0].child(0, OCTETS).content
    raise NoSignature("the digest is not signed")


def _elements(der: bytes) -> Iterator[Element]:
    at = 0
    while at < len(der):
        begin, length = _length(der, at + 1)
        if begin + length > len(der):
            raise NoSignature("cut off")
        yield Element(der[at], der[begin : begin + length], der[at : begin + length])
        at = begin + length


def _length(der: bytes, at: int) -> tuple[int, int]:
    """Where the content begins, and its length."""
    if at >= len(der):
        raise NoSignature("cut off")
    if der[at] < 0x80:
        return at + 1, der[at]
    size = der[at] & 0x7F
    if not 1 <= size <= 4:
        raise NoSignature("not DER")
    return at + 1 + size, int.from_bytes(der[at + 1 : at + 1 + size])
