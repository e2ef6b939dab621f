"""Playing a scenario: the step is kept here, so nobody looks ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contracts.catalogue.launches import LaunchPurpose
from contracts.catalogue.outlines import PlayId, PlayMoved, Scenario, ScenarioStep
from kernel.values import ActivityId, EnrolmentId, PersonId, new_id


@dataclass(eq=False, kw_only=True)
class Play:
    """scenario: as it was when the play began. answers: step and choice, in their order."""

    play_id: PlayId
    activity_id: ActivityId
    person_id: PersonId
    purpose: LaunchPurpose
    enrolment_id: EnrolmentId | None
    scenario: Scenario
    step: str
    begun_at: datetime
    score: int = 0
    answers: tuple[tuple[str, str], ...] = ()
    ended_at: datetime | None = None
    is_passed: bool | None = None

    @classmethod
    def begin(
        cls,
        scenario: Scenario,
        activity_id: ActivityId,
        person_id: PersonId,
        purpose: LaunchPurpose,
        enrolment_id: EnrolmentId | None,
        at: datetime,
    ) -> Play:
        play = cls(
            play_id=PlayId(new_id()),
            activity_id=activity_id,
            person_id=person_id,
            purpose=purpose,
            enrolment_id=enrolment_id if purpose is LaunchPurpose.STUDY else None,
            scenario=scenario,
            step=scenario.start,
            begun_at=at,
        )
        play._end_if_over(at)
        return play

    @property
    def current(self) -> ScenarioStep:
        return self._step(self.step)

    def choose(self, step: str, code: str, at: datetime) -> bool:
        """Go on. Gives whether this has just passed the scenario.

        A step earns by the first choice made there, however often one comes back to it.
        Raises: PlayMoved -- it is at another step, is over, or has no such choice.
        """
        if self.answers and self.answers[-1] == (step, code) and step != self.step:
            return False
        chosen = next((each for each in self.current.choices if each.code == code), None)
        if self.ended_at is not None or step != self.step or chosen is None:
            raise PlayMoved(step=self.step)
        if all(answered != step for answered, _ in self.answers):
            self.score += chosen.score
        self.answers = (*self.answers, (step, code))
        self.step = chosen.leads_to
        self._end_if_over(at)
        return bool(self.is_passed)

    def _end_if_over(self, at: datetime) -> None:
        if self.current.is_end:
            self.ended_at, self.is_passed = at, self.score >= self.scenario.pass_score

    def _step(self, code: str) -> ScenarioStep:
        return next(step for step in self.scenario.steps if step.code == code)
