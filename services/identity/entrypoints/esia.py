"""Госуслуги (ЕСИА): logging in with it, links to it, and offers to link."""

from datetime import timedelta

from contracts.identity import esia, offers, sessions
from kernel.messages import Nothing
from kernel.rpc import serves
from kernel.timers import every
from services.identity.entrypoints.parts import Parts
from services.identity.usecases import authorisations, linking, profiles
from services.identity.usecases import esia as gosuslugi
from services.identity.usecases import offers as offered
from services.identity.usecases.authorisations import Esia


class EsiaEntrypoints(Parts):
    """Authorisations, links, and the profiles they bring."""

    @serves(esia.begin_esia_log_in)
    def begin_esia_log_in(self, command: esia.BeginEsiaLogIn) -> esia.EsiaAuthorisation:
        return gosuslugi.begin_esia_log_in(self.database, Esia.of(self.settings), command)

    @serves(esia.finish_esia_log_in)
    def finish_esia_log_in(self, command: esia.FinishEsiaLogIn) -> sessions.LogInAnswer:
        mint, registered = self.mint, Esia.of(self.settings)
        return gosuslugi.finish_esia_log_in(self.database, mint, registered, self.caller, command)

    @serves(esia.begin_esia_link)
    def begin_esia_link(self, command: esia.BeginEsiaLink) -> esia.EsiaAuthorisation:
        return gosuslugi.begin_esia_link(self.database, Esia.of(self.settings), self.caller, command)

    @serves(esia.link_esia)
    def link_esia(self, command: esia.LinkEsia) -> esia.EsiaLink:
        vault, registered = self.vault, Esia.of(self.settings)
        return gosuslugi.link_esia(self.database, vault, registered, self.caller, command)

    @serves(esia.my_esia)
    def my_esia(self, query: Nothing) -> esia.OwnEsia:
        is_offered = self.settings.esia is not None
        return gosuslugi.my_esia(self.database, self.vault, self.caller, is_offered=is_offered)

    @serves(esia.unlink_esia)
    def unlink_esia(self, command: Nothing) -> Nothing:
        return gosuslugi.unlink_esia(self.database, self.caller)

    @serves(offers.send_offer_code)
    def send_offer_code(self, command: offers.SendOfferCode) -> offers.OfferCode:
        return offered.send_offer_code(self.database, self.vault, self.rpc, command)

    @serves(offers.accept_offer)
    def accept_offer(self, command: offers.AcceptOffer) -> sessions.LogInAnswer:
        return offered.accept_offer(self.database, self.mint, self.caller, command)

    @every(timedelta(hours=1))
    def forget_authorisations(self) -> None:
        authorisations.forget(self.database)

    @every(timedelta(hours=6))
    def reseal_links(self) -> None:
        linking.reseal(self.database, self.vault)

    @every(timedelta(hours=6))
    def refresh_profiles(self) -> None:
        if self.settings.esia:
            registered = Esia.of(self.settings)
            profiles.refresh_profiles(self.database, self.vault, registered.provider)
