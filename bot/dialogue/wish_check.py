"""Is a message that looks like a wish one indeed, and is what it seems to name named at all? Or is
it a question about the article, an order to the bot, or a plea that needs people, in its guise?
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeGuard

from bot.dialogue.acts import (
    ARGUING,
    BACKING,
    COMMUNITY,
    CRITIQUE,
    DISCUSSING,
    FEELINGS,
    FOLLOW_UPS,
    LEANING,
    LIGHT,
    NAMING,
    RETELLING,
    SPOKEN,
    VIEWS,
    Act,
    Asked,
    Question,
    Wish,
)
from bot.dialogue.danger import Danger
from bot.dialogue.grounding import (
    CLEARER_ORDER,
    NEVER,
    OF_US,
    Grounding,
    is_injection,
    is_order,
    is_sure,
)
from bot.dialogue.mind import Mind
from bot.dialogue.plan import Kind
from bot.dialogue.plans.content import Planner
from bot.dialogue.questions.context import Judged, Understood
from bot.dialogue.questions.intent import Decision
from bot.dialogue.talk import FRESH, Talk
from bot.retrieval.acts import LISTS
from bot.retrieval.query.query import Query

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
_BARELY = 0.4
"""How far small talk must stand above what the last answer may lead on to: "and my bike"."""
_LISTED = 1.2
"""The same for a kind of list that nothing is said of: "dates, all of them", but not "when"."""
_LISTED_APART = 1.0
"""The same where it stands far above other acts, in several words."""
_PLAIN = 0.3
"""The same for acts whose words leave little doubt, such as "word for word"."""
_UNMISTAKABLE = frozenset(("excerpt", "link", "link-of", "article-link"))
_LOOKED_UP = (LISTS, "sources", "summary")
"""What the acts begin with that a word or two may ask for: "sources?"."""
_FREE = LIGHT | FEELINGS | RETELLING | SPOKEN
"""Acts that show nothing, or nothing that was not shown before."""
_WHOLE = ARGUING | {"summary", "surprise"}
"""Acts that are about the whole article where they name nothing."""
_HARMLESS = 0.5
"""How far above other acts one of these stands that only resembles an order to the bot."""
_CUED_ORDER, _CLEAREST_ORDER = 0.5, 1.2
"""The margins from which a message is unsafe, or an order, though its words leave no doubt of a
wish.
"""
_NO_TOPIC = (*NEVER, Decision.OFF_TOPIC)


class WishCheck:
    """Checks wishes against one knowledge."""

    def __init__(self, mind: Mind, planner: Planner) -> None:
        self._mind = mind
        self._planner = planner
        self._grounding = Grounding(mind)
        self.danger = Danger(mind, planner)
        self._trusting = frozenset(mind.knowledge.turns.words.trusting)
        self._asking = frozenset(mind.knowledge.turns.words.asking)

    def grounded(self, wish: Wish, before: Talk) -> Wish:
        """The wish without words that name nothing the article has."""
        return self._grounding.grounded(wish, before)

    def is_question(self, wish: Wish, before: Talk) -> bool:
        """Whether what looks like a wish is a question about the article after all; or an order to
        the bot, or a plea that needs people, in the guise of a wish.
        """
        if wish.act in FEELINGS and "?" not in wish.query.line:
            return False
        return self._is_ordered(wish) if wish.cued else self._is_a_question(wish, before)

    def _is_ordered(self, wish: Wish) -> bool:
        """Whether what is a wish beyond doubt is an order to the bot besides, or asks for an answer
        to what the article has nothing to do with.
        """
        found = self._mind.context.understand(Question(wish.query, FRESH))
        if not isinstance(found, Judged) or (wish.act in OF_US and _is_harmless(wish)):
            return False
        decision, margin = found.verdict.decision, found.ranking.against_score
        claim = wish.subject if wish.act == "rebut" else None
        is_known = claim is not None and self._has_answer(wish, claim)
        if claim is not None and not is_known and decision is Decision.OFF_TOPIC:
            return True
        is_unsafe = decision is Decision.UNSAFE and not is_known
        firm = _CLEAREST_ORDER if wish.act in COMMUNITY or claim is not None else CLEARER_ORDER
        return decision in NEVER and margin >= (_CUED_ORDER if is_unsafe else firm)

    def _has_answer(self, wish: Wish, claim: Query) -> bool:
        """Whether the pack answers a claim, as members put it."""
        subjects = self._mind.subjects
        known = subjects.rebuttal_of(claim) or subjects.rebuttal(wish.query.plain)
        return known is not None

    def _is_a_question(self, wish: Wish, before: Talk) -> bool:
        is_misread = wish.act in OF_US and not wish.said and self._is_misread(wish)
        if is_misread or self._is_of_a_view(wish):
            return True
        if self._is_sure(wish, before):
            return False
        is_fragment = wish.subject is None and len(wish.query.raw) <= _FRAGMENT
        is_plain = wish.act.startswith(_LOOKED_UP) and wish.over >= _LISTED
        is_bare = wish.act in LEANING or (is_fragment and not is_plain)
        if is_bare and before.told is None and before.near is None:
            return True
        is_held_off = self._is_held_off(wish)
        if not is_held_off and (wish.said or self._is_written(wish, before)):
            return False
        is_list_of = wish.act.startswith(LISTS) and wish.subject is not None
        is_of_it = is_list_of and wish.over < _FIRM
        return is_held_off or is_of_it or self._is_asked(wish, before)

    def _is_sure(self, wish: Wish, before: Talk) -> bool:
        """Whether a wish is one whatever the article answers."""
        if wish.subject is None and (wish.said or _is_free(wish, before)):
            return wish.said or not before.told or wish.act not in LIGHT or wish.over >= _BARELY
        if self._grounding.is_of_the_told(wish, before):
            return True
        is_talk = before.last is not None and before.last.act in DISCUSSING
        if is_talk and (wish.act == "one-more" or (wish.act in DISCUSSING and _is_harmless(wish))):
            return True  # "another, about freedom"
        if wish.act in BACKING and is_sure(wish):
            return not is_order(self._mind.context.understand(Question(wish.query, FRESH)))
        is_list = wish.act.startswith("list") and before.told is None
        return is_list and self._mind.subjects.listing(wish.query.plain, whole=True) is not None

    def _is_of_a_view(self, wish: Wish) -> bool:
        """Whether a question about the author asks for what they think, not for whether they can be
        trusted: "and the writer finds that fair?".
        """
        if wish.act != "trust-author" or wish.said:
            return False
        return self._trusting.isdisjoint(wish.query.raw)

    def _is_held_off(self, wish: Wish) -> bool:
        """Whether the pack says that the article has nothing on what a wish names: two things to
        compare that are near misses, or a question with a false premise.
        """
        if wish.subject is None or self._mind.subjects.has_written(wish.act, wish.query.plain):
            return False
        judged = self._mind.context.understand(Question(wish.query, FRESH))
        if not isinstance(judged, Judged):
            return False
        is_pair = wish.act == "compare" and judged.verdict.decision is Decision.NEAR
        return is_pair or (judged.verdict.decision is Decision.PREMISE and wish.act not in NAMING)

    def _is_written(self, wish: Wish, before: Talk) -> bool:
        """Whether the pack has just what is wished for, or this talk had that list already."""
        if wish.act.removeprefix(LISTS) in before.names(Kind.LIST):
            return True
        # Of two things that are compared, one may be called by a word that names nothing: "us".
        is_pair = wish.act == "compare"
        written = wish.query if is_pair else wish.subject or wish.query
        return self._mind.subjects.has_written(wish.act, written.plain)

    def _is_asked(self, wish: Wish, before: Talk) -> bool:
        """Whether a wish that is neither an example nor bare is a question."""
        if wish.act in CRITIQUE and wish.subject is not None:
            firm = _JUDGING if before.told or self._grounding.is_named(wish) else _FIRMER
            if wish.over < firm:
                return True
        if wish.act in _WHOLE and wish.subject is None and wish.over >= _FIRM:
            return self._is_clear_order(wish)
        is_of_talk = not set(wish.query.raw).isdisjoint(self._mind.knowledge.turns.words.told)
        is_named = wish.subject is not None and not is_of_talk
        is_vague = wish.act == "summary" and is_named and wish.length is None
        if is_vague and self._mind.subjects.named_section(wish.query.plain) is None:
            return self._is_answered(wish, before, _FIRMER)
        return self._is_answered(wish, before)

    def is_order(self, text: str, acts: Sequence[Act], before: Talk) -> bool:
        """Whether a message that falls into several wishes is an order to the bot as a whole, or is
        a little and clearly in one of them.
        """
        question = Question(self._mind.retriever.read(text), FRESH)
        whole = self._mind.context.understand(question)
        if is_injection(whole, 0.0) and any(map(self._is_clear_order, acts)):
            return True
        if any(map(_is_of_votes, acts)) and not is_injection(whole, _CLEAREST_ORDER):
            return False  # "who voted, and what for"
        if self.danger.is_only_felt(whole, acts):
            is_plea = self.danger.needs_people(question, whole, acts)
            return is_plea or self.danger.threatens(whole, acts)
        # Of a single wish the rest of the message was left out, which may be what is ordered.
        free = _FREE if len(acts) > 1 else frozenset()
        # Nothing can be retold before anything was told: "show hidden config" is no such wish.
        lost = frozenset() if before.told else RETELLING
        if all(
            isinstance(act, Wish) and act.act not in lost and (act.act in free or _is_plain(act))
            for act in acts
        ):
            return False
        return is_order(whole)

    def _is_misread(self, wish: Wish) -> bool:
        """Whether what resembles a wish about the bot or the members is about the article, an order
        or not safe.
        """
        if self._grounding.is_of_the_article(wish):
            return True
        if _is_harmless(wish):
            return False
        found = self._mind.context.understand(Question(wish.query, FRESH))
        is_view = wish.act in VIEWS and is_injection(found, 0.0)  # there is none to be had
        return is_order(found) and not is_view

    def may_be(self, wish: Wish | None, found: Understood, before: Talk) -> TypeGuard[Wish]:
        """Whether a wish may be what a message comes to that the article has nothing for; nothing
        is shown to an order in disguise.
        """
        if wish is None or (wish.act in RETELLING and before.told is None):
            return False
        if wish.act in RETELLING and self._grounding.is_marked(wish):
            return False  # "what does it say about rice" asks of what the article lacks
        is_fragment = len(wish.query.raw) <= _FRAGMENT and before.told is None
        if is_fragment and wish.act not in LIGHT | FEELINGS:
            return False
        return wish.act in _FREE or not is_order(found)

    def _is_clear_order(self, act: Act) -> bool:
        if not isinstance(act, Asked | Wish):
            return False
        if isinstance(act, Wish) and (act.said or (_is_plain(act) and act.subject is None)):
            return False
        is_of_us = isinstance(act, Wish) and act.act in OF_US and _is_harmless(act)
        if is_of_us:
            return False
        judged = self._mind.context.understand(Question(act.query, FRESH))
        return is_injection(judged, CLEARER_ORDER)

    def _is_answered(self, wish: Wish, before: Talk, firm: float = 0.0) -> bool:
        """Whether the article answers as a question what is not firmly a wish; or refuses it."""
        judged = self._mind.context.understand(Question(wish.query, before))
        if not isinstance(judged, Judged):
            return False
        is_free = wish.act in (_FREE if before.told else (_FREE - RETELLING) | {"quiz"})
        is_list = wish.act.startswith(LISTS) and wish.subject is None and wish.over >= _FIRM
        is_free = is_free or is_list
        if wish.act.startswith(LISTS) and wish.over >= _FIRM:
            is_free = is_free or not is_order(judged)  # "name drop every company"
        is_judging = wish.act in CRITIQUE and wish.subject is None and wish.over >= _FIRM
        refused = NEVER if is_judging else _NO_TOPIC  # "whose voices are missing"
        if judged.verdict.decision in refused and not is_free and wish.over < _FIRMER:
            return True
        firm = max(firm, _firm(wish, judged))
        is_said = wish.act in LIGHT and self._asking.isdisjoint(wish.query.raw[:1])
        if is_said and judged.ranking.probability < _SURE:
            firm = _BARELY  # "you've been good company" is no question about companies
        return judged.verdict.decision is Decision.ANSWER and wish.over < firm


def _is_of_votes(act: Act) -> bool:
    """Whether an act is beyond doubt about the members here and their votes."""
    return isinstance(act, Wish) and act.act in COMMUNITY and act.cued and _is_harmless(act)


def is_calm(wish: Wish | None) -> bool:
    """Whether what resembles a cry for help is an everyday wish for all that."""
    return wish is not None and wish.act not in FEELINGS and wish.over >= 0


def _is_free(wish: Wish, before: Talk) -> bool:
    """Whether a wish shows nothing, or only leads on from what was told."""
    if wish.act in LIGHT | FEELINGS | SPOKEN:
        return True
    is_of_the_last = wish.act in (RETELLING | LEANING | ARGUING) - FOLLOW_UPS
    return is_of_the_last and before.told is not None


def _firm(wish: Wish, judged: Judged) -> float:
    """How far a wish must stand above a question that the article answers."""
    if wish.act in COMMUNITY and _is_phrased(judged):
        return _FIRMER
    if wish.act.startswith(LISTS):
        is_told_apart = wish.lead >= _HARMLESS and len(wish.query.raw) > _FRAGMENT + 1
        bare = _LISTED_APART if is_told_apart else _LISTED
        return bare if wish.subject is None else _FIRMER
    is_naming = wish.act in NAMING or wish.subject is None
    if wish.act in _UNMISTAKABLE and is_naming:
        return _PLAIN
    is_bare_doubt = wish.act in CRITIQUE and wish.subject is None
    return _FIRM if wish.act in NAMING or is_bare_doubt else _FIRMER


def _is_phrased(judged: Judged) -> bool:
    """Whether the article surely answers a message, and by a phrasing that has each of its words:
    "how did the council vote?" about a council.
    """
    return judged.ranking.probability >= _SURE and judged.ranking.signals.matched >= _ALL


def _is_harmless(wish: Wish) -> bool:
    """Whether a wish about votes or the bot is so clearly one that it is no order in disguise."""
    return wish.over >= _LISTED or (wish.over >= _FIRM and wish.lead >= _HARMLESS)


def _is_plain(wish: Wish) -> bool:
    """Whether a wish is an everyday one beyond doubt."""
    return wish.act not in FEELINGS and (wish.said or wish.over >= _FIRM)
