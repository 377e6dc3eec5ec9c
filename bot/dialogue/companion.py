"""One turn of a conversation about one knowledge: what is wanted -> about what -> what to say.

Each step is a value that the next one takes; nothing here speaks, stores or looks at a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeGuard

from bot.dialogue.acts import (
    FEELINGS,
    LIGHT,
    RETELLING,
    Act,
    Asked,
    Help,
    Question,
    Wish,
)
from bot.dialogue.compose import Citer
from bot.dialogue.language import Polyglot
from bot.dialogue.mind import Mind
from bot.dialogue.plan import HELP, Kind, Line, Plan, joined
from bot.dialogue.plans.content import CLEAR_ORDER, Planner
from bot.dialogue.plans.discussing import attempt, open_question
from bot.dialogue.plans.granting import COMMUNITY, CRITIQUE, LEANING, NAMING, SPOKEN, grant
from bot.dialogue.plans.lengths import of_section
from bot.dialogue.plans.reference import list_of
from bot.dialogue.questions.context import ContextReader, Judged, Understood
from bot.dialogue.questions.follow_up_reader import FollowUpReader
from bot.dialogue.questions.intent import Decision
from bot.dialogue.reading.act_reader import ActReader
from bot.dialogue.reading.lengths import LengthReader
from bot.dialogue.replies import Outcome
from bot.dialogue.subjects import Subjects
from bot.dialogue.talk import FRESH, Talk, Turn
from bot.knowledge.models import Knowledge
from bot.retrieval.acts import ActRanker
from bot.retrieval.query.query import Query
from bot.retrieval.retriever import Retriever

_FIRM = 0.7
"""How far an act must stand above a question for a message to be taken for it though the article
answers the message as a question.
"""
_FIRMER = 1.5
"""The same for an act that seldom names anything."""
_JUDGING = 0.9
"""The same for an act that judges, where something is named."""
_FRAGMENT = 2
"""Words of the longest message that asks nothing before anything was told: "is it"."""
_SURE = 0.9
"""The probability of an answer that only such a firm act outdoes."""
_ALL = 0.999
"""The share of its words that a phrasing has of such a message."""
_PLAIN = 0.3
"""The same for acts whose words leave little doubt, such as "word for word"."""
_UNMISTAKABLE = frozenset(("excerpt", "link", "link-of", "article-link"))
_FREE = LIGHT | FEELINGS | RETELLING | SPOKEN
"""Acts that show nothing, or nothing that was not shown before."""
FIRST = ("greeting", "thanks", "sorry", "insult", "annoyed-at-bot", "praise")
"""What is answered in passing in words of its own."""
_NEVER = (Decision.INJECTION, Decision.UNSAFE)
_NO_TOPIC = (*_NEVER, Decision.OFF_TOPIC)


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
            retriever.read,
            follow_ups,
            polyglot,
            is_english,
            ranker=ranker.about(retriever.model.lexicon.counts.__contains__),
            lengths=lengths,
            asking=frozenset(knowledge.turns.words.asking),
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
        names = next((self._names(plan) for plan in told if plan.points), ())
        before = self.entries.get(names[0]) if names else None
        return Talk(before, shown, tuple(turns))

    def _names(self, plan: Plan) -> tuple[str, ...]:
        """The entries of a plan; of a list or a summary, the one on its first passage."""
        if plan.entries:
            return plan.entries
        first = (one.id for one in self.entries.values() if one.cites[:1] == plan.cites[:1])
        return tuple(first)[:1]

    def _going_on(self, query: Query, before: Talk) -> Plan | None:
        """Another section's summary, or another list, where that is all that a message names after
        one: "and the one on trust?".
        """
        last = before.last
        if last is None:
            return None
        if last.about.kind is Kind.LIST:
            listed = self._mind.subjects.listing(query.plain, whole=True)
            return None if listed is None else list_of(listed)
        if last.about.kind not in (Kind.ARTICLE, Kind.SECTION):
            return None
        found = self._mind.subjects.only_section(query.plain, self._acts.words_of("summary"))
        return None if found is None else of_section(found, last.about.form, self._mind)

    def respond(self, text: str, before: Talk, seed: int = 0) -> Plan:
        """What to say to one message after what was said before it."""
        mind = replace(self._mind, seed=seed)
        acts = self._acts.acts_of(text, before)
        if tried := self._quiz(acts, before, mind):
            return tried
        if len(acts) > 1 and self._is_order(text, acts):
            acts = (Asked(mind.retriever.read(text)),)
        plans: list[Plan] = []
        for act in acts:
            plan = self._planned(act, self._after(before, plans), mind)
            plans.append(_passed(act, plan) if len(acts) > 1 else plan)
        plan = plans[0] if HELP in plans or len(plans) == 1 else joined(plans)
        return HELP if HELP in plans else plan

    def _after(self, before: Talk, plans: Sequence[Plan]) -> Talk:
        """The talk with what the same message has come to so far: "quote it and tell me who said
        it".
        """
        told = [plan for plan in plans if plan.points]
        if not told:
            return before
        at = before.turns[-1].at if before.turns else datetime.min.replace(tzinfo=UTC)
        return self.talk_of((*before.turns, *(Turn(plan, at) for plan in told)))

    def _quiz(self, acts: Sequence[Act], before: Talk, mind: Mind) -> Plan | None:
        """A try at the open quiz question, where the message may be one."""
        if len(acts) > 1 or open_question(before, mind) is None:
            return None
        act = acts[0]
        if isinstance(act, Wish | Asked):
            found = attempt(act.query, before, mind)
            is_other = isinstance(act, Wish) and act.act not in LIGHT
            is_right = found is not None and "right" in found.lead[0].key
            return found if is_right or not is_other else None
        return None

    def _planned(self, act: Act, before: Talk, mind: Mind) -> Plan:
        if isinstance(act, Help):
            return HELP
        if isinstance(act, Wish | Asked) and (going_on := self._going_on(act.query, before)):
            return going_on
        if isinstance(act, Wish):
            if act.act in FEELINGS and self._needs_help(act.query):
                return HELP
            if not self._is_question(act, before):
                plan = grant(act, before, mind)
                if plan is not None:
                    return plan
            act = self._acts.content(act.query, before)
        if isinstance(act, Asked):
            return self._asked(act, before, mind)
        return self.planner.plan(act, self.context.understand(act), before)

    def _asked(self, act: Asked, before: Talk, mind: Mind) -> Plan:
        """What the article answers; where it has nothing, what else the message may come to."""
        question = self._acts.content(act.query, before, is_no_chat=act.is_no_chat)
        found = self.context.understand(question)
        plan = self.planner.plan(question, found, before)
        is_answered = plan.outcome in (Outcome.ANSWER, Outcome.CLARIFY)
        if is_answered or plan.related:
            return plan
        wish = self._acts.fallback(act)
        if plan is HELP and not _is_calm(wish):
            return HELP
        return (grant(wish, before, mind) or plan) if _may_be(wish, found, before) else plan

    def _is_order(self, text: str, acts: Sequence[Act]) -> bool:
        """Whether a message that falls into several wishes is an order to the bot as a whole."""
        if all(isinstance(act, Wish) and (act.act in _FREE or _is_plain(act)) for act in acts):
            return False
        question = Question(self._mind.retriever.read(text), FRESH)
        return _is_order(self.context.understand(question))

    def _needs_help(self, query: Query) -> bool:
        """Whether a feeling is one that needs people, by the examples of `unsafe.yaml`."""
        question = Question(query, FRESH)
        return self.planner.plan(question, self.context.understand(question)) is HELP

    def _is_question(self, wish: Wish, before: Talk) -> bool:
        """Whether what looks like a wish is a question about the article after all; or an order to
        the bot, or a plea that needs people, in the guise of a wish.
        """
        if wish.act in FEELINGS and "?" not in wish.query.line:
            return False
        is_free = wish.act in LIGHT | FEELINGS | SPOKEN or (
            wish.act in RETELLING and before.told is not None
        )
        if wish.subject is None and (wish.said or is_free):
            return False
        is_fragment = wish.subject is None and len(wish.query.raw) <= _FRAGMENT
        if (wish.act in LEANING or is_fragment) and before.told is None:
            return True
        written = wish.subject or wish.query
        if wish.said or self._mind.subjects.has_written(wish.act, written.plain):
            return False
        if wish.act in CRITIQUE and wish.subject is not None and wish.over < _JUDGING:
            return True
        return self._is_answered(wish, before, is_free=is_free)

    def _is_answered(self, wish: Wish, before: Talk, *, is_free: bool) -> bool:
        """Whether the article answers as a question what is not firmly a wish; or refuses it."""
        judged = self.context.understand(Question(wish.query, before))
        if not isinstance(judged, Judged):
            return False
        if judged.verdict.decision in _NO_TOPIC and not is_free and wish.over < _FIRMER:
            return True
        firm = _PLAIN if wish.act in _UNMISTAKABLE else _FIRM
        if wish.act not in NAMING or (wish.act in COMMUNITY and _is_phrased(judged)):
            firm = _FIRMER
        return judged.verdict.decision is Decision.ANSWER and wish.over < firm


def _is_order(found: Understood) -> bool:
    """Whether a message is an order to the bot, or needs people, and doesn't only resemble one as
    what is short and odd does.
    """
    if not isinstance(found, Judged) or found.verdict.decision not in _NEVER:
        return False
    is_unsafe = found.verdict.decision is Decision.UNSAFE
    return found.ranking.against_score >= (0.0 if is_unsafe else CLEAR_ORDER)


def _is_phrased(judged: Judged) -> bool:
    """Whether the article surely answers a message, and by a phrasing that has each of its words:
    "how did the council vote?" about a council.
    """
    return judged.ranking.probability >= _SURE and judged.ranking.signals.matched >= _ALL


def _is_plain(wish: Wish) -> bool:
    """Whether a wish is an everyday one beyond doubt."""
    return wish.act not in FEELINGS and (wish.said or wish.over >= _FIRM)


def _is_calm(wish: Wish | None) -> bool:
    """Whether what resembles a cry for help is an everyday wish for all that."""
    return wish is not None and wish.act not in FEELINGS and wish.over >= 0


def _may_be(wish: Wish | None, found: Understood, before: Talk) -> TypeGuard[Wish]:
    """Whether a wish may be what a message comes to that the article has nothing for; nothing is
    shown to an order in disguise.
    """
    if wish is None or (wish.act in RETELLING and before.told is None):
        return False
    return wish.act in _FREE or not _is_order(found)


def _passed(act: Act, plan: Plan) -> Plan:
    """What is only said in passing, in a word or two; nothing for "ok" and the like."""
    if not isinstance(act, Wish) or act.act not in LIGHT:
        return plan
    lines = (Line(f"talk.first.{act.act}"),) if act.act in FIRST else ()
    return replace(plan, lead=lines, points=(), related=())
