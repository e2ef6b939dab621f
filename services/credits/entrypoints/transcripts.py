"""Transcripts."""

from contracts.credits import transcripts as contract
from contracts.portfolio.documents import Download
from kernel.files import FilesProvider
from kernel.rpc import RpcProvider, serves
from services.credits.entrypoints.parts import Parts
from services.credits.usecases import transcripts


class TranscriptEntrypoints(Parts):
    """What a cycle has earned, as files."""

    files = FilesProvider()
    rpc = RpcProvider()

    @serves(contract.draw_transcript)
    def draw_transcript(self, command: contract.DrawTranscript) -> contract.Transcript:
        return transcripts.draw_transcript(
            self.database, self.rpc, self.files, self.settings, self.caller, command
        )

    @serves(contract.my_transcripts)
    def my_transcripts(self, query: contract.ListTranscripts) -> contract.TranscriptPage:
        return transcripts.my_transcripts(self.database, self.caller, query)

    @serves(contract.download_transcript)
    def download_transcript(self, query: contract.DownloadTranscript) -> Download:
        return transcripts.download_transcript(self.database, self.files, self.caller, query)

    @serves(contract.verify_transcript)
    def verify_transcript(self, query: contract.VerifyTranscript) -> contract.TranscriptProof:
        return transcripts.verify_transcript(self.database, query)
