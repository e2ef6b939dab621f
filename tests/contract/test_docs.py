"""The reference pages tell what the code does."""

from __future__ import annotations

import pytest

from deploy import docs


@pytest.mark.parametrize(("name", "text"), docs.pages().items(), ids=docs.pages())
def test_the_page_is_current(name: str, text: str) -> None:
    # Not so? `python -m deploy.docs` writes it anew.
    assert (docs.DOCS / name).read_text() == text
