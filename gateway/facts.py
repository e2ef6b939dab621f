"""What the facts of a refusal mean to who reads it: how long to wait, what is left, why something is over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kernel.rules import Rule

MINUTE, HOUR = 60, 3600  # seconds

WAIT = Rule("Подождите {}.", "Wait {}.")
TRIES = Rule("Осталось попыток: {}.", "Tries left: {}.")
ENDINGS: Mapping[str, Rule] = {
    "logged_out": Rule("Вы из него вышли.", "You have logged out."),
    "expired": Rule("Его срок истёк.", "Its time has run out."),
    "revoked": Rule("Его закрыли вы или администратор.", "You or an administrator have closed it."),
    "reused_token": Rule(
        "Ключ обновления предъявлен второй раз: возможно, его похитили.",
        "A refresh token was shown a second time: it may have been stolen.",
    ),
    "password_changed": Rule("Пароль сменили.", "The password was changed."),
    "factors_reset": Rule("Второй фактор сброшен.", "The second factor was reset."),
    "unknown_token": Rule("Такого ключа обновления нет.", "There is no such refresh token."),
}
"""Why a session has ended, by the code in `reason`."""


def sentences(details: Mapping[str, str], language: str) -> Iterator[str]:
    """What `details` tell, a sentence for each fact that can be acted on."""
    if details.get("reason") in ENDINGS:
        yield ENDINGS[details["reason"]].text(language)
    if details.get("tries_left", "").isdecimal():
        yield TRIES.text(language).format(details["tries_left"])
    if details.get("retry_after", "").isdecimal():
        yield WAIT.text(language).format(_span(int(details["retry_after"]), language))


def _span(seconds: int, language: str) -> str:
    """Rounded up: who waits so long is not sent away again."""
    second, minute, hour = ("с", "мин", "ч") if language == "ru" else ("s", "min", "h")
    if seconds <= 2 * MINUTE:
        return f"{seconds} {second}"
    if seconds <= 2 * HOUR:
        return f"{-(-seconds // MINUTE)} {minute}"
    return f"{-(-seconds // HOUR)} {hour}"
