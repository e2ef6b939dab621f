"""The floor: Falcon, and one AMQP request and reply on a connection of each thread."""

from __future__ import annotations

import os
import threading

import amqp
import falcon

from tests.bench.rivals.echo import QUEUE, connect

BODY = b'{"args": [{"person_id": "0198f1c2-7a5e-7c31-9d0e-2f6f5b1c4a77"}], "kwargs": {}}'


class Line(threading.local):
    def __init__(self) -> None:
        self._connection = connect(os.environ["BENCH_BROKER_URL"])
        self._channel = self._connection.channel()
        self._replies = self._channel.queue_declare("", exclusive=True).queue
        self._channel.basic_consume(self._replies, no_ack=True, callback=self._replied)
        self._reply: bytes | None = None

    def ask(self, body: bytes) -> bytes:
        self._reply = None
        self._channel.basic_publish(amqp.Message(body, reply_to=self._replies), "", QUEUE)
        while self._reply is None:
            self._connection.drain_events()
        return self._reply

    def _replied(self, message: amqp.Message) -> None:
        body: bytes | str = message.body
        self._reply = body.encode() if isinstance(body, str) else body


class Echo:
    def __init__(self) -> None:
        self._line = Line()

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        resp.content_type, resp.data = falcon.MEDIA_JSON, self._line.ask(BODY)


application: falcon.App[falcon.Request, falcon.Response] = falcon.App()
application.add_route("/echo", Echo())
