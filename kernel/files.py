"""Documents in an S3 store: MinIO, SeaweedFS or any other.

    files.put(key, pdf, "application/pdf")
    files.upload(key, Announced(size=…, sha256=…, media_type=…), expires=timedelta(minutes=15))

People send and fetch documents straight from the store, through signed addresses
that work for a short time.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlsplit

import urllib3
from minio import Minio
from minio.error import MinioException, S3Error
from nameko.extensions import DependencyProvider

from kernel import clock
from kernel.messages import NotFound, Unavailable
from kernel.presigned import Announced, Presigner, Upload
from kernel.settings import FilesSettings, WrongSettings

PATIENCE = urllib3.Timeout(connect=2.0, read=5.0)
CHUNK = 256 * 1024
# What is read into memory whole; larger ones are streamed.
MOST_BYTES = 32 * 1024 * 1024

SMALLEST_PART = 5 * 1024 * 1024

_MISSING = ("NoSuchKey", "NoSuchObject", "ResourceNotFound")


class NoSuchFile(NotFound, ru="Такого файла нет."):
    """There is no such file."""


class FileTooLarge(Exception):
    """The document is larger than whoever asked for it can take."""


@dataclass(frozen=True, kw_only=True)
class Stat:
    """What the store says about a document. size: bytes."""

    size: int
    etag: str
    media_type: str


class Files:
    """The documents of one service. Raises everywhere: NoSuchFile, Unavailable."""

    def __init__(self, settings: FilesSettings) -> None:
        self._bucket = settings.bucket
        self._client = _client(settings.endpoint, settings)
        # These two only sign addresses; they ask the network nothing.
        self._signer = _client(settings.public_endpoint, settings)
        self._presigner = Presigner(
            endpoint=settings.public_endpoint,
            region=settings.region,
            access_key=settings.access_key,
            secret_key=settings.secret_key,
        )

    def put(self, key: str, content: bytes, media_type: str) -> None:
        with _named(key):
            # One request, whatever the size: parts would be sent by threads of their own.
            size = max(len(content), SMALLEST_PART)
            self._client.put_object(
                self._bucket, key, io.BytesIO(content), len(content), media_type, part_size=size
            )

    def get(self, key: str, *, most: int = MOST_BYTES) -> bytes:
        """The whole document. Raises: FileTooLarge -- more than `most` bytes."""
        content = bytearray()
        with self.open(key) as chunks:
            for chunk in chunks:
                content += chunk
                if len(content) > most:
                    raise FileTooLarge(key)
        return bytes(content)

    @contextmanager
    def open(self, key: str) -> Iterator[Iterator[bytes]]:
        """The document in pieces of at most 256 KiB."""
        with _named(key):
            response = self._client.get_object(self._bucket, key)
            try:
                yield response.stream(CHUNK)
            finally:
                response.close()
                response.release_conn()

    def sha256(self, key: str, *, most: int = MOST_BYTES) -> str:
        """The hexadecimal hash of the document as it is stored. Raises: FileTooLarge."""
        seen, digest = 0, hashlib.sha256()
        with self.open(key) as chunks:
            for chunk in chunks:
                seen += len(chunk)
                if seen > most:
                    raise FileTooLarge(key)
                digest.update(chunk)
        return digest.hexdigest()

    def stat(self, key: str) -> Stat:
        with _named(key):
            found = self._client.stat_object(self._bucket, key)
        return Stat(
            size=found.size or 0,
            etag=found.etag or "",
            media_type=found.content_type or "application/octet-stream",
        )

    def remove(self, key: str) -> None:
        """Removing what is not there is no error."""
        with _named(key):
            self._client.remove_object(self._bucket, key)

    def upload(self, key: str, announced: Announced, expires: timedelta) -> Upload:
        """Where whoever holds the address may PUT the announced document, and nothing else."""
        return self._presigner.put(self._bucket, key, announced, at=clock.now(), expires=expires)

    def download_url(self, key: str, filename: str, media_type: str, expires: timedelta) -> str:
        """Where whoever holds the address may GET the document, to be saved as `filename`."""
        headers: dict[str, str | list[str] | tuple[str]] = {
            "response-content-disposition": f"attachment; filename*=UTF-8''{quote(filename, safe='')}",
            "response-content-type": media_type,
        }
        return self._signer.presigned_get_object(
            self._bucket, key, expires, response_headers=headers, request_date=clock.now()
        )

    def fetch_url(self, key: str, expires: timedelta) -> str:
        """Where another process of the suite may GET the document, as it is."""
        return self._client.presigned_get_object(self._bucket, key, expires)

    def ensure_bucket(self) -> None:
        with _named(self._bucket):
            if not self._client.bucket_exists(self._bucket):
                self._client.make_bucket(self._bucket)

    def is_ready(self) -> bool:
        """Whether the store answers and has the bucket."""
        try:
            return self._client.bucket_exists(self._bucket)
        except (MinioException, urllib3.exceptions.HTTPError):
            return False


def _client(endpoint: str, settings: FilesSettings) -> Minio:
    address = urlsplit(endpoint)
    return Minio(
        address.netloc,
        access_key=settings.access_key,
        secret_key=settings.secret_key,
        secure=address.scheme == "https",
        region=settings.region,
        http_client=urllib3.PoolManager(timeout=PATIENCE, retries=False, maxsize=10),
    )


@contextmanager
def _named(key: str) -> Iterator[None]:
    """Tell what the store does not have from a store that does not answer."""
    try:
        yield
    except S3Error as error:
        if error.code in _MISSING:
            raise NoSuchFile(key=key) from error
        if error.response.status >= 500:
            raise Unavailable(dependency="files") from error
        raise
    except (MinioException, urllib3.exceptions.HTTPError) as error:
        raise Unavailable(dependency="files") from error


class FilesProvider(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    """Gives a service its Files: `files = FilesProvider()`, with `needs = frozenset({"files"})`."""

    def setup(self) -> None:
        settings = self.container.config["SETTINGS"].files
        if settings is None:
            raise WrongSettings(["NMO_FILES_ENDPOINT and the other settings of documents are missing"])
        self.files = Files(settings)

    def get_dependency(self, worker_ctx: Any) -> Files:
        return self.files
