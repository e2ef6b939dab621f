"""How settings are declared, and read from the environment with all mistakes named at once."""

from __future__ import annotations

import base64
import binascii
import dataclasses
import ipaddress
import re
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints
from urllib.parse import urlsplit

S = TypeVar("S")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

REQUIRED = dataclasses.MISSING
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class WrongSettings(Exception):
    """The process cannot start. `problems`: one sentence for each setting that is missing or wrong."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("Wrong settings:\n" + "\n".join(f"  {problem}" for problem in problems))


@dataclass(frozen=True)
class Kind:
    """How a text is read. read: raises ValueError, whose text says what is expected."""

    name: str
    read: Callable[[str], Any]


@dataclass(frozen=True)
class Setting:
    """One setting. A secret `X` may be given as `X_FILE`, the path of a file that holds it."""

    name: str
    meaning: str
    kind: Kind
    default: Any
    secret: bool

    def value(self, environ: Mapping[str, str]) -> Any:
        """Raises: ValueError -- missing or wrong; the text never shows a secret."""
        text = self._text(environ)
        if text:
            return self.kind.read(text)
        if self.default is REQUIRED:
            raise ValueError("is missing")
        return self.default

    def _text(self, environ: Mapping[str, str]) -> str:
        path = environ.get(f"{self.name}_FILE", "") if self.secret else ""
        if not path:
            return environ.get(self.name, "").strip()
        if environ.get(self.name):
            raise ValueError(f"is given twice, as {self.name} and as {self.name}_FILE")
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ValueError(f"cannot be read from {path}") from error


def setting(name: str, meaning: str, kind: Kind, *, default: Any = REQUIRED, secret: bool = False) -> Any:
    """The field of a settings class that the environment tells; a secret stays out of its repr."""
    declared = Setting(name, meaning, kind, default, secret)
    return dataclasses.field(default=default, repr=not secret, metadata={"setting": declared})


def read(kind: type[S], environ: Mapping[str, str], needs: frozenset[str], given: Mapping[str, object]) -> S:
    """Raises: WrongSettings -- names every setting that is missing or wrong."""
    values, problems = _read(kind, environ, needs)
    if problems:
        raise WrongSettings(problems)
    return kind(**given, **values)


def declared(kind: Any) -> Iterator[tuple[str, Setting | type]]:
    """The fields of `kind` that the environment tells: settings, and optional groups of settings."""
    hints = get_type_hints(kind)
    for field in dataclasses.fields(kind):
        if "setting" in field.metadata:
            yield field.name, field.metadata["setting"]
        elif isinstance(hints[field.name], types.UnionType):
            yield field.name, get_args(hints[field.name])[0]


def _read(kind: type, environ: Mapping[str, str], needs: frozenset[str]) -> tuple[dict[str, Any], list[str]]:
    values: dict[str, Any] = {}
    problems: list[str] = []
    for name, what in declared(kind):
        if isinstance(what, Setting):
            try:
                values[name] = what.value(environ)
                if name in needs and not values[name]:
                    raise ValueError("is missing")
            except ValueError as error:
                problems.append(f"{what.name} {error}")
        elif name in needs or _mentions(what, environ):
            inner, wrong = _read(what, environ, frozenset())
            problems += wrong
            values |= {} if wrong else {name: what(**inner)}
    return values, problems


def _mentions(group: type, environ: Mapping[str, str]) -> bool:
    names = {what.name for _, what in declared(group) if isinstance(what, Setting)}
    return any(environ.get(name) or environ.get(f"{name}_FILE") for name in names)


def _url(*schemes: str) -> Callable[[str], str]:
    def read_url(text: str) -> str:
        if urlsplit(text).scheme not in schemes or not urlsplit(text).hostname:
            raise ValueError(f"must be a URL that begins with {' or '.join(f'{s}://' for s in schemes)}")
        return text.rstrip("/")

    return read_url


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise ValueError("must be a whole number from 1 to 1000")
    return int(text)


def _directory(text: str) -> Path:
    if not Path(text).is_dir():
        raise ValueError(f"must be a directory, which {text} is not")
    return Path(text)


def _file(text: str) -> Path:
    if not Path(text).is_file():
        raise ValueError(f"must be a file, which {text} is not")
    return Path(text)


def _flag(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError("must be yes or no")
    return text == "yes"


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise ValueError("must be a regular expression") from error


def _one_of(*choices: str) -> Callable[[str], str]:
    def read_choice(text: str) -> str:
        if text not in choices:
            raise ValueError(f"must be one of {', '.join(choices)}")
        return text

    return read_choice


def _addresses(text: str) -> tuple[str, ...]:
    for address in text.split():
        _url("http", "https")(address)
    return tuple(text.split())


def _private_key(text: str) -> str:
    if not text.startswith("-----BEGIN PRIVATE KEY-----"):
        raise ValueError("must be a private key in PEM")
    return text


def _key_ring(text: str) -> tuple[bytes, ...]:
    try:
        ring = tuple(base64.b64decode(line, validate=True) for line in text.split())
    except binascii.Error as error:
        raise ValueError("must be base64, one key a line") from error
    if any(len(key) != 32 for key in ring):
        raise ValueError("must hold keys of 32 bytes each")
    return ring


def _origins(text: str) -> tuple[str, ...]:
    return tuple(_url("http", "https")(origin) for origin in text.split())


def _networks(text: str) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(network) for network in text.split())


def _level(text: str) -> str:
    return _one_of(*LEVELS)(text.upper())


TEXT = Kind("text", str)
WEB = Kind("http(s) URL", _url("http", "https"))
BROKER = Kind("amqp(s) URL", _url("amqp", "amqps"))
DATABASE = Kind("postgresql URL", _url("postgresql"))
COUNT = Kind("number", _count)
DIRECTORY = Kind("directory", _directory)
FILE = Kind("file", _file)
FLAG = Kind("yes or no", _flag)
PATTERN = Kind("regular expression", _pattern)
PROTOCOL = Kind("esia or oidc", _one_of("esia", "oidc"))
ACCESS = Kind("online or offline", _one_of("online", "offline"))
ADDRESSES = Kind("http(s) URLs", _addresses)
PRIVATE_KEY = Kind("PEM", _private_key)
KEY_RING = Kind("base64 lines", _key_ring)
ORIGINS = Kind("http(s) URLs", _origins)
NETWORKS = Kind("IP networks", _networks)
LEVEL = Kind("level", _level)
