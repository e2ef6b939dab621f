"""The table of contents of the kernel is whole, and names nothing that is gone."""

from __future__ import annotations

import re
from pathlib import Path

import kernel

MODULES = {
    path.stem
    for path in Path(kernel.__file__).parent.iterdir()
    if path.suffix == ".py" or (path / "__init__.py").exists()
} - {"__init__"}


def test_every_module_of_the_kernel_stands_in_its_contents_once() -> None:
    contents = (kernel.__doc__ or "").partition("modules are:")[2]
    groups = re.findall(r"^\S.{14}((?:.|\n {15})*?):", contents, re.MULTILINE)

    named = [name for group in groups for name in re.findall(r"\w+", group)]

    assert sorted(named) == sorted(MODULES)
