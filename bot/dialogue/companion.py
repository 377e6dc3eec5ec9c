"""One turn of a conversation about one knowledge: what is wanted -> about what -> what to say.

Each step is a value that the next one takes; nothing here speaks, stores or looks at a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.dialogue.acts import LIGHT, Act, ActReader, Help, Question, Wish
from bot.dialogue.compose import Citer
from bot.dialogue.language import Polyglot
from bot.dialogue.mind import Mind
from bot.dialogue.plan import HELP, Plan, joined
from bot.dialogue.plans.content import Planner
from bot.dialogue.plans.discussing import attempt, open_question
from bot.dialogue.plans.granting import LEANING, SPOKEN, grant
from bot.dialogue.questions.context import ContextReader, Judged
from bot.dialogue.questions.follow_up_reader import FollowUpReader
from bot.dialogue.questions.intent import Decision
from bot.dialogue.reading.lengths import LengthReader
from bot.dialogue.replies import Outcome
from bot.dialogue.subjects import Subjects
from bot.dialogue.talk import FRESH, Talk, Turn
from bot.knowledge.models import Knowledge
from bot.retrieval.acts import ActRanker
from bot.retrieval.retriever import Retriever

_FIRM = 0.8
"""How far an act must stand above the others that a message is taken for it though the article
answers the message as a question.
"""
_NEVER = (Decision.INJECTION, Decision.UNSAFE)


class Companion:
    """Answers from one knowledge."""

    def __init__(
        self,
        knowledge: Knowledge,
        retriever: Retriever,
        ranker: ActRanker,
        polyglot: Polyglot,
        is_english: Callable[[str], bool],
        *,
        quotes: Mapping[str, str] | None = None,
        minutes: int = 15,
    ) -> None:
        follow_ups = FollowUpReader(knowledge, retriever.turns)
        self.context = ContextReader(knowledge, retriever, follow_ups)
        self.entries = {entry.id: entry for entry in knowledge.entries}
        self.citer = Citer(knowledge)
        self.planner = Planner(knowledge)
        lengths = LengthReader(knowledge.turns.lengths)
        self._acts = ActReader(
            retriever.read, follow_ups, polyglot, is_english, ranker=ranker, lengths=lengths
        )
        self._mind = Mind(
            knowledge,
            retriever,
            self.context,
            Subjects(knowledge, retriever, self.context),
            self.entries,
            quotes or {},
            minutes,
        )

    def talk_of(self, turns: Sequence[Turn]) -> Talk:
        """What was said, as far as this knowledge still has it; an entry that it no longer has
        counts as never said.
        """
        if not turns:
            return FRESH
        shown = frozenset(name for turn in turns for name in turn.plan.entries)
        told = (turn.plan for turn in reversed(turns) if turn.plan.outcome is Outcome.ANSWER)
        names = next((plan.entries for plan in told if plan.entries), ())
        before = self.entries.get(names[0]) if names else None
        return Talk(before, shown, tuple(turns))

    def respond(self, text: str, before: Talk, seed: int = 0) -> Plan:
        """What to say to one message after what was said before it."""
        mind = replace(self._mind, seed=seed)
        acts = self._acts.acts_of(text, before)
        if tried := self._quiz(acts, before, mind):
            return tried
        plans = [self._planned(act, before, mind) for act in acts]
        plan = plans[0] if HELP in plans or len(plans) == 1 else joined(plans)
        return HELP if HELP in plans else plan

    def _quiz(self, acts: Sequence[Act], before: Talk, mind: Mind) -> Plan | None:
        """A try at the open quiz question, where the message may be one."""
        if len(acts) > 1 or open_question(before, mind) is None:
            return None
        act = acts[0]
        if isinstance(act, Wish | Question):
            found = attempt(act.query, before, mind)
            is_other = isinstance(act, Wish) and act.act not in LIGHT
            is_right = found is not None and "right" in found.lead[0].key
            return found if is_right or not is_other else None
        return None

    def _planned(self, act: Act, before: Talk, mind: Mind) -> Plan:
        if isinstance(act, Help):
            return HELP
        if isinstance(act, Wish):
            if not self._is_question(act, before):
                plan = grant(act, before, mind)
                if plan is not None:
                    return plan
            act = self._acts.content(act.query, before)
        return self.planner.plan(act, self.context.understand(act), before)

    def _is_question(self, wish: Wish, before: Talk) -> bool:
        """Whether what looks like a wish is a question about the article after all; or an order to
        the bot, or a plea that needs people, in the guise of a wish.
        """
        if wish.subject is None:
            return False
        if wish.act in LEANING and before.told is None:
            return True
        if wish.said:
            return False
        judged = self.context.understand(Question(wish.query, FRESH))
        if not isinstance(judged, Judged):
            return False
        if judged.verdict.decision in _NEVER:
            return True
        is_answered = judged.verdict.decision is Decision.ANSWER
        return is_answered and (wish.lead < _FIRM or wish.act in SPOKEN)
