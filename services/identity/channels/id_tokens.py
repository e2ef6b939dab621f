"""id_tokens: whether the provider signed them, with the one algorithm that was agreed."""

from __future__ import annotations

import json
import shlex
import tempfile
from typing import Any, NoReturn

import jwt
from jwt.algorithms import Algorithm

from contracts.identity.esia import IdTokenRefused
from kernel import commands, logs
from kernel.commands import CommandFailed
from kernel.messages import Unavailable
from kernel.settings import EsiaSettings, WrongSettings
from services.identity.channels.http import Conversation
from services.identity.channels.key_sets import Keys

log = logs.get(__name__)

BUILT_IN = frozenset({"RS256", "PS256", "ES256"})
LONGEST_TOKEN = 32 * 1024
LONGEST = 3.0  # seconds a command may take


class CommandAlgorithm(Algorithm):
    """Lets a command verify: it reads what was signed, and succeeds if `{signature}` is the signature.

    openssl dgst -engine gost -md_gost12_256 -verify esia.pem -signature {signature}
    """

    def __init__(self, command: str) -> None:
        self._command = shlex.split(command)

    def prepare_key(self, key: Any) -> Any:
        return key

    def verify(self, msg: bytes, key: Any, sig: bytes) -> bool:
        with tempfile.NamedTemporaryFile() as file:
            file.write(sig)
            file.flush()
            command = [part.replace("{signature}", file.name) for part in self._command]
            try:
                code, _ = commands.run(command, msg, longest=LONGEST)
            except CommandFailed as error:
                log.error("verifying failed", program=self._command[0], reason=str(error))
                raise Unavailable(service="esia", reason="signature") from error
        return code == 0

    def sign(self, msg: bytes, key: Any) -> NoReturn:
        raise NotImplementedError("the suite signs no id_token")

    @staticmethod
    def to_jwk(key_obj: Any, as_dict: bool = False) -> NoReturn:
        raise NotImplementedError("the key is in the command")

    @staticmethod
    def from_jwk(jwk: Any) -> NoReturn:
        raise NotImplementedError("the key is in the command")


class IdTokens:
    """Reads the tokens of one provider. algorithm: pinned, whatever a token says of itself."""

    def __init__(self, keys: Keys, algorithm: str, verify_command: str | None = None) -> None:
        self._keys, self._algorithm = keys, algorithm
        self._signatures = jwt.PyJWS(algorithms=[algorithm])
        if verify_command:
            self._signatures = jwt.PyJWS(algorithms=[])
            self._signatures.register_algorithm(algorithm, CommandAlgorithm(verify_command))

    def claims(self, token: Any, conversation: Conversation) -> dict[str, Any]:
        """What a token says that the provider has signed. What it says is still to be checked.

        Raises: IdTokenRefused -- details: `reason`. Unavailable -- the keys cannot be had.
        """
        if not isinstance(token, str) or len(token) > LONGEST_TOKEN:
            raise IdTokenRefused(reason="format")
        key = self._keys.find(self._key_name(token), conversation)
        if key is None:
            raise IdTokenRefused(reason="key")
        try:
            claims = json.loads(self._signatures.decode(token, key, algorithms=[self._algorithm]))
        except (jwt.PyJWTError, ValueError, RecursionError) as error:
            raise IdTokenRefused(reason=_reason(error)) from error
        if not isinstance(claims, dict):
            raise IdTokenRefused(reason="format")
        return claims

    def _key_name(self, token: str) -> str | None:
        try:
            header = self._signatures.get_unverified_header(token)
        except jwt.PyJWTError as error:
            raise IdTokenRefused(reason="format") from error
        if header.get("alg") != self._algorithm:
            raise IdTokenRefused(reason="algorithm")
        kid = header.get("kid")
        return kid if isinstance(kid, str) else None


def id_tokens_of(settings: EsiaSettings, keys: Keys) -> IdTokens:
    """Raises: WrongSettings -- nobody here can verify that algorithm."""
    if settings.algorithm not in BUILT_IN and not settings.verify_command:
        raise WrongSettings([f"NMO_ESIA_ALGORITHM {settings.algorithm} needs NMO_ESIA_VERIFY_COMMAND"])
    return IdTokens(keys, settings.algorithm, settings.verify_command)


def _reason(error: Exception) -> str:
    match error:
        case jwt.InvalidSignatureError() | jwt.InvalidKeyError():
            return "signature"
        case jwt.InvalidAlgorithmError():
            return "algorithm"
    return "format"
