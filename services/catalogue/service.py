"""The catalogue service: the sum of its entrypoints."""

from services.catalogue.entrypoints.activities import ActivityEntrypoints
from services.catalogue.entrypoints.attempts import AttemptEntrypoints
from services.catalogue.entrypoints.codes import CodeEntrypoints
from services.catalogue.entrypoints.cohorts import CohortEntrypoints
from services.catalogue.entrypoints.content_figures import ContentFigureEntrypoints
from services.catalogue.entrypoints.enrolments import EnrolmentEntrypoints
from services.catalogue.entrypoints.items import ItemEntrypoints
from services.catalogue.entrypoints.launches import LaunchEntrypoints
from services.catalogue.entrypoints.mergers import MergerEntrypoints
from services.catalogue.entrypoints.module_figures import ModuleFigureEntrypoints
from services.catalogue.entrypoints.module_tests import ModuleTestEntrypoints
from services.catalogue.entrypoints.onboarding import OnboardingEntrypoints
from services.catalogue.entrypoints.outlines import OutlineEntrypoints
from services.catalogue.entrypoints.packages import PackageEntrypoints
from services.catalogue.entrypoints.participation import ParticipationEntrypoints
from services.catalogue.entrypoints.presence import PresenceEntrypoints
from services.catalogue.entrypoints.providers import ProviderEntrypoints
from services.catalogue.entrypoints.registers import RegisterEntrypoints
from services.catalogue.entrypoints.remarks import RemarkEntrypoints
from services.catalogue.entrypoints.reviews import ReviewEntrypoints
from services.catalogue.entrypoints.rosters import RosterEntrypoints
from services.catalogue.entrypoints.search import SearchEntrypoints
from services.catalogue.entrypoints.speakers import SpeakerEntrypoints
from services.catalogue.entrypoints.stages import StageEntrypoints
from services.catalogue.entrypoints.topics import TopicEntrypoints


class CatalogueService(
    ActivityEntrypoints,
    StageEntrypoints,
    SearchEntrypoints,
    SpeakerEntrypoints,
    EnrolmentEntrypoints,
    RosterEntrypoints,
    PackageEntrypoints,
    LaunchEntrypoints,
    ContentFigureEntrypoints,
    ModuleFigureEntrypoints,
    OutlineEntrypoints,
    RemarkEntrypoints,
    ParticipationEntrypoints,
    ReviewEntrypoints,
    CodeEntrypoints,
    CohortEntrypoints,
    RegisterEntrypoints,
    PresenceEntrypoints,
    TopicEntrypoints,
    ModuleTestEntrypoints,
    ItemEntrypoints,
    AttemptEntrypoints,
    MergerEntrypoints,
    OnboardingEntrypoints,
    ProviderEntrypoints,
):
    name = "catalogue"
    needs = frozenset({"data_keys", "files"})
