"""The parts that the suite stands on, as `make up` starts them."""

from __future__ import annotations

import io
import urllib.error
import urllib.request

import amqp
import psycopg
import pytest
from minio import Minio
from minio.error import S3Error

from deploy.embedded.broker import VHOST, Broker
from deploy.embedded.databases import Databases
from deploy.embedded.postgres import Postgres
from deploy.embedded.store import BUCKET, Store


def s3(store: Store, secret_key: str) -> Minio:
    address = store.url().removeprefix("http://")
    return Minio(address, access_key=store.access_key, secret_key=secret_key, secure=False)


def test_the_broker_has_no_default_account(broker: Broker) -> None:
    with (
        pytest.raises(amqp.AccessRefused),
        amqp.Connection(
            f"127.0.0.1:{broker.port}", userid="guest", password="guest", virtual_host=VHOST
        ) as link,
    ):
        link.channel()


def test_the_broker_keeps_streams(broker: Broker) -> None:
    stream = {"name": "history", "vhost": VHOST, "durable": True, "auto_delete": False}

    broker.define({"queues": [stream | {"arguments": {"x-queue-type": "stream"}}]})

    assert "history\tstream" in broker.control("list_queues", "--vhost", VHOST, "name", "type")


def test_the_database_refuses_a_wrong_password(postgres: Postgres) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(postgres.url(password="postgres"))


def test_a_service_cannot_enter_the_database_of_another(postgres: Postgres) -> None:
    databases = Databases(postgres)
    databases.provide("trespasser")
    databases.provide("neighbour")

    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(databases.of("trespasser", name="neighbour").url)


def test_the_store_gives_back_what_it_was_given(store: Store) -> None:
    client = s3(store, store.secret_key)

    client.put_object(BUCKET, "statement.pdf", io.BytesIO(b"%PDF"), 4)

    assert client.get_object(BUCKET, "statement.pdf").read() == b"%PDF"


def test_the_store_refuses_a_wrong_key(store: Store) -> None:
    with pytest.raises(S3Error, match="SignatureDoesNotMatch"):
        s3(store, "wrong").list_objects(BUCKET).__next__()


@pytest.mark.parametrize("server", ["filer", "volume"])
def test_documents_cannot_be_read_behind_the_back_of_the_store(store: Store, server: str) -> None:
    address = f"http://127.0.0.1:{store.port_of(server)}/buckets/{BUCKET}/"

    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(address)
