"""An uploaded file, fetched to the disk of this process: read from there it takes no memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO

from kernel.files import Files


class NotAsAnnounced(Exception):
    """What was uploaded is not what was announced."""


@contextmanager
def fetched(files: Files, key: str, *, size: int, sha256: str) -> Iterator[IO[bytes]]:
    """The bytes under `key`, at their beginning; gone with the block.

    size, sha256: as announced. Raises: NotAsAnnounced, NoSuchFile, Unavailable.
    """
    with TemporaryFile() as file:
        digest, seen = hashlib.sha256(), 0
        with files.open(key) as chunks:
            for chunk in chunks:
                seen += len(chunk)
                if seen > size:
                    raise NotAsAnnounced(key)
                digest.update(chunk)
                file.write(chunk)
        if (seen, digest.hexdigest()) != (size, sha256):
            raise NotAsAnnounced(key)
        file.seek(0)
        yield file
