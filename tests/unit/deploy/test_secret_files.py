"""What each container is told in secret."""

from __future__ import annotations

import stat
from itertools import combinations
from pathlib import Path

import pytest

from deploy.compose import secret_files
from deploy.compose.secret_files import PROCESSES, WeakSecret, refuse_weak
from deploy.embedded.keyring import Keyring

SMS, MAIL = "https://sms.example.org", "https://mail.example.org"


def told(root: Path) -> dict[str, dict[str, str]]:
    return secret_files.told(Keyring(root), SMS, MAIL)


def private(files: dict[str, str]) -> set[str]:
    return {content for name, content in files.items() if not name.startswith("trusted/")}


def test_no_two_processes_share_a_secret(tmp_path: Path) -> None:
    files = told(tmp_path)

    shared = {
        pair for pair in combinations(PROCESSES, 2) if private(files[pair[0]]) & private(files[pair[1]])
    }

    assert shared == set()


def test_everybody_trusts_every_process(tmp_path: Path) -> None:
    files = told(tmp_path)

    assert all(
        {f"trusted/{other}.pem" for other in PROCESSES} <= files[process].keys() for process in PROCESSES
    )


def test_a_service_never_learns_the_password_of_the_owner_of_its_tables(tmp_path: Path) -> None:
    owners = Keyring(tmp_path).password("database-owner-credits")

    assert not [name for name, content in told(tmp_path)["credits"].items() if owners in content]


def test_who_migrates_does_not_learn_the_password_of_the_superuser(tmp_path: Path) -> None:
    files = told(tmp_path)

    assert files["postgres"]["password"] not in files["migrate"].values()


@pytest.mark.parametrize("url", [SMS, MAIL])
def test_only_notifications_learn_the_addresses_of_the_gateways(tmp_path: Path, url: str) -> None:
    knowing = {container for container, files in told(tmp_path).items() if url in files.values()}

    assert knowing == {"notifications"}


def test_what_was_generated_stays(tmp_path: Path) -> None:
    assert told(tmp_path) == told(tmp_path)


def test_the_way_to_the_copies_is_open_to_the_owner_alone(tmp_path: Path) -> None:
    folder = secret_files.write(tmp_path, SMS)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_container_can_read_its_copies_whoever_it_runs_as(tmp_path: Path) -> None:
    copies = secret_files.write(tmp_path, SMS) / "containers" / "credits"

    assert {stat.S_IMODE(path.stat().st_mode) for path in copies.rglob("*") if path.is_file()} == {0o444}
    assert stat.S_IMODE((copies / "trusted").stat().st_mode) == 0o755


def test_what_the_operator_adds_for_a_container_is_handed_to_it(tmp_path: Path) -> None:
    added = tmp_path / "secrets" / "added" / "identity"
    added.mkdir(parents=True)
    (added / "esia-key").write_text("a key")

    copies = secret_files.write(tmp_path, SMS) / "containers"

    assert (copies / "identity" / "esia-key").read_text() == "a key"
    assert not (copies / "credits" / "esia-key").exists()


@pytest.mark.parametrize(
    "password", ["guest", "changeme-changeme-changeme", "my-secret-for-the-database", ""]
)
def test_a_sample_is_refused(tmp_path: Path, password: str) -> None:
    (tmp_path / "database-credits").write_text(password)

    with pytest.raises(WeakSecret, match="database-credits"):
        refuse_weak(tmp_path)


def test_what_is_generated_is_not_refused(tmp_path: Path) -> None:
    refuse_weak(secret_files.write(tmp_path, SMS) / "containers" / "databases")
