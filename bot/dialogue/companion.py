"""One turn of a conversation about one knowledge: what is wanted -> about what -> what to say.

Each step is a value that the next one takes; nothing here speaks, stores or looks at a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.dialogue.acts import (
    ARGUING,
    CLEAR,
    FEELINGS,
    FOLLOW_UPS,
    KIN,
    LIGHT,
    UNMISTAKABLE,
    Act,
    Asked,
    FollowUp,
    Help,
    Wish,
    is_calm,
    is_go_back,
    is_near_compare,
    is_part,
)
from bot.dialogue.checking.orders import NEVER
from bot.dialogue.checking.wish_check import WishCheck
from bot.dialogue.compose import Citer
from bot.dialogue.language import Polyglot
from bot.dialogue.mind import Mind
from bot.dialogue.plan import HELP, Line, Plan, absent, joined
from bot.dialogue.plans.content import Planner
from bot.dialogue.plans.critique import backed
from bot.dialogue.plans.discussing import tried
from bot.dialogue.plans.going_on import going_on_from
from bot.dialogue.plans.granting import grant
from bot.dialogue.plans.looking_up.comparing import beside
from bot.dialogue.plans.looking_up.defining import defined
from bot.dialogue.plans.looking_up.listing import listed_by_order
from bot.dialogue.plans.once_more.named import once_more
from bot.dialogue.questions.context import ContextReader, Judged, Understood
from bot.dialogue.questions.follow_up import Facet
from bot.dialogue.questions.follow_up_reader import FollowUpReader
from bot.dialogue.questions.intent import Decision
from bot.dialogue.reading.act_reader import ActReader
from bot.dialogue.reading.lengths import LengthReader
from bot.dialogue.reading.several import has_form, is_form, settled
from bot.dialogue.replies import Outcome
from bot.dialogue.subjects import Subjects
from bot.dialogue.talk import FRESH, Talk, Turn
from bot.dialogue.together import (
    is_of_backing,
    of_what_is_missing,
    only_said,
    passed,
    staying,
    without_doubled,
    without_lost,
    without_missed,
)
from bot.knowledge.models import Knowledge
from bot.retrieval.acts import ActRanker
from bot.retrieval.query.query import Query
from bot.retrieval.retriever import Retriever


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
        self._contrasts = frozenset(one.id for one in knowledge.source.contrasts)
        lengths = LengthReader(knowledge.turns.lengths)
        self._acts = ActReader(
            retriever.read,
            follow_ups,
            polyglot,
            is_english,
            ranker=ranker.about(retriever.model.lexicon.counts.__contains__, KIN),
            lengths=lengths,
            stances=knowledge.turns.lengths,
            words=knowledge.turns.words,
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
        self._check = WishCheck(self._mind, self.planner)

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

    def respond(self, text: str, before: Talk, seed: int = 0) -> Plan:
        """What to say to one message after what was said before it."""
        mind = replace(self._mind, seed=seed)
        acts = without_doubled(settled(self._acts.acts_of(text, before)))
        acts = acts if before.turns else without_lost(acts)
        if found := tried(acts, before, mind):
            return found
        if len(acts) > 1 and (explained := self._meaning(mind.retriever.read(text), before)):
            return explained
        is_whole = len(acts) == 1 and not is_part(acts[0], mind.retriever.read(text))
        if not is_whole and self._check.orders.are_one(text, acts, before):
            acts = (Asked(mind.retriever.read(text)),)
        plans = self._plans_of(acts, before, mind)
        if HELP in plans:
            return HELP
        if (alone := only_said(acts, plans)) is not None:
            plans = [self._planned(alone, before, mind)]
        plan = plans[0] if len(plans) == 1 else joined(plans)
        return staying(plan, acts, before)

    def _plans_of(self, acts: Sequence[Act], before: Talk, mind: Mind) -> list[Plan]:
        """A plan for each act, in the light of those before it, but for wishes that came to
        nothing beside another.
        """
        plans: list[Plan] = []
        missed: list[Plan] = []
        for wanted, earlier in zip(acts, (None, *acts), strict=False):
            act = wanted
            if (named := of_what_is_missing(act, earlier, plans)) is not None:
                act = named
                plans.pop()
            of_this = plans[-1:] if is_form(act) and has_form(earlier) else []
            is_missing = is_form(act) and plans and not any(plan.points for plan in plans)
            if (of_this and not of_this[0].points) or (is_missing and before.told is None):
                continue  # there is nothing to put in another form
            plan = self._planned(act, self._after(before, plans), mind)
            is_led_to = isinstance(act, Asked) and is_go_back(earlier) and plans[-1:]
            if plan.points and (of_this or is_led_to):
                plans.pop()  # told in another form; or only named to be asked about
            plans.append(passed(act, plan) if len(acts) > 1 else plan)
            if isinstance(act, Wish) and plan.outcome is Outcome.ABSENT:
                missed.append(plan)
        return without_missed(plans, missed)

    def _after(self, before: Talk, plans: Sequence[Plan]) -> Talk:
        """The talk with what the same message has come to so far: "quote it and tell me who said
        it".
        """
        told = [plan for plan in plans if plan.points]
        if not told:
            return before
        at = before.turns[-1].at if before.turns else datetime.min.replace(tzinfo=UTC)
        return self.talk_of((*before.turns, *(Turn(plan, at) for plan in told)))

    def _planned(self, act: Act, before: Talk, mind: Mind) -> Plan:
        if isinstance(act, Help):
            return HELP
        if isinstance(act, Wish | Asked):
            sought = self._sought(act, before, mind)
            if sought is not None:
                return sought
        if isinstance(act, Wish):
            granted = self._granted(self._check.grounded(act, before), before, mind)
            if isinstance(granted, Plan):
                return granted
            act = granted
        if isinstance(act, Asked):
            return (
                listed_by_order(act.query, mind)
                or beside(act.query, before, mind, is_likely=is_near_compare(act))
                or self._asked(act, before, mind)
            )
        return self.planner.plan(act, self.context.understand(act), before)

    def _sought(self, act: Wish | Asked, before: Talk, mind: Mind) -> Plan | None:
        """What a message looks up by its words, whatever its act."""
        if again := once_more(act, before, mind):
            return again
        if going_on := going_on_from(act, before, mind, self._acts.words_of("summary")):
            return going_on
        if isinstance(act, Asked) or not (act.said or act.act in UNMISTAKABLE):
            found = self._meaning(act.query, before)
            if found is not None:
                return found
        is_argued = isinstance(act, Wish) and act.act in ARGUING
        return listed_by_order(act.query, mind) if is_argued else None  # "list three drawbacks"

    def _granted(self, wish: Wish, before: Talk, mind: Mind) -> Plan | Act:
        """What a wish comes to, or the question that it is after all."""
        if self._check.danger.needs_help(wish):
            return HELP
        if self._check.danger.is_threat(wish):
            return absent(Line("ask.absent.unsafe"))
        is_plain = wish.act in LIGHT | FEELINGS or wish.said or wish.cued or before.before is None
        asked = None if is_plain else self._acts.content(wish.query, before)
        turned = asked if self._is_turn(asked) else None
        if turned is None and not self._check.is_question(wish, before):
            plan = grant(wish, before, mind)
            if plan is not None:
                return plan
        led = turned or self._led(wish, before) or asked
        return led or self._acts.content(wish.query, before)

    def _meaning(self, query: Query, before: Talk) -> Plan | None:
        """What a word of the glossary means, where that is what is asked and nothing else."""
        words = self._acts.meaning_asked(query)
        term = self._mind.subjects.only_term(words) if words else None
        return defined(term, self._mind, before) if term and term.means else None

    def _is_turn(self, act: Act | None) -> bool:
        """Whether a message only turns to the other thing that the article contrasts: "now the
        northern part".
        """
        return isinstance(act, FollowUp) and act.facet in self._contrasts

    def _led(self, wish: Wish, before: Talk) -> FollowUp | None:
        """A follow-up in words that no bare follow-up has: "her own idea, or somebody else's?"."""
        is_facet = wish.act in FOLLOW_UPS and wish.act in set(Facet)
        if not is_facet or before.before is None or wish.over < CLEAR:
            return None
        if self._check.grounded(wish, before).subject is not None:
            return None
        return FollowUp(wish.query, wish.act, before.before, before.shown)

    def _narrower(
        self, question: Act, found: Understood, narrow: Query, before: Talk
    ) -> tuple[Act, Understood]:
        """The question without what is only told beside it, where that is answered more surely."""
        if isinstance(found, Judged) and (found.several or found.verdict.decision in NEVER):
            return question, found
        other = self._acts.content(narrow, before, is_no_chat=True)
        alone = self.context.understand(other)
        if not isinstance(alone, Judged) or alone.verdict.decision is not Decision.ANSWER:
            return question, found
        is_surer = (
            not isinstance(found, Judged)
            or found.verdict.decision is not Decision.ANSWER
            or alone.ranking.probability > found.ranking.probability
        )
        return (other, alone) if is_surer else (question, found)

    def _asked(self, act: Asked, before: Talk, mind: Mind) -> Plan:
        """What the article answers; where it has nothing, what else the message may come to."""
        question = self._acts.content(act.query, before, is_no_chat=act.is_no_chat)
        found = self.context.understand(question)
        if act.narrow is not None:
            question, found = self._narrower(question, found, act.narrow, before)
        plan = self.planner.plan(question, found, before)
        plan = replace(plan, kind=mind.retriever.kind_of(act.query))
        is_answered = plan.outcome in (Outcome.ANSWER, Outcome.CLARIFY)
        if plan.outcome is Outcome.ANSWER and is_of_backing(act):
            return backed(plan, mind)
        if is_answered or plan.related:
            return plan
        wish = self._acts.fallback(act)
        wish = self._check.grounded(wish, before) if wish else None
        if plan is HELP and not is_calm(wish):
            return HELP
        return (
            (grant(wish, before, mind) or plan) if self._check.may_be(wish, found, before) else plan
        )
