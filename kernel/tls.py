"""A TLS socket that one thread may read while others write.

OpenSSL forbids that: so each touch of the session is short and locked, and waiting is done
outside, on the bare socket.
"""

from __future__ import annotations

import selectors
import socket
import ssl
import threading
from typing import Any

HANDSHAKE_TIMEOUT = 5.0


class TlsSocket:
    """Stands in for the `plain` socket. The certificate of `host` must be trusted by this machine."""

    def __init__(self, plain: socket.socket, host: str) -> None:
        plain.settimeout(HANDSHAKE_TIMEOUT)
        self._session = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        self._session.setblocking(False)
        self._touch = threading.Lock()
        self._timeout: float | None = None

    def settimeout(self, timeout: float | None) -> None:
        self._timeout = timeout

    def gettimeout(self) -> float | None:
        return self._timeout

    def recv(self, most: int) -> bytes:
        """Raises: TimeoutError."""
        while True:
            try:
                with self._touch:
                    return self._session.recv(most)
            except ssl.SSLWantReadError:
                self._wait(selectors.EVENT_READ)
            except ssl.SSLWantWriteError:
                self._wait(selectors.EVENT_WRITE)

    def sendall(self, data: Any) -> None:
        """Raises: TimeoutError."""
        left = memoryview(data)
        while left:
            try:
                with self._touch:
                    left = left[self._session.send(left) :]
            except ssl.SSLWantReadError:
                self._wait(selectors.EVENT_READ)
            except ssl.SSLWantWriteError:
                self._wait(selectors.EVENT_WRITE)

    def shutdown(self, how: int) -> None:
        self._session.shutdown(how)

    def close(self) -> None:
        self._session.close()

    def _wait(self, event: int) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._session, event)
            if not selector.select(self._timeout):
                raise TimeoutError("timed out")
