"""gunicorn's threads, kept for requests that have arrived: nobody holds one by sending slowly.

A connection waits with the poller, which costs nothing, until what it sends is whole. The threads
of stock gunicorn wait themselves: as many slow clients as there are threads stop it altogether.
Nobody takes all connections, either: of those that wait so the oldest of one address gives way when
they are too many, and at most half of all connections are kept for another request.
"""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn import http
from gunicorn.workers.gthread import ThreadWorker

from gateway import errors
from gateway.arrival import MOST_BODY, MOST_HEAD, is_whole
from gateway.limits import subscriber
from gateway.refusals import AddressTooLong, HeadersTooLarge, InternalFailure, MalformedRequest, TooSlow
from kernel import logs
from kernel.messages import ServiceError

log = logs.get(__name__)

PEEK = socket.MSG_PEEK | socket.MSG_DONTWAIT
MOST_HEARD = 64 * 1024  # bytes, meanwhile
REFUSED: tuple[tuple[type[Exception], type[ServiceError]], ...] = (
    (http.errors.LimitRequestLine, AddressTooLong),
    (http.errors.LimitRequestHeaders, HeadersTooLarge),
    (http.errors.ParseException, MalformedRequest),
)


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """arrives_within: seconds for a head and a small body. sends_within: seconds for all the rest.

    parts_within: seconds for a client to hang up after its answer.
    arriving_each: connections of one address on which a request has still to arrive.
    """

    arrives_within = 10.0
    sends_within = 20.0
    parts_within = 2.0
    arriving_each = 100

    def init_process(self) -> None:
        self.max_keepalived = self.worker_connections // 2
        self._arriving: dict[Any, tuple[float, int]] = {}  # until when, and how much was there
        self._sending: dict[Any, float] = {}
        self._parting: dict[Any, tuple[float, int]] = {}  # until when, and how much came meanwhile
        super().init_process()

    def enqueue_req(self, conn: Any) -> None:
        """Give a thread to the request of `conn`, now or when it has arrived."""
        until, seen = self._arriving.pop(conn, (time.monotonic() + self.arrives_within, -1))
        there = _peeked(conn)
        if there is None or len(there) == seen or is_whole(_buffered(conn) + there):
            self._begin(conn)
            return
        self._arriving[conn] = until, len(there)
        conn.sock.setblocking(False)
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, len(there) + 1)
        self.poller.register(conn.sock, EVENT_READ, partial(self._more, conn))
        self._bound(conn)

    def finish_request(self, conn: Any, future: Any) -> None:
        """Stock gunicorn waits here, where all others wait with it, until the client hangs up, too."""
        self._sending.pop(conn, None)
        if future.cancelled() or future.exception() or future.result():
            super().finish_request(conn, future)
        else:
            self._part(conn)

    def murder_pending(self) -> None:
        """Called every second. End what has not arrived in time."""
        super().murder_pending()
        now = time.monotonic()
        for conn, (until, seen) in list(self._arriving.items()):
            if now >= until or not (self.alive or seen):
                self._refuse(conn, is_told=seen > 0)
        for conn in [conn for conn, until in self._sending.items() if now >= until]:
            del self._sending[conn]
            with suppress(OSError):
                conn.sock.shutdown(socket.SHUT_RD)  # whoever reads the body finds its end
        for conn in [conn for conn, (until, _) in self._parting.items() if now >= until]:
            self._leave(conn)

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:
        """What is no HTTP is answered as a problem, too, and logged without where it came from."""
        kind = next((refusal for error, refusal in REFUSED if isinstance(exc, error)), InternalFailure)
        if kind is InternalFailure:
            log.exception("request failed before it was one")
        else:
            log.info("request refused", reason=type(exc).__name__)
        _send(client, kind())

    def _more(self, conn: Any, sock: socket.socket) -> None:
        self.poller.unregister(sock)
        self.enqueue_req(conn)

    def _part(self, conn: Any) -> None:
        """Say that no more will come, and read what still does: closed at once, our answer could be lost."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.nr_conns -= 1
            conn.close()
            return
        conn.sock.setblocking(False)
        self._parting[conn] = time.monotonic() + self.parts_within, 0
        self.poller.register(conn.sock, EVENT_READ, partial(self._hear, conn))

    def _hear(self, conn: Any, sock: socket.socket) -> None:
        until, heard = self._parting[conn]
        try:
            more = len(sock.recv(MOST_HEARD))
        except BlockingIOError:
            return
        except OSError:
            more = 0
        self._parting[conn] = until, heard + more
        if not more or heard + more > MOST_HEARD:
            self._leave(conn)

    def _leave(self, conn: Any) -> None:
        del self._parting[conn]
        self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()

    def _bound(self, newest: Any) -> None:
        """Let the oldest of its address give way to `newest`. A proxy is none of these: it sends at once."""
        newest.whose = subscriber(newest.client[0])
        same = [conn for conn in self._arriving if conn.whose == newest.whose]
        if len(same) > self.arriving_each:
            _, seen = self._arriving[same[0]]
            self._refuse(same[0], is_told=seen > 0)

    def _begin(self, conn: Any) -> None:
        with suppress(OSError):
            conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)
        conn.data_ready = True
        self._sending[conn] = time.monotonic() + self.sends_within
        super().enqueue_req(conn)

    def _refuse(self, conn: Any, *, is_told: bool) -> None:
        del self._arriving[conn]
        self.poller.unregister(conn.sock)
        if is_told:
            with suppress(OSError):  # what is left unread would cut our answer off
                conn.sock.recv(MOST_HEAD + MOST_BODY, socket.MSG_DONTWAIT)
            _send(conn.sock, TooSlow())
        self.nr_conns -= 1
        conn.close()


def _peeked(conn: Any) -> bytes | None:
    """What has arrived, still to be read; None when there will be no more."""
    try:
        there: bytes = conn.sock.recv(MOST_HEAD + MOST_BODY, PEEK)
    except BlockingIOError:
        return b""
    except OSError:
        return None
    return there or None


def _buffered(conn: Any) -> bytes:
    """What was read behind the request before."""
    return conn.parser.unreader.buf.getvalue() if conn.parser else b""


def _send(client: socket.socket, error: ServiceError) -> None:
    with suppress(OSError):
        client.setblocking(False)
        client.sendall(errors.bare(error))
