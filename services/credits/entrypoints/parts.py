"""What every entrypoint of credits works with."""

from kernel.configuration import SettingsProvider
from kernel.database import DatabaseProvider
from kernel.relay import OutboxRelay
from kernel.rpc import CallerProvider


class Parts:
    """The parts that the service is given when it starts."""

    database = DatabaseProvider()
    outbox = OutboxRelay()
    caller = CallerProvider()
    settings = SettingsProvider()
