"""The database of a process: one engine, one transaction per use case.

    with database.transaction() as session:   # commits on leaving, rolls back on error
    with database.reading() as session:       # autocommit: no BEGIN, no COMMIT

Nothing else in the suite commits. Under eventlet psycopg must wait in Python
(`PSYCOPG_WAIT_FUNC=wait_selector`), which the runner sets and proves.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import Any, cast

import psycopg
import sqlalchemy as sa
from nameko.extensions import DependencyProvider, SharedExtension
from psycopg import errors
from sqlalchemy.engine.interfaces import IsolationLevel
from sqlalchemy.orm import Session as Session  # named by use cases, which do not know SQLAlchemy
from sqlalchemy.orm import SessionTransaction, sessionmaker

from kernel import changes, logs
from kernel.messages import Unavailable

log = logs.get(__name__)

# A statement, a lock and an idle transaction each end before a caller's deadline of 5 s does.
# Many ask at once: a query that takes several processors, or compiles itself first, makes all others wait.
OPTIONS = " ".join(
    f"-c {name}={value}"
    for name, value in {
        "statement_timeout": "4500ms",
        "lock_timeout": "4000ms",
        "idle_in_transaction_session_timeout": "15000ms",
        "max_parallel_workers_per_gather": "0",
        "jit": "off",
        "timezone": "UTC",
    }.items()
)
POOL_TIMEOUT = 3.0

# The same request may succeed a moment later.
PASSING: dict[type[BaseException], str] = {
    errors.DeadlockDetected: "contention",
    errors.SerializationFailure: "contention",
    errors.LockNotAvailable: "contention",
    errors.QueryCanceled: "timeout",
}


def new_metadata() -> sa.MetaData:
    """Metadata in which every constraint and index has a predictable name."""
    return sa.MetaData(
        naming_convention={
            "pk": "%(table_name)s_pkey",
            "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
            "uq": "%(table_name)s_%(column_0_N_name)s_key",
            "ck": "%(table_name)s_%(constraint_name)s_check",
            "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        }
    )


def new_engine(url: str, *, pool_size: int, isolation_level: IsolationLevel = "READ COMMITTED") -> sa.Engine:
    """An engine whose connections are checked without a round trip and whose errors hide parameters."""
    engine = sa.create_engine(
        sa.make_url(url).set(drivername="postgresql+psycopg"),
        isolation_level=isolation_level,
        pool_size=pool_size,
        max_overflow=2,
        pool_timeout=POOL_TIMEOUT,
        hide_parameters=True,
        connect_args={
            "options": OPTIONS,
            "connect_timeout": 3,
            "keepalives_idle": 30,
            "tcp_user_timeout": 10_000,
        },
    )
    sa.event.listen(engine, "checkout", _refuse_dead_connection)
    sa.event.listen(engine, "handle_error", _name_passing_error)
    return engine


class Database:
    """Hands out transactions and reads."""

    def __init__(self, url: str, pool_size: int = 10) -> None:
        # Most requests read, so connections are as reads need them, and transactions begin by themselves.
        self.engine = new_engine(url, pool_size=pool_size, isolation_level="AUTOCOMMIT")
        self._transactions = sessionmaker(self.engine, expire_on_commit=False)
        sa.event.listen(self._transactions, "after_begin", _begin)
        sa.event.listen(self._transactions, "before_flush", changes.note)
        self._reads = sessionmaker(self.engine, class_=ReadingSession, autoflush=False)
        self._open: ContextVar[Session | None] = ContextVar("open transaction", default=None)
        self._gathering: ContextVar[ExitStack | None] = ContextVar("gathering", default=None)
        self._begin: ContextVar[tuple[Callable[[Session], None], ...]] = ContextVar("begin", default=())
        self._on_commit: list[Callable[[], None]] = []

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Commit on leaving the block, roll back if it raises; join the transaction already open, if any.

        Raises: Unavailable -- a deadlock, a lock or a statement that took too long.
        """
        gathering = self._gathering.get()
        outer = self._open.get() or (gathering.enter_context(self._begun()) if gathering else None)
        if outer is not None:
            yield outer
            outer.flush()  # so that a broken constraint is reported here, joined or not
            return
        with self._begun() as session:
            yield session

    @contextmanager
    def gathered(self, begin: Callable[[Session], None]) -> Iterator[None]:
        """Make the transactions of the block one. It is opened by the first of them, not before, so that
        nothing is held while the block still asks others; it commits on leaving, or rolls back whole.

        begin: called in it before anything else. What it raises comes out of that first transaction.
        """
        with ExitStack() as gathering:
            token = self._gathering.set(gathering)
            gathering.callback(self._gathering.reset, token)
            gathering.enter_context(self.beginning(begin))
            yield

    @contextmanager
    def beginning(self, begin: Callable[[Session], None]) -> Iterator[None]:
        """Call `begin` in each transaction of the block before anything else, the outer block's first."""
        token = self._begin.set((*self._begin.get(), begin))
        try:
            yield
        finally:
            self._begin.reset(token)

    @contextmanager
    def _begun(self) -> Iterator[Session]:
        with _pool_named(), self._transactions.begin() as session:
            token = self._open.set(session)
            try:
                for begin in self._begin.get():
                    begin(session)
                yield session
            finally:
                self._open.reset(token)
        if session.info.get("announces"):
            self._wake()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Read without a transaction, or in the one already open. Writing is refused."""
        outer = self._open.get()
        if outer is not None:
            yield outer
            return
        with _pool_named(), self._reads() as session:
            yield session

    def on_commit(self, callback: Callable[[], None]) -> None:
        """Call `callback` after each commit that leaves events in the outbox."""
        self._on_commit.append(callback)

    def is_ready(self) -> bool:
        """Whether the database answers."""
        try:
            with self.reading() as session:
                session.execute(sa.text("SELECT 1"))
        except (sa.exc.SQLAlchemyError, Unavailable):
            return False
        return True

    def close(self) -> None:
        self.engine.dispose()

    def _wake(self) -> None:
        for callback in self._on_commit:
            try:
                callback()
            except Exception:
                # The change is committed and the relay polls: a failed wake-up must not fail the request.
                log.exception("wake-up after commit failed")


class ReadingSession(Session):
    """A session outside a transaction, where a write could not be rolled back.

    Rows are read on its connection, without a unit of work: that takes longer than the reading itself.
    """

    _own: sa.Connection | None = None

    def execute(self, statement: Any, params: Any = None, **more: Any) -> Any:
        return self._reading(statement, more).execute(statement, params, **more)

    def scalar(self, statement: Any, params: Any = None, **more: Any) -> Any:
        return self._reading(statement, more).scalar(statement, params, **more)

    def scalars(self, statement: Any, params: Any = None, **more: Any) -> Any:
        return self._reading(statement, more).scalars(statement, params, **more)

    def get_bind(self, *_: Any, **__: Any) -> sa.Connection:
        if self._own is None:
            self._own = cast(sa.Engine, self.bind).connect()
        return self._own

    def close(self) -> None:
        super().close()
        if self._own is not None:
            self._own.close()

    def _reading(self, statement: Any, more: Mapping[str, Any]) -> Any:
        """Who reads it: the connection; a session only what is mapped."""
        if statement.is_dml:
            raise TypeError("a write belongs into database.transaction()")
        is_mapped = statement._propagate_attrs.get("compile_state_plugin") == "orm"
        return super() if more or is_mapped else self.get_bind()


@sa.event.listens_for(ReadingSession, "before_flush")
def _refuse_flush(*_: Any) -> None:
    raise TypeError("a write belongs into database.transaction()")


def _begin(_: Session, transaction: SessionTransaction, connection: sa.Connection) -> None:
    if not transaction.nested:
        connection.exec_driver_sql("BEGIN")


@contextmanager
def _pool_named() -> Iterator[None]:
    try:
        yield
    except sa.exc.TimeoutError as error:
        raise Unavailable(reason="overload") from error


def _refuse_dead_connection(connection: psycopg.Connection[Any], *_: Any) -> None:
    # Reads that do not wait notice that the server has hung up; a ping would cost a round trip each time.
    # The first may find the server's farewell, and only the second the end.
    with contextlib.suppress(psycopg.OperationalError):
        connection.pgconn.consume_input()
        connection.pgconn.consume_input()
    if connection.closed:
        raise sa.exc.InvalidatePoolError


def _name_passing_error(context: sa.engine.ExceptionContext) -> Unavailable | None:
    reason = PASSING.get(type(context.original_exception))
    return Unavailable(reason=reason) if reason else None


class Engine(SharedExtension):  # type: ignore[misc]  # nameko has no types
    """The service's one Database, shared by every extension that needs it."""

    def setup(self) -> None:
        settings = self.container.config["SETTINGS"]
        self.database = Database(settings.database_url, pool_size=settings.workers)

    def stop(self) -> None:
        self.database.close()


class DatabaseProvider(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    """Gives a service its Database: `database = DatabaseProvider()`."""

    engine = Engine()

    def get_dependency(self, worker_ctx: Any) -> Database:
        return self.engine.database
