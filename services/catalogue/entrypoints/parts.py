"""What every entrypoint of the catalogue works with."""

from kernel.database import DatabaseProvider
from kernel.files import FilesProvider
from kernel.relay import OutboxRelay
from kernel.rpc import CallerProvider


class Parts:
    """The parts that the service is given when it starts."""

    database = DatabaseProvider()
    files = FilesProvider()
    outbox = OutboxRelay()
    caller = CallerProvider()
