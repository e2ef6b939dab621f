"""A connection to the broker that is kept: one thread reads it, any may write, a fallen one is rebuilt.

Safe because py-amqp locks each frame it writes, and because while publishing it reads the
socket only where `connection.blocked` was agreed with the broker, which we do not.
Under eventlet the threads are green; the code is the same.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

import amqp
from amqp import serialization, spec

from kernel import logs
from kernel.transport import BufferedTransport

log = logs.get(__name__)

HEARTBEAT = 30  # seconds
PULSE = 2.0  # seconds: the longest wait for the socket, reading or writing
CONNECT_TIMEOUT = 5.0
LONGEST_PAUSE = 5.0  # seconds between two attempts to connect
KEEPALIVE = {
    socket.TCP_NODELAY: 1,
    socket.TCP_KEEPIDLE: 15,
    socket.TCP_KEEPINTVL: 5,
    socket.TCP_KEEPCNT: 3,
    socket.TCP_USER_TIMEOUT: 20_000,  # milliseconds
}

# What befalls a connection or a channel, as opposed to a mistake in our code.
LOST = (amqp.AMQPError, OSError)


def _properties(buffer: bytes, offset: int) -> tuple[dict[str, Any], int]:
    try:
        decoded: tuple[dict[str, Any], int] = serialization.decode_properties_basic(buffer, offset)
    except Exception:
        log.exception("message properties unreadable")
        return {}, len(buffer)
    return decoded


# Else one message with a broken header would end every connection on which it is delivered.
serialization.PROPERTY_CLASSES[spec.Basic.CLASS_ID] = _properties


class Connection(amqp.Connection):  # type: ignore[misc]  # py-amqp has no types
    """wire: how bytes are read and written; green processes set their own."""

    negotiate_capabilities = {"consumer_cancel_notify": True, "authentication_failure_close": True}
    wire: type[BufferedTransport] = BufferedTransport

    def Transport(self, host: str, *_: Any, socket_settings: Any, **more: Any) -> Any:  # noqa: N802 -- theirs
        options = {"connect_timeout": CONNECT_TIMEOUT, "socket_settings": socket_settings}
        return self.wire(host, ssl=self.ssl, **options)

    def _warn_force_connect(self, attr: str) -> None:
        # py-amqp would connect anew, behind the back of whoever keeps this connection.
        raise amqp.RecoverableConnectionError("connection lost")


def connect(url: str, name: str) -> Connection:
    """An open connection. name: how the broker's operators see it. Raises: one of LOST."""
    parts = urlsplit(url)
    is_secure = parts.scheme == "amqps"
    connection = Connection(
        host=f"{parts.hostname}:{parts.port or (5671 if is_secure else 5672)}",
        ssl=is_secure,
        userid=unquote(parts.username or "guest"),
        password=unquote(parts.password or "guest"),
        virtual_host=unquote(parts.path[1:]) or "/",
        login_method="PLAIN",
        heartbeat=HEARTBEAT,
        connect_timeout=CONNECT_TIMEOUT,
        socket_settings=KEEPALIVE,
        client_properties={"connection_name": name},
    )
    connection.connect()
    # Set once for both directions: a timeout changed by a reader would befall a writer in its midst.
    connection.sock.settimeout(PULSE)
    return connection


class Line:
    """prepare: opens channels and consumers on each new connection; called by the reading thread.
    lost: called by the reading thread when a connection has fallen.
    """

    def __init__(
        self,
        url: str,
        name: str,
        *,
        prepare: Callable[[Connection], None],
        lost: Callable[[], None] = lambda: None,
    ) -> None:
        self._url, self._name = url, name
        self._prepare, self._lost = prepare, lost
        self._connection: Connection | None = None
        self._up = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Close in peace: what was written before is delivered."""
        self._stopping.set()
        connection = self._connection
        if connection is not None and self._up.is_set():
            connection.is_closing = True
            with contextlib.suppress(*LOST):
                connection.send_method(spec.Connection.Close, "BsBB", (0, "", 0, 0))
        if self._thread.is_alive():
            self._thread.join(2 * PULSE)

    def wait(self, timeout: float) -> bool:
        """Whether the line is up, or came up within `timeout` seconds."""
        return self._up.is_set() or self._up.wait(max(timeout, 0))

    def publish(
        self, channel: Any, message: amqp.Message, *, exchange: str, key: str, mandatory: bool = False
    ) -> None:
        """Write `message`; whether it arrives is another matter. Raises: one of LOST."""
        try:
            channel.basic_publish(message, exchange, key, mandatory)
        except LOST:
            if channel.connection is self._connection:
                self.cut()  # a frame may be half written
            raise
        except AttributeError as error:  # the reading thread has just taken the channel apart
            raise amqp.RecoverableConnectionError("connection lost") from error

    def cut(self) -> None:
        """Give the present connection up; the reading thread builds the next."""
        self._up.clear()
        connection = self._connection
        if connection is not None:
            with contextlib.suppress(AttributeError, *LOST):
                connection.sock.shutdown(socket.SHUT_RDWR)

    def _keep(self) -> None:
        pause = 0.1
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                self._live()
            except LOST as error:
                log.warning("broker connection lost", line=self._name, reason=str(error))
            except Exception:
                log.exception("broker connection dropped", line=self._name)
            pause = 0.1 if time.monotonic() - began > LONGEST_PAUSE else min(2 * pause, LONGEST_PAUSE)
            self._stopping.wait(pause)

    def _live(self) -> None:
        self._connection = connection = connect(self._url, self._name)
        try:
            self._prepare(connection)
            log.info("broker connected", line=self._name)
            self._up.set()
            self._read(connection)
        finally:
            self._up.clear()
            connection.collect()
            self._lost()

    def _read(self, connection: Connection) -> None:
        beat = time.monotonic()
        while connection.connected:
            with contextlib.suppress(TimeoutError):
                connection.drain_events()
            if time.monotonic() - beat > PULSE and connection.connected:
                beat = time.monotonic()
                connection.heartbeat_tick()
