"""Whatever a browser is made to send instead of a credential is refused, and breaks nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.identity.second_factor import PasskeyRefused
from kernel.values import PersonId, new_id
from services.identity.domain.factors import PasskeyFactor
from services.identity.vault import passkeys
from services.identity.vault.passkeys import RelyingParty
from tests.builders.identity import NOW
from tests.builders.second_factors import SITE, Device

PARTY = RelyingParty.at(SITE)
CHALLENGE = b"0" * 32
KNOWN = PasskeyFactor(
    passkey_id=new_id(),
    person_id=PersonId(new_id()),
    credential_id=b"known",
    public_key=b"\xa0",
    sign_count=0,
    sealed_label=b"",
    enrolled_at=NOW,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
NAMES = ("id", "rawId", "type", "response", "clientExtensionResults", "authenticatorAttachment")
CREDENTIAL = st.dictionaries(st.sampled_from(NAMES), JSON)
OCTETS = st.text(alphabet="AQgwe30_-bnVs", max_size=60)
RESPONSE = st.fixed_dictionaries(
    {
        "clientDataJSON": OCTETS,
        "authenticatorData": OCTETS,
        "attestationObject": OCTETS,
        "signature": OCTETS,
        "userHandle": JSON,
        "transports": JSON,
    }
)
ALMOST = st.fixed_dictionaries(
    {"id": OCTETS, "rawId": OCTETS, "type": st.just("public-key"), "response": RESPONSE}
)


@given(CREDENTIAL | ALMOST)
def test_what_is_no_credential_signs_nothing(credential: dict[str, Any]) -> None:
    with pytest.raises(PasskeyRefused):
        PARTY.signed(credential, CHALLENGE, KNOWN)


@given(CREDENTIAL | ALMOST)
def test_what_is_no_credential_registers_nothing(credential: dict[str, Any]) -> None:
    with pytest.raises(PasskeyRefused):
        PARTY.registered(credential, CHALLENGE)


@given(st.binary(max_size=200))
def test_what_is_no_attestation_registers_nothing(octets: bytes) -> None:
    made: dict[str, Any] = Device().create({"challenge": "MDAw"})
    made["response"]["attestationObject"] = octets.hex()

    with pytest.raises(PasskeyRefused):
        PARTY.registered(made, b"000")


@pytest.mark.parametrize("credential", [{}, {"id": None}, {"id": 7}, {"id": "я"}])
def test_a_credential_without_a_name_is_of_nobody(credential: dict[str, Any]) -> None:
    try:
        found = passkeys.credential_id(credential)
    except PasskeyRefused:
        return
    assert found != KNOWN.credential_id


def test_passkeys_are_for_the_host_of_the_public_address_and_its_pages() -> None:
    party = RelyingParty.at("https://nmo.example.ru:8443/path")

    assert (party.party_id, party.origins) == ("nmo.example.ru", ("https://nmo.example.ru:8443",))
