"""Where a person is logged in."""

from contracts.identity import sessions as contract
from kernel import clock
from kernel.database import Database
from kernel.messages import Caller, Nothing
from services.identity import views
from services.identity.domain.sessions import Ending
from services.identity.store import law
from services.identity.store import sessions as store
from services.identity.usecases import endings, factors
from services.identity.vault.tokens import Mint


def my_sessions(database: Database, mint: Mint, caller: Caller) -> contract.OwnSessionList:
    """The caller's sessions that can still be renewed, the newest first."""
    now = clock.now()
    with database.reading() as session:
        terms = law.in_force(session, now).sessions
        opened = [one for one in store.listed(session, caller.person) if now < one.ends_at(terms)]
    return contract.OwnSessionList(
        items=tuple(
            views.own_session(
                one, mint.device(one), one.ends_at(terms), is_current=one.session_id == caller.session_id
            )
            for one in opened
        )
    )


def revoke_session(database: Database, caller: Caller, command: contract.RevokeSession) -> Nothing:
    """End one of the caller's sessions. Raises: UnknownSession. StepUpRequired -- theirs has ended itself."""
    with database.transaction() as session:
        lasting = {one.session_id: one for one in store.lasting(session, caller.person)}
        opened = lasting.get(command.session_id)
        if opened is None:
            raise contract.UnknownSession(session_id=command.session_id)
        factors.check_lasting(session, caller)
        endings.end(session, opened, Ending.REVOKED, clock.now())
    return Nothing()


def revoke_other_sessions(database: Database, caller: Caller) -> Nothing:
    """End all of the caller's sessions but the one that asks.

    Raises: StepUpRequired -- that one has ended: who stole its token logs nobody out.
    """
    with database.transaction() as session:
        store.lasting(session, caller.person)  # locked in their order: two who end each other must not wait
        factors.check_lasting(session, caller)
        endings.end_all(session, caller.person, Ending.REVOKED, clock.now(), but=caller.session_id)
    return Nothing()
