"""Whoever sends a message gets it back: `python -m tests.bench.rivals.echo`."""

from __future__ import annotations

import os
from urllib.parse import unquote, urlsplit

import amqp

QUEUE = "bench-echo"


def connect(url: str) -> amqp.Connection:
    parts = urlsplit(url)
    connection = amqp.Connection(
        host=f"{parts.hostname}:{parts.port}",
        userid=parts.username,
        password=unquote(parts.password or ""),
        virtual_host=parts.path[1:],
    )
    connection.connect()
    return connection


def main() -> None:
    connection = connect(os.environ["BENCH_BROKER_URL"])
    channel = connection.channel()
    channel.queue_declare(QUEUE, auto_delete=False)

    def answer(message: amqp.Message) -> None:
        channel.basic_publish(amqp.Message(message.body), "", message.properties["reply_to"])

    channel.basic_consume(QUEUE, no_ack=True, callback=answer)
    while True:
        connection.drain_events()


if __name__ == "__main__":
    main()
