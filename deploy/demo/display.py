"""What the demo shows: numbered steps, each with the real exchange below it."""

from __future__ import annotations

import json
import time
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.rule import Rule

LONGEST = 88
SECRETS = ("access_token", "refresh_token", "challenge", "secret", "url", "cursor")


class Display:
    def __init__(self, steps: int, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False, soft_wrap=True)
        self._steps, self._number = steps, 0
        self._begun = time.monotonic()

    def step(self, title: str) -> None:
        self._number += 1
        self._console.print(Rule(style="dim"))
        self._console.print(f"[bold]{self._number:>2}/{self._steps}  {escape(title)}[/bold]")

    def said(self, who: str, method: str, path: str, status: int, content: Any) -> None:
        colour = "green" if status < 400 else "red"
        request = escape(f"{who}: {method} {path}")
        self._console.print(f"       [cyan]{request}[/cyan] → [{colour}]{status}[/{colour}]")
        for line in _lines(content):
            self._console.print(f"         [dim]{escape(line)}[/dim]")

    def waited(self, what: str, seconds: float) -> None:
        self._console.print(f"       [yellow]{escape(what)}[/yellow] after {seconds:.1f} s")

    def passed(self) -> None:
        self._console.print(Rule(style="green"))
        seconds = time.monotonic() - self._begun
        self._console.print(f"[bold green]All {self._steps} steps passed in {seconds:.1f} s.[/bold green]")

    def failed(self, why: str) -> None:
        self._console.print(
            f"[bold red]Step {self._number} of {self._steps} failed.[/bold red] {escape(why)}"
        )


def _lines(content: Any) -> list[str]:
    """An answer as a few short lines: secrets hidden, long things cut, lists counted."""
    if not isinstance(content, dict):
        return [_short(content)]
    return [f"{name}: {'…' if name in SECRETS else _short(value)}" for name, value in content.items()]


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
