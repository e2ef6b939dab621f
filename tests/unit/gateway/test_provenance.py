"""Where a log-in comes from is told by hashes, and by a place of the operator's own table."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.addresses import Addresses
from gateway.places import Places
from gateway.provenance import Provenance
from kernel import clock
from kernel.messages import Origin

HEADING = "network,place,latitude,longitude,valid_from,valid_before,source,verified\n"
TABLE = """192.0.0.0/16,country,55.8,37.6,2026-01-01,,design,no
192.0.2.0/24,old,55.8,37.6,2020-01-01,2026-01-01,design,no
192.0.2.0/24,town,55.8,37.6,2026-01-01,,design,no
2001:db8:100::/40,village,43.1,131.9,2026-01-01,,design,no
"""
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


@pytest.fixture
def provenance(tmp_path: Path) -> Provenance:
    file = tmp_path / "networks.csv"
    file.write_text(HEADING + TABLE)
    return Provenance(Addresses("secret"), Places(file))


def of(provenance: Provenance, address: str, agent: str | None = FIREFOX) -> Origin:
    with clock.freeze(datetime(2026, 11, 23, 9, tzinfo=UTC)):
        found = provenance.of(address, agent)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", "town"),
        ("192.0.9.7", "country"),
        ("203.0.113.7", None),
        ("2001:db8:100:1::/64", "village"),
        ("2001:db8:900:1::/64", None),
    ],
)
def test_the_narrowest_network_in_force_tells_the_place(
    provenance: Provenance, address: str, place: str | None
) -> None:
    assert of(provenance, address).place == place


def test_without_a_table_there_are_no_places(tmp_path: Path) -> None:
    file = tmp_path / "networks.csv"
    file.write_text(HEADING)

    assert of(Provenance(Addresses("secret"), Places(file)), "192.0.2.7").place is None


def test_a_browser_that_was_updated_is_the_same_device(provenance: Provenance) -> None:
    updated = FIREFOX.replace("130.0", "131.0.2")

    assert of(provenance, "192.0.2.7").device == of(provenance, "192.0.2.7", updated).device
    assert of(provenance, "192.0.2.7").device != of(provenance, "192.0.2.7", "curl/8.5.0").device


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("192.0.2.7", "192.0.200.9", True),
        ("192.0.2.7", "192.1.2.7", False),
        ("2001:db8:100:1::/64", "2001:db8:900:1::/64", True),
        ("2001:db8:100:1::/64", "2001:db9:100:1::/64", False),
    ],
)
def test_a_subscriber_is_known_by_the_wide_network(
    provenance: Provenance, one: str, other: str, *, is_same: bool
) -> None:
    assert (of(provenance, one).network == of(provenance, other).network) is is_same


def test_nothing_of_the_address_or_the_browser_is_told(provenance: Provenance) -> None:
    told = repr(of(provenance, "192.0.2.7"))

    assert "192.0" not in told
    assert "Firefox" not in told


def test_who_has_no_address_comes_from_nowhere(provenance: Provenance) -> None:
    assert provenance.of("None", FIREFOX) is None
