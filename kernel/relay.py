"""The outbox relay: publishes what transactions have left in the outbox, in order.

Replicas take turns under an advisory lock, held by a connection that does nothing else: so
order survives scaling out, and no transaction is open while the broker is asked. A row goes
only after the broker has confirmed it: delivery is at least once.
"""

from __future__ import annotations

import threading
import time

import sqlalchemy as sa
from nameko.extensions import DependencyProvider

from kernel import chain, clock, envelope, idempotency, logs
from kernel.broker import ConfirmingPublisher, NotConfirmed
from kernel.database import Engine, new_engine
from kernel.machinery import outbox
from kernel.messages import Unavailable

log = logs.get(__name__)

BATCH = 200
POLL = 1.0  # seconds: finds the rows of a replica that died between commit and publish
TURN = 0.05  # seconds between two attempts to get the lock while rows wait
FORGETTING = 3600.0  # seconds between two rounds of forgetting old answers
LONGEST_PAUSE = 10.0
LOCK = 0x6F7574  # "out"


class OutboxRelay(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    """Runs with a service: `outbox = OutboxRelay()`. It seals the journal and forgets old answers, too."""

    engine = Engine()

    def setup(self) -> None:
        settings = self.container.config["SETTINGS"]
        self._publisher = ConfirmingPublisher(settings.broker_url, f"{self.container.service_name} outbox")
        self._locks = new_engine(settings.database_url, pool_size=1, isolation_level="AUTOCOMMIT")
        self._committed = threading.Event()
        self._stopping = threading.Event()
        self._sealed_at = self._forgot_at = float("-inf")

    def start(self) -> None:
        self.engine.database.on_commit(self._committed.set)
        self._publisher.start()
        self._thread = self.container.spawn_managed_thread(self._run, identifier="outbox relay")

    def stop(self) -> None:
        self._stopping.set()
        self._committed.set()
        self._thread.wait()
        self._publisher.stop()
        self._locks.dispose()

    def _run(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            self._committed.clear()
            try:
                pause = self._relay()
                failures = 0
                self._seal()
                self._forget()
                self._committed.wait(pause)
            except (NotConfirmed, sa.exc.SQLAlchemyError, Unavailable) as error:
                failures += 1
                log.warning("outbox not relayed", reason=type(error).__name__, failures=failures)
                self._stopping.wait(min(0.1 * 2**failures, LONGEST_PAUSE))

    def _relay(self) -> float:
        """Publish what is there, if it is our turn. Gives the seconds after which to look again."""
        with self._locks.connect() as connection:
            if not connection.scalar(sa.select(sa.exists().select_from(outbox))):
                return POLL
            if not connection.scalar(sa.select(sa.func.pg_try_advisory_lock(LOCK))):
                return TURN
            try:
                while not self._stopping.is_set() and self._relay_batch(connection):
                    pass
            finally:
                # Gone with the connection where it has fallen.
                if not connection.invalidated:
                    connection.execute(sa.select(sa.func.pg_advisory_unlock(LOCK)))
            return POLL

    def _relay_batch(self, connection: sa.Connection) -> int:
        rows = connection.execute(sa.select(outbox).order_by(outbox.c.position).limit(BATCH)).all()
        if rows:
            self._publisher.publish([envelope.outgoing(row.service, row.body) for row in rows])
            # By number, not "up to": a lower position may have been committed meanwhile.
            published = [row.position for row in rows]
            connection.execute(outbox.delete().where(outbox.c.position.in_(published)))
        return len(rows)

    def _seal(self) -> None:
        if time.monotonic() - self._sealed_at < POLL:
            return
        with self.engine.database.transaction() as session:
            sealed = chain.seal(session.connection())
        if sealed < chain.SEALED_AT_ONCE:
            self._sealed_at = time.monotonic()

    def _forget(self) -> None:
        if time.monotonic() - self._forgot_at < FORGETTING:
            return
        if idempotency.purge(self.engine.database, clock.now()) < idempotency.PURGED_AT_ONCE:
            self._forgot_at = time.monotonic()
