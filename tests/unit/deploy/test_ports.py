"""Ports of a root are chosen once and remembered."""

from __future__ import annotations

import socket
from pathlib import Path

from deploy.embedded.ports import Ports, is_free


def test_a_port_is_remembered_by_its_name(tmp_path: Path) -> None:
    first = Ports(tmp_path).of("gateway")

    assert Ports(tmp_path).of("gateway") == first


def test_two_names_never_share_a_port(tmp_path: Path) -> None:
    ports = Ports(tmp_path)

    assert len({ports.of(f"part-{number}") for number in range(50)}) == 50


def test_a_port_that_somebody_took_is_replaced(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]

        ports = Ports(tmp_path)
        ports.settle({"gateway": taken})

    assert ports.of("gateway") != taken


def test_the_preferred_port_is_taken_when_it_is_free(tmp_path: Path) -> None:
    preferred = Ports(tmp_path / "another").of("gateway")

    ports = Ports(tmp_path)
    ports.settle({"gateway": preferred})

    assert is_free(preferred)
    assert ports.of("gateway") == preferred
