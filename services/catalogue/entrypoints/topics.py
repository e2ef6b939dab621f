"""What ought to be taught, and what is asked."""

from contracts.catalogue import questions as question_contract
from contracts.catalogue import topics as contract
from kernel.rpc import serves
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import questions, topics


class TopicEntrypoints(Parts):
    """Topics and questions."""

    @serves(contract.plan_topic)
    def plan_topic(self, command: contract.PlanTopic) -> contract.Topic:
        return topics.plan_topic(self.database, self.caller, command)

    @serves(contract.take_topic)
    def take_topic(self, command: contract.TakeTopic) -> contract.Topic:
        return topics.take_topic(self.database, self.caller, command)

    @serves(contract.close_topic)
    def close_topic(self, command: contract.CloseTopic) -> contract.Topic:
        return topics.close_topic(self.database, command)

    @serves(contract.list_topics)
    def list_topics(self, query: contract.ListTopics) -> contract.TopicPage:
        return topics.list_topics(self.database, query)

    @serves(question_contract.ask_question)
    def ask_question(self, command: question_contract.AskQuestion) -> question_contract.Question:
        return questions.ask_question(self.database, self.caller, command)

    @serves(question_contract.list_questions)
    def list_questions(self, query: question_contract.ListQuestions) -> question_contract.QuestionPage:
        return questions.list_questions(self.database, self.caller, query)

    @serves(question_contract.answer_question)
    def answer_question(self, command: question_contract.AnswerQuestion) -> question_contract.Question:
        return questions.answer_question(self.database, self.caller, command)
