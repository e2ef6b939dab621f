"""What the supervisor is told."""

from __future__ import annotations

import configparser
from pathlib import Path

from deploy.embedded.program import Program
from deploy.embedded.supervisor import Supervisor


def written(root: Path, *programs: Program) -> configparser.RawConfigParser:
    Supervisor(root).configure(programs)
    configuration = configparser.RawConfigParser()
    configuration.read(root / "supervisord.conf")
    return configuration


def a_program(root: Path, **changes: object) -> Program:
    return Program(**{"name": "credits", "command": ("sleep", "60"), "folder": root, **changes})  # type: ignore[arg-type]


def test_a_program_is_restarted_whenever_it_ends(tmp_path: Path) -> None:
    configuration = written(tmp_path, a_program(tmp_path))

    assert configuration["program:credits"]["autorestart"] == "true"


def test_a_percent_sign_in_a_setting_stays_one(tmp_path: Path) -> None:
    configuration = written(tmp_path, a_program(tmp_path, environment={"NMO_PUBLIC_URL": "http://host/%D0"}))

    assert configuration["program:credits"]["environment"] == 'NMO_PUBLIC_URL="http://host/%%D0"'


def test_a_long_folder_does_not_make_the_socket_unusable(tmp_path: Path) -> None:
    deep = tmp_path / ("folder" * 20)

    configuration = written(deep, a_program(deep))

    assert len(configuration["unix_http_server"]["file"]) < 108
