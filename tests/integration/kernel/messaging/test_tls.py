"""A broker reached through TLS, by threads and by green threads."""

from __future__ import annotations

import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from kernel import clock
from kernel.client import RpcClient
from kernel.line import LOST, connect
from tests.integration.kernel.messaging.house import House, Served
from tests.integration.kernel.messaging.sample import contract

LISTEN = (
    "rabbit_networking:ensure_ssl(), ok = rabbit_networking:start_ssl_listener("
    '{{"127.0.0.1", {port}}}, [{{certfile, "{path}"}}, {{keyfile, "{path}"}}], 2).'
)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and its own certificate for 127.0.0.1, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    now, day = clock.now(), timedelta(days=1)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    signed = builder.not_valid_before(now - day).not_valid_after(now + day)
    made = signed.add_extension(names, critical=False).sign(key, hashes.SHA256())
    path = tmp_path_factory.mktemp("tls") / "broker.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + made.public_bytes(Encoding.PEM))
    return path


@pytest.fixture
def secure_house(house: House, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """The same house, its broker reached through TLS by whoever trusts the certificate."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    house.broker.control("eval", LISTEN.format(port=port, path=certificate))
    monkeypatch.setattr(house.broker, "port", port)
    plain = house.broker.url
    monkeypatch.setattr(house.broker, "url", lambda *who: plain(*who).replace("amqp:", "amqps:"))
    return house


def test_threads_and_green_threads_talk_through_tls(
    secure_house: House, certificate: Path, run: Callable[..., Served], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    run("sample")

    def call_fifty_times(rpc: RpcClient) -> list[str]:
        return [rpc.call(contract.greet, contract.Greet(name="Anna")).text for _ in range(50)]

    with secure_house.client() as rpc, ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(call_fifty_times, [rpc] * 16))

    assert answers == [["Hello, Anna"] * 50] * 16


def test_a_broker_whose_certificate_is_not_trusted_is_not_talked_to(secure_house: House) -> None:
    with pytest.raises(LOST, match="CERTIFICATE_VERIFY_FAILED"):
        connect(secure_house.url("gateway"), "test")
