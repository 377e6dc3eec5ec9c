"""Does somebody who tells of a feeling need people rather than a bot, or threaten others? Told by
the examples of `unsafe.yaml`; the words of a cry for help are `crisis`'s.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.acts import AT_THE_BOT, FEELINGS, Act, Question, Wish
from bot.dialogue.mind import Mind
from bot.dialogue.plan import HELP
from bot.dialogue.plans.content import Planner
from bot.dialogue.questions.context import CLEAR_ORDER, Judged, Understood
from bot.dialogue.questions.intent import Decision
from bot.dialogue.talk import FRESH

_GRIEF = "grieving"
_ANGRY = AT_THE_BOT | {"angry-at-it"}
_THREATENING = 0.3
"""The margin from which anger is a threat."""


class Danger:
    """Looks at feelings in the light of one knowledge."""

    def __init__(self, mind: Mind, planner: Planner) -> None:
        self._mind = mind
        self._planner = planner

    def needs_help(self, wish: Wish) -> bool:
        """Whether a feeling is one that needs people; who misses somebody is in no danger."""
        if wish.act not in FEELINGS:
            return False
        question = Question(wish.query, FRESH)
        return self.needs_people(question, self._mind.context.understand(question), (wish,))

    def needs_people(self, question: Question, found: Understood, acts: Sequence[Act]) -> bool:
        """The same of a whole message with these acts."""
        is_grief = any(isinstance(act, Wish) and act.act == _GRIEF for act in acts)
        if is_grief and _is_barely_unsafe(found):
            return False
        return self._planner.plan(question, found) is HELP

    def is_only_felt(self, found: Understood, acts: Sequence[Act]) -> bool:
        """Whether what resembles a wish for harm only tells of a feeling: who can't sleep for fear
        asks for nothing.
        """
        is_felt = any(isinstance(act, Wish) and act.act in FEELINGS for act in acts)
        return is_felt and _is_barely_unsafe(found)

    def is_threat(self, wish: Wish) -> bool:
        """Whether somebody's anger is a threat: "so mad i'll set fire to their office"."""
        if wish.act not in _ANGRY:
            return False
        return self.threatens(self._mind.context.understand(Question(wish.query, FRESH)), (wish,))

    def threatens(self, found: Understood, acts: Sequence[Act]) -> bool:
        """The same of a whole message with these acts."""
        is_angry = any(isinstance(act, Wish) and act.act in _ANGRY for act in acts)
        if not is_angry or not isinstance(found, Judged):
            return False
        is_unsafe = found.verdict.decision is Decision.UNSAFE
        return is_unsafe and found.ranking.against_score >= _THREATENING


def _is_barely_unsafe(found: Understood) -> bool:
    """Whether a message only resembles what isn't safe."""
    if not isinstance(found, Judged) or found.verdict.decision is not Decision.UNSAFE:
        return False
    return found.ranking.against_score < CLEAR_ORDER
