"""The suite in containers is complete, pinned, and each container knows and may do no more than it needs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.embedded.suite import Suite
from deploy.embedded.surroundings import GATEWAY, SERVICES
from kernel.discovery import service_names
from kernel.environment import Setting, declared
from kernel.settings import FilesSettings, GatewaySettings, MigrationSettings, ServiceSettings

PROJECT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
CONTAINERS: dict[str, dict[str, Any]] = COMPOSE["services"]
PROCESSES = (*SERVICES, GATEWAY)
FOREIGN = ("rabbitmq", "postgres", "minio")
LASTING = (*FOREIGN, *PROCESSES, "sms")
JOBS = sorted(CONTAINERS.keys() - set(LASTING))
KINDS = (ServiceSettings, FilesSettings, GatewaySettings, MigrationSettings)
SECRET = {one.name for kind in KINDS for _, one in declared(kind) if isinstance(one, Setting) and one.secret}
SECRETS = "${NMO_SECRETS:-./deploy/compose/secrets}/containers/"
PINNED = re.compile(r"\$\{NMO_REGISTRY:-docker\.io\}/\$\{(NMO_\w+_IMAGE):-[\w/]+:[\w.-]*\d+\.?\d[\w.-]*\}")


def environment(container: str) -> dict[str, str]:
    return CONTAINERS[container].get("environment", {})


def secrets_of(container: str) -> list[str]:
    """Which folders of secrets the container sees."""
    mounts = [mount for mount in CONTAINERS[container].get("volumes", ()) if isinstance(mount, dict)]
    return [mount["source"].removeprefix(SECRETS) for mount in mounts]


def foreign_images() -> list[str]:
    python = CONTAINERS["volumes"]["build"]["args"]["PYTHON_IMAGE"]
    return [python, *(CONTAINERS[name]["image"] for name in FOREIGN)]


def test_every_service_has_a_container() -> None:
    run = {name: CONTAINERS[name]["command"] for name in service_names()}

    assert run == {name: ["python", "-m", "kernel.run", name] for name in service_names()}


def test_every_container_is_known_here() -> None:
    assert JOBS == ["buckets", "databases", "definitions", "migrate", "seed", "volumes"]


@pytest.mark.parametrize("image", foreign_images())
def test_every_foreign_image_is_pinned_and_can_come_from_elsewhere(image: str) -> None:
    assert PINNED.fullmatch(image)
    assert "latest" not in image


def test_the_suite_is_one_image() -> None:
    images = {CONTAINERS[name]["image"] for name in CONTAINERS.keys() - set(FOREIGN)}

    assert len(images) == 1
    assert "latest" not in images.pop()


def test_the_image_is_built_on_the_same_python_with_and_without_compose() -> None:
    [default] = re.findall(
        r"^ARG PYTHON_IMAGE=docker\.io/(.+)$", (PROJECT / "deploy" / "Dockerfile").read_text(), re.M
    )

    assert f":-{default}}}" in foreign_images()[0]


def test_every_foreign_image_has_a_stand_in() -> None:
    variables = {PINNED.fullmatch(image)[1] for image in foreign_images()}
    stand_ins = (PROJECT / "deploy" / "images" / "stand-in.env").read_text()

    assert variables == set(re.findall(r"^(NMO_\w+_IMAGE)=\S+:[\w.-]*\d", stand_ins, re.M))


@pytest.mark.parametrize("process", PROCESSES)
def test_a_process_is_told_what_it_is_told_without_containers(process: str, tmp_path: Path) -> None:
    told = {name.removesuffix("_FILE") for name in Suite(tmp_path).surroundings.of(process)}

    assert told <= {name.removesuffix("_FILE") for name in environment(process)}


@pytest.mark.parametrize("container", sorted(CONTAINERS))
def test_a_secret_is_told_as_a_file(container: str) -> None:
    literal = {name for name in environment(container) if name in SECRET or "PASSWORD" in name}

    # The account of a service at the document store is called like the service.
    assert {name for name in literal if not name.endswith("_FILE")} <= {"NMO_FILES_ACCESS_KEY"}


@pytest.mark.parametrize("container", sorted(CONTAINERS))
def test_every_such_file_is_among_the_secrets_of_the_container(container: str) -> None:
    told = {name: path for name, path in environment(container).items() if "${" not in path}
    paths = [path for name, path in told.items() if name.endswith("_FILE")]

    assert {str(Path(path).parent) for path in paths if "/nmo/" not in path} <= {"/run/secrets"}


@pytest.mark.parametrize("container", sorted(CONTAINERS.keys() - {"seed", "sms", "volumes", "rabbitmq"}))
def test_a_container_sees_its_own_secrets_alone(container: str) -> None:
    assert secrets_of(container) == [container]


def test_who_fills_the_demo_stands_where_identity_stands() -> None:
    assert secrets_of("seed") == ["identity"]


@pytest.mark.parametrize("container", ["sms", "volumes", "rabbitmq"])
def test_no_other_container_sees_secrets(container: str) -> None:
    assert secrets_of(container) == []


@pytest.mark.parametrize("container", sorted(CONTAINERS))
def test_a_container_can_do_no_more_than_it_needs(container: str) -> None:
    told = CONTAINERS[container]

    assert told["read_only"] is True
    assert told["cap_drop"] == ["ALL"]
    assert told["security_opt"] == ["no-new-privileges:true"]
    assert "mem_limit" in told
    assert "pids_limit" in told


@pytest.mark.parametrize("container", sorted(CONTAINERS.keys() - {"volumes"}))
def test_a_container_is_not_root(container: str) -> None:
    assert int(CONTAINERS[container]["user"].split(":")[0]) > 0
    assert "cap_add" not in CONTAINERS[container]


def test_only_who_hands_out_volumes_is_root_and_may_only_do_that() -> None:
    assert CONTAINERS["volumes"]["cap_add"] == ["CHOWN"]


def test_only_the_gateway_and_the_documents_are_reached_from_outside() -> None:
    published = {name for name, told in CONTAINERS.items() if "ports" in told and "profiles" not in told}

    assert published == {"gateway", "minio"}


@pytest.mark.parametrize("port", [port for told in CONTAINERS.values() for port in told.get("ports", ())])
def test_nothing_listens_to_other_machines_unasked(port: str) -> None:
    assert port.startswith(("${NMO_LISTEN:-127.0.0.1}:", "127.0.0.1:"))


def test_the_network_behind_leads_nowhere() -> None:
    behind = {name for name, told in CONTAINERS.items() if told["networks"] == ["backend"]}

    assert COMPOSE["networks"]["backend"] == {"internal": True}
    assert CONTAINERS.keys() - behind == {"gateway", "identity", "minio", "notifications", "sms"}


@pytest.mark.parametrize("container", LASTING)
def test_what_lasts_is_started_again_and_may_finish_its_work(container: str) -> None:
    told = CONTAINERS[container]

    assert told["restart"] == "unless-stopped"
    assert int(told["stop_grace_period"].removesuffix("s")) >= 35


@pytest.mark.parametrize("container", [*FOREIGN, *PROCESSES])
def test_what_lasts_says_whether_it_is_well(container: str) -> None:
    assert CONTAINERS[container]["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_starts_on_the_newest_schema(service: str) -> None:
    needed = CONTAINERS[service]["depends_on"]

    assert needed["migrate"] == {"condition": "service_completed_successfully"}
