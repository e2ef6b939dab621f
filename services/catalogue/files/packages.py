"""Packages as files: opened warily, hashed, and unpacked into the object store."""

from __future__ import annotations

import hashlib
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import IO

from contracts.catalogue.packages import PackageUnsound
from kernel.files import Files
from services.catalogue.domain import manifest, package
from services.catalogue.domain.package import Manifest, Member, PackageTerms, StoredFile

FETCH_WINDOW = timedelta(minutes=5)
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 0x1
UNIX = 3
# The record with which a ZIP ends, and how far from the end a comment may push it.
END = struct.Struct("<4s4H2LH")
END_MARK = b"PK\x05\x06"
LONGEST_END = END.size + 65_535
# Of one line of the table of contents: its head, the longest path in UTF-8, some extra fields.
LINE = 46 + 4 * package.LONGEST_PATH + 1024
CHUNK = 64 * 1024


@dataclass(frozen=True)
class Unpacked:
    """What a package holds. digest: of all names and hashes, in the order of the names."""

    manifest: Manifest
    files: tuple[StoredFile, ...]
    digest: str


def survey(file: IO[bytes], terms: PackageTerms) -> Unpacked:
    """Everything about a package that is sound. Raises: PackageUnsound."""
    with _opened(file, terms) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        package.require_sound([_member(info) for info in infos], terms)
        names = {info.filename: partial(_content, archive, info, manifest.MOST_BYTES) for info in infos}
        told = manifest.of(names)
        package.require_entry(told, names.keys())
        stored = tuple(_stored(archive, info) for info in sorted(infos, key=lambda one: one.filename))
    lines = "".join(f"{one.sha256} {one.path}\n" for one in stored)
    return Unpacked(told, stored, hashlib.sha256(lines.encode()).hexdigest())


def contents(file: IO[bytes], stored: Sequence[StoredFile]) -> Iterator[tuple[StoredFile, bytes]]:
    """The files of a package that has been surveyed, one at a time."""
    with zipfile.ZipFile(file) as archive:
        for one in stored:
            yield one, _content(archive, archive.getinfo(one.path), one.size)


def keep(files: Files, digest: str, one: StoredFile, content: bytes) -> None:
    """The same bytes again are the same file."""
    files.put(package.key(digest, one.path), content, one.media_type)


def link(files: Files, digest: str, path: str) -> str:
    """Where the gateway fetches a file for a short time."""
    return files.fetch_url(package.key(digest, path), FETCH_WINDOW)


@contextmanager
def _opened(file: IO[bytes], terms: PackageTerms) -> Iterator[zipfile.ZipFile]:
    """Raises: PackageUnsound -- no ZIP, or one that says what is not so."""
    try:
        _bound_contents(file, terms)
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError) as error:
        raise PackageUnsound(files="package.damaged") from error


def _bound_contents(file: IO[bytes], terms: PackageTerms) -> None:
    """Refuse a table of contents that is too long to be read. Raises: PackageUnsound, BadZipFile."""
    size = file.seek(0, 2)
    file.seek(max(0, size - LONGEST_END))
    tail = file.read()
    at = tail.rfind(END_MARK)
    if at < 0:
        raise zipfile.BadZipFile
    _, _, _, _, lines, length, _, _ = END.unpack_from(tail, at)
    if lines > terms.most_files or length > terms.most_files * LINE:
        raise PackageUnsound(files="package.too_many")


def _member(info: zipfile.ZipInfo) -> Member:
    mode = info.external_attr >> 16
    is_file = info.create_system != UNIX or not stat.S_IFMT(mode) or stat.S_ISREG(mode)
    is_readable = not info.flag_bits & ENCRYPTED and info.compress_type in METHODS
    return Member(
        # The name as it is written: the reader cuts it at a NUL.
        path=info.orig_filename,
        size=info.file_size,
        packed=info.compress_size,
        is_plain=is_file and is_readable,
    )


def _stored(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> StoredFile:
    """Read to its end, and no further than it says."""
    digest, seen = hashlib.sha256(), 0
    with archive.open(info) as file:
        while chunk := file.read(CHUNK):
            seen += len(chunk)
            digest.update(chunk)
    if seen != info.file_size:
        raise zipfile.BadZipFile
    media_type = package.media_type(info.filename)
    return StoredFile(path=info.filename, media_type=media_type, size=seen, sha256=digest.hexdigest())


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """Raises: PackageUnsound -- more than `most` bytes."""
    with archive.open(info) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise PackageUnsound({info.filename: "package.file_size"})
    return content
