"""The page on which to choose whom to be."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from deploy.emulators.esia.personas import Persona

STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}"
    "button{display:block;width:100%;margin:.5rem 0;padding:.75rem;font:inherit;text-align:left}"
)


def choice(request: str, personas: Iterable[Persona]) -> str:
    """request: the name of what is asked; it comes back with the choice."""
    buttons = "".join(
        f'<button name="oid" value="{persona.oid}"><b>{escape(_name(persona))}</b><br>{escape(persona.title)}'
        "</button>"
        for persona in personas
    )
    return _page(
        "Вход через Госуслуги (эмулятор)",
        "<p>Это не Госуслуги. Выберите, кем войти; все эти люди вымышлены.</p>"
        '<form method="post" action="/aas/oauth2/login">'
        f'<input type="hidden" name="request" value="{request}">'
        f'{buttons}<button name="oid" value="">Отказаться</button></form>',
    )


def refusal() -> str:
    return _page("Запрос отклонён", "<p>Система или адрес возврата здесь не зарегистрированы.</p>")


def _name(persona: Persona) -> str:
    return " ".join(persona.person[part] for part in ("lastName", "firstName", "middleName"))


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="ru"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head><body><h1>{title}</h1>{body}</body></html>"
    )
