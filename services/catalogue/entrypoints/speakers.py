"""Speakers."""

from contracts.catalogue import speakers as contract
from kernel.rpc import serves
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import speakers


class SpeakerEntrypoints(Parts):
    """Who speaks, and what they have declared."""

    @serves(contract.register_speaker)
    def register_speaker(self, command: contract.RegisterSpeaker) -> contract.RegisteredSpeaker:
        return speakers.register_speaker(self.database, self.caller, command)

    @serves(contract.disclose_interests)
    def disclose_interests(self, command: contract.DiscloseInterests) -> contract.RegisteredSpeaker:
        return speakers.disclose_interests(self.database, self.caller, command)

    @serves(contract.read_speaker)
    def read_speaker(self, query: contract.ReadSpeaker) -> contract.RegisteredSpeaker:
        return speakers.read_speaker(self.database, self.caller, query)

    @serves(contract.list_speakers)
    def list_speakers(self, query: contract.ListSpeakers) -> contract.SpeakerPage:
        return speakers.list_speakers(self.database, self.caller, query)
