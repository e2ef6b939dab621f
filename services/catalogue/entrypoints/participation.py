"""What enrolments go through: offers, the provider's word, the saga, and what happens by itself."""

from datetime import timedelta

from contracts.catalogue import participation as contract
from contracts.catalogue.enrolments import Enrolment
from contracts.credits.planned import ActivityNotPlanned, ActivityPlanned
from contracts.notifications.notices import NoticeDelivered
from kernel.events import hears
from kernel.rpc import serves
from kernel.timers import every
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import participation, rounds, sagas, seat_contracts


class ParticipationEntrypoints(Parts):
    """From the wish to the seat."""

    @serves(contract.read_enrolment)
    def read_enrolment(self, query: contract.ReadEnrolment) -> contract.EnrolmentReport:
        return participation.read_enrolment(self.database, self.caller, query)

    @serves(contract.accept_seat)
    def accept_seat(self, command: contract.AcceptSeat) -> Enrolment:
        return participation.accept_seat(self.database, self.caller, command)

    @serves(contract.accept_participant)
    def accept_participant(self, command: contract.AcceptParticipant) -> Enrolment:
        return participation.accept_participant(self.database, self.caller, command)

    @serves(contract.refuse_participant)
    def refuse_participant(self, command: contract.RefuseParticipant) -> Enrolment:
        return participation.refuse_participant(self.database, self.caller, command)

    @hears(ActivityPlanned)
    def note_planned(self, event: ActivityPlanned) -> None:
        sagas.note_planned(self.database, event)

    @hears(ActivityNotPlanned)
    def note_not_planned(self, event: ActivityNotPlanned) -> None:
        sagas.note_not_planned(self.database, event)

    @hears(NoticeDelivered)
    def note_notice(self, event: NoticeDelivered) -> None:
        sagas.note_notice(self.database, event)

    @every(timedelta(minutes=1))
    def move_enrolments(self) -> None:
        rounds.lapse_offers(self.database)
        rounds.offer_seats(self.database)
        rounds.begin_studies(self.database)
        seat_contracts.expire_contracts(self.database)
