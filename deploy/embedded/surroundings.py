"""What each process of the suite is told: its settings, the secret ones as files."""

from __future__ import annotations

import shlex

from deploy.embedded.broker import Broker
from deploy.embedded.databases import Databases
from deploy.embedded.esia import Registration
from deploy.embedded.keyring import Keyring, write_private
from deploy.embedded.postgres import Postgres
from deploy.embedded.program import PROJECT
from deploy.embedded.store import Store

GATEWAY = "gateway"
SERVICES = tuple(sorted(path.parent.name for path in PROJECT.glob("services/*/service.py")))
# The settings that only some services need.
WITH_DATA_KEYS = {"catalogue", "credits", "identity"}
WITH_FILES = {"admission", "catalogue", "credits", "portfolio"}
WITH_SMS = {"notifications"}
WITH_ESIA = {"identity"}


class Surroundings:
    """Names and values of NMO_*, by process. A name that ends in _FILE leads to the secret."""

    def __init__(
        self,
        *,
        broker: Broker,
        postgres: Postgres,
        store: Store,
        public_url: str,
        sms_url: str,
        esia_url: str,
    ) -> None:
        self._broker, self._store = broker, store
        self._databases = Databases(postgres)
        self._keyring = Keyring(broker.root)
        self._folder = broker.root / "environment"
        self._public_url, self._sms_url = public_url, sms_url
        self.esia = Registration(self._keyring.folder, esia_url, public_url)

    def of(self, process: str) -> dict[str, str]:
        password = self._broker_password(process)
        told = {
            "NMO_PUBLIC_URL": self._public_url,
            "NMO_TRUSTED_KEYS": str(self._keyring.trusted),
            "NMO_SIGNING_KEY_FILE": str(self._keyring.signing_key(process)),
            "NMO_BROKER_URL_FILE": self._secret(
                process, "NMO_BROKER_URL", self._broker.url(process, password)
            ),
        }
        return told if process == GATEWAY else told | self._of_service(process)

    def issue_passwords(self) -> None:
        """See that every process has a password at the broker."""
        for process in (*SERVICES, GATEWAY):
            self._broker_password(process)

    def exported(self, process: str) -> str:
        """Lines for a shell that is to stand where `process` stands, and may migrate its database, too."""
        told = self.of(process)
        if process != GATEWAY:
            owner = self._databases.of(process).owner_url
            told["NMO_DATABASE_OWNER_URL_FILE"] = self._secret(process, "NMO_DATABASE_OWNER_URL", owner)
        return "\n".join(f"export {name}={shlex.quote(value)}" for name, value in told.items())

    def _broker_password(self, process: str) -> str:
        return self._keyring.password(f"broker/{process}")

    def _of_service(self, service: str) -> dict[str, str]:
        database = self._databases.of(service).url
        told = {"NMO_DATABASE_URL_FILE": self._secret(service, "NMO_DATABASE_URL", database)}
        if service in WITH_DATA_KEYS:
            told["NMO_DATA_KEYS_FILE"] = str(self._keyring.data_keys(service))
        if service in WITH_SMS:
            told |= {"NMO_SMS_URL": self._sms_url, "NMO_MAIL_URL": self._sms_url}
        if service in WITH_ESIA:
            told |= self.esia.told()
        if service in WITH_FILES:
            told |= {
                "NMO_FILES_ENDPOINT": self._store.url(),
                "NMO_FILES_PUBLIC_ENDPOINT": self._store.url(),
                "NMO_FILES_BUCKET": service,
                "NMO_FILES_ACCESS_KEY_FILE": self._secret(service, "NMO_FILES_ACCESS_KEY", service),
                "NMO_FILES_SECRET_KEY_FILE": self._secret(
                    service, "NMO_FILES_SECRET_KEY", self._store.secret_key_of(service)
                ),
            }
        return told

    def _secret(self, process: str, name: str, value: str) -> str:
        return str(write_private(self._folder / process / name, value))
