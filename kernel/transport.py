"""Fewer system calls between py-amqp and the broker.

py-amqp reads each frame in three pieces and writes each message by itself. Every read gives
up the interpreter's lock, which hurts where many threads wait for replies; every write costs
more than the work of encoding it.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from typing import Any

from amqp.transport import TCPTransport

from kernel.tls import TlsSocket

CHUNK = 16 * 1024


class BufferedTransport(TCPTransport):  # type: ignore[misc]  # py-amqp has no types
    """Reads all that is there at once.

    ssl: whether the broker is reached through TLS.
    """

    sock: Any
    _read_buffer: bytes

    def __init__(self, host: str, *, ssl: bool, **options: Any) -> None:
        super().__init__(host, **options)
        self._is_secure = ssl

    def _setup_transport(self) -> None:
        if self._is_secure:
            self.sock = TlsSocket(self.sock, self.host)
        super()._setup_transport()

    def _read(self, n: int, initial: bool = False, _errnos: object = None) -> bytes:
        buffer: bytes = self._read_buffer
        try:
            while len(buffer) < n:
                read = self._quick_recv(max(n - len(buffer), CHUNK))
                if not read:
                    raise OSError("the broker has closed the connection")
                buffer += read
        finally:
            self._read_buffer = buffer
        self._read_buffer = buffer[n:]
        return buffer[:n]


class CoalescingTransport(BufferedTransport):
    """For green threads: writes at once what all of them had to say in their turn.

    defer: runs a function when every green thread that is ready has had its turn.
    """

    defer: Callable[[Callable[[], None]], object]
    _write: Callable[[Any], None]

    def _setup_transport(self) -> None:
        super()._setup_transport()
        self._send, self._write = self._write, self._collect
        self._collected = bytearray()
        self._is_deferred = False

    def _collect(self, data: Any) -> None:
        self._collected += data
        if not self._is_deferred:
            self._is_deferred = True
            type(self).defer(self._flush)

    def _flush(self) -> None:
        try:
            while self._collected:
                data, self._collected = self._collected, bytearray()
                self._send(data)
        except OSError:
            # The thread that reads the socket notices, and gives the connection up.
            with contextlib.suppress(OSError, AttributeError):
                self.sock.shutdown(socket.SHUT_RDWR)
        finally:
            self._is_deferred = False
