"""Reviews and figures."""

from contracts.catalogue import figures as figure_contract
from contracts.catalogue import reviews as contract
from kernel.rpc import serves
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import figures, reviews


class ReviewEntrypoints(Parts):
    """What activities were like."""

    @serves(contract.write_review)
    def write_review(self, command: contract.WriteReview) -> contract.Review:
        return reviews.write_review(self.database, self.caller, command)

    @serves(contract.list_reviews)
    def list_reviews(self, query: contract.ListReviews) -> contract.PublicReviewPage:
        return reviews.list_reviews(self.database, query)

    @serves(contract.list_review_queue)
    def list_review_queue(self, query: contract.ListReviewQueue) -> contract.ReviewPage:
        return reviews.list_review_queue(self.database, query)

    @serves(contract.publish_review)
    def publish_review(self, command: contract.PublishReview) -> contract.Review:
        return reviews.publish_review(self.database, self.caller, command)

    @serves(contract.reject_review)
    def reject_review(self, command: contract.RejectReview) -> contract.Review:
        return reviews.reject_review(self.database, self.caller, command)

    @serves(figure_contract.read_figures)
    def read_figures(self, query: figure_contract.ReadFigures) -> figure_contract.ActivityFigures:
        return figures.read_figures(self.database, query)

    @serves(figure_contract.compare_activities)
    def compare_activities(self, query: figure_contract.CompareActivities) -> figure_contract.Comparison:
        return figures.compare_activities(self.database, query)

    @serves(figure_contract.report_knowledge)
    def report_knowledge(self, command: figure_contract.ReportKnowledge) -> figure_contract.KnowledgeReport:
        return figures.report_knowledge(self.database, self.caller, command)
