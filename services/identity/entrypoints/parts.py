"""What every entrypoint of identity works with."""

from kernel.configuration import SettingsProvider
from kernel.database import DatabaseProvider
from kernel.relay import OutboxRelay
from kernel.rpc import CallerProvider, RpcProvider
from services.identity.vault.sealing import Vault
from services.identity.vault.tokens import Mint


class Parts:
    """The parts that the service is given when it starts, and the keys it works with."""

    database = DatabaseProvider()
    outbox = OutboxRelay()
    caller = CallerProvider()
    rpc = RpcProvider()
    settings = SettingsProvider()

    @property
    def vault(self) -> Vault:
        return Vault.of(self.settings)

    @property
    def mint(self) -> Mint:
        return Mint.of(self.settings)
