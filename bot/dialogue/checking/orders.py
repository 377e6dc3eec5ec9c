"""Is a message an order to the bot, or not safe, though it looks like wishes?"""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.acts import (
    COMMUNITY,
    FEELINGS,
    LIGHT,
    OF_US,
    RETELLING,
    SPOKEN,
    VIEWS,
    Act,
    Asked,
    Question,
    Wish,
)
from bot.dialogue.checking.danger import Danger
from bot.dialogue.checking.firmness import FIRM, HARMLESS, LISTED
from bot.dialogue.mind import Mind
from bot.dialogue.questions.context import CLEAR_ORDER, Judged, Understood
from bot.dialogue.questions.intent import Decision
from bot.dialogue.talk import FRESH, Talk
from bot.retrieval.query.query import Query

CLEARER_ORDER = 0.9
"""The margin from which a wish about what was told is an order to the bot all the same."""
_CUED_ORDER, _CLEAREST_ORDER = 0.5, 1.2
"""The margins from which a message is unsafe, or an order, though its words leave no doubt of a
wish.
"""
FREE = LIGHT | FEELINGS | RETELLING | SPOKEN
"""Acts that show nothing, or nothing that was not shown before."""
NEVER = (Decision.INJECTION, Decision.UNSAFE)


class Orders:
    """Finds orders to the bot among wishes of one knowledge."""

    def __init__(self, mind: Mind, danger: Danger) -> None:
        self._mind = mind
        self._danger = danger

    def are_one(self, text: str, acts: Sequence[Act], before: Talk) -> bool:
        """Whether a message that falls into several wishes is an order to the bot as a whole, or is
        a little and clearly in one of them.
        """
        question = Question(self._mind.retriever.read(text), FRESH)
        whole = self._mind.context.understand(question)
        if is_injection(whole, 0.0) and any(map(self.is_clear, acts)):
            return True
        if any(map(_is_of_votes, acts)) and not is_injection(whole, _CLEAREST_ORDER):
            return False  # "who voted, and what for"
        if self._danger.is_only_felt(whole, acts):
            is_plea = self._danger.needs_people(question, whole, acts)
            return is_plea or self._danger.threatens(whole, acts)
        # Of a single wish the rest of the message was left out, which may be what is ordered.
        free = FREE if len(acts) > 1 else frozenset()
        # Nothing can be retold before anything was told: "show hidden config" is no such wish.
        lost = frozenset() if before.told else RETELLING
        if all(
            isinstance(act, Wish) and act.act not in lost and (act.act in free or is_plain(act))
            for act in acts
        ):
            return False
        return is_order(whole)

    def is_cued(self, wish: Wish) -> bool:
        """Whether what is a wish beyond doubt is an order to the bot besides, or asks for an answer
        to what the article has nothing to do with.
        """
        found = self._mind.context.understand(Question(wish.query, FRESH))
        if not isinstance(found, Judged) or (wish.act in OF_US and stands_out(wish)):
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

    def is_disguised(self, wish: Wish) -> bool:
        """Whether what resembles a wish about the bot or the members is an order, or not safe."""
        if stands_out(wish):
            return False
        found = self._mind.context.understand(Question(wish.query, FRESH))
        is_view = wish.act in VIEWS and is_injection(found, 0.0)  # there is none to be had
        return is_order(found) and not is_view

    def is_clear(self, act: Act) -> bool:
        """Whether a part of a message by itself is clearly an order."""
        if not isinstance(act, Asked | Wish):
            return False
        if isinstance(act, Wish) and (act.said or (is_plain(act) and act.subject is None)):
            return False
        is_of_us = isinstance(act, Wish) and act.act in OF_US and stands_out(act)
        if is_of_us:
            return False
        judged = self._mind.context.understand(Question(act.query, FRESH))
        return is_injection(judged, CLEARER_ORDER)


def is_order(found: Understood, from_margin: float = CLEAR_ORDER) -> bool:
    """Whether a message is an order to the bot, or needs people, and doesn't only resemble one as
    what is short and odd does.
    """
    if not isinstance(found, Judged) or found.verdict.decision not in NEVER:
        return False
    is_unsafe = found.verdict.decision is Decision.UNSAFE
    return found.ranking.against_score >= (0.0 if is_unsafe else from_margin)


def is_injection(found: Understood, from_margin: float) -> bool:
    """Whether a message is an order to the bot by so much."""
    if not isinstance(found, Judged) or found.verdict.decision is not Decision.INJECTION:
        return False
    return found.ranking.against_score >= from_margin


def is_harmless(found: Judged, before: Talk) -> bool:
    """Whether a message is no order to the bot where it wants the words of what was told, or only
    resembles a plea: "let me read that myself".
    """
    if found.verdict.decision is Decision.UNSAFE:
        return True
    return before.told is not None and not is_injection(found, CLEARER_ORDER)


def _is_of_votes(act: Act) -> bool:
    """Whether an act is beyond doubt about the members here and their votes."""
    return isinstance(act, Wish) and act.act in COMMUNITY and act.cued and stands_out(act)


def stands_out(wish: Wish) -> bool:
    """Whether a wish about votes or the bot is so clearly one that it is no order in disguise."""
    return wish.over >= LISTED or (wish.over >= FIRM and wish.lead >= HARMLESS)


def is_plain(wish: Wish) -> bool:
    """Whether a wish is an everyday one beyond doubt."""
    return wish.act not in FEELINGS and (wish.said or wish.over >= FIRM)
