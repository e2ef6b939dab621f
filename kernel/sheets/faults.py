"""Why a file cannot be read."""

from __future__ import annotations


class Unreadable(Exception):
    """The file is no table of ours. rule: the code of the rule it breaks; line: where, if one is to blame."""

    def __init__(self, rule: str, line: int | None = None) -> None:
        self.rule, self.line = rule, line
        super().__init__(rule)
