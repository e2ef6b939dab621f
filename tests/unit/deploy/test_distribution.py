"""What the distribution lacks is installed, or the command that installs it is named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from deploy.embedded.distribution import require
from deploy.embedded.part import NotReady


def a_tool(folder: Path, name: str, script: str) -> None:
    tool = folder / name
    tool.write_text(f"#!/bin/sh\n{script}\n")
    tool.chmod(0o755)


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder with programs; nothing of the machine is found but `env`."""
    folder = tmp_path / "tools"
    folder.mkdir()
    (folder / "env").symlink_to("/usr/bin/env")
    monkeypatch.setenv("PATH", str(folder))
    return folder


def test_what_is_there_is_not_installed_again(tools: Path) -> None:
    a_tool(tools, "apt-get", "exit 1")
    a_tool(tools, "server", "exit 0")

    require(tools / "server", "a-server")


@pytest.mark.skipif(os.geteuid() != 0, reason="only the administrator installs without being asked")
def test_what_is_missing_is_installed(tools: Path) -> None:
    a_tool(tools, "apt-get", f'[ "$1" = update ] || : > {tools}/server')

    require(tools / "server", "a-server")

    assert (tools / "server").exists()


def test_without_a_distribution_we_know_the_command_is_named(tools: Path) -> None:
    with pytest.raises(NotReady, match="sudo apt-get install --yes --no-install-recommends a-server"):
        require(tools / "server", "a-server")


def test_an_installation_that_does_not_help_names_the_command(tools: Path) -> None:
    a_tool(tools, "apt-get", "exit 100")

    with pytest.raises(NotReady, match="sudo apt-get install"):
        require(tools / "server", "a-server")
