"""The processes that are ours: the services, the gateway, and stand-ins for SMS and for Госуслуги."""

from __future__ import annotations

import hashlib
import sys

from deploy.embedded.esia import CLIENT, Registration
from deploy.embedded.program import PROJECT, Program
from deploy.embedded.surroundings import GATEWAY, SERVICES, Surroundings

PYTHON = (sys.executable, "-m")
SOURCES = ("contracts", "kernel", "services", "gateway", "deploy", "data")
KINDS = {".py", ".csv", ".typ", ".json", ".txt"}


def sms(url: str) -> Program:
    command = (*PYTHON, "deploy.emulators.sms", "--port", url.rpartition(":")[2])
    return Program(name="sms", command=command, folder=PROJECT)


def esia(registration: Registration) -> Program:
    known = (
        "--client", CLIENT,
        "--certificate", str(registration.certificate),
        "--return-url", registration.return_url,
    )  # fmt: skip
    command = (*PYTHON, "deploy.emulators.esia", "--port", registration.url.rpartition(":")[2], *known)
    return Program(name="esia", command=command, folder=PROJECT)


def services(surroundings: Surroundings) -> tuple[Program, ...]:
    told = {"RELEASE": release()}
    return tuple(
        Program(
            name=service,
            command=(*PYTHON, "kernel.run", service),
            folder=PROJECT,
            environment=surroundings.of(service) | told,
        )
        for service in SERVICES
    )


def gateway(surroundings: Surroundings, url: str) -> Program:
    bound = ("--bind", url.removeprefix("http://"), "--no-control-socket")
    return Program(
        name=GATEWAY,
        command=(*PYTHON, "gunicorn", "--config", "deploy/gunicorn.py", *bound, "gateway.wsgi:application"),
        folder=PROJECT,
        environment=surroundings.of(GATEWAY) | {"RELEASE": release()},
    )


def release() -> str:
    """A name for the code as it stands: where it changes, running processes are started anew."""
    digest = hashlib.sha256()
    for package in SOURCES:
        for path in sorted((PROJECT / package).rglob("*")):
            if path.suffix in KINDS:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
