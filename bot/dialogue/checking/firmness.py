"""How far a wish must stand above a question about the article to be one, act by act."""

from __future__ import annotations

from bot.dialogue.acts import COMMUNITY, CRITIQUE, NAMING, UNMISTAKABLE, VIEWS, Wish
from bot.dialogue.questions.context import Judged
from bot.dialogue.reading.by_words.whom import YOU
from bot.retrieval.acts import LISTS

_APART = 0.3
"""How far above other acts one stands that is meant for sure."""
_LISTED_APART = 1.0
"""The same where it stands far above other acts, in several words."""
_PLAIN = 0.3
"""The same for acts whose words leave little doubt, such as "word for word"."""
_ALL = 0.999
"""The share of its words that a phrasing has of such a message."""
FIRM = 0.7
"""How far an act must stand above a question for a message to be taken for it though the article
answers the message as a question.
"""
FIRMER = 1.5
"""The same for an act that seldom names anything."""
FRAGMENT = 2
"""Words of the longest message that asks nothing before anything was told: "is it"."""
SURE = 0.9
"""The probability of an answer that only such a firm act outdoes."""
LISTED = 1.2
"""The same for a kind of list that nothing is said of: "dates, all of them", but not "when"."""
HARMLESS = 0.5
"""How far above other acts one of these stands that only resembles an order to the bot."""
LEADING_ON = frozenset(("and", "but", "each"))
"""Words with which a few more lead on from what was told."""


def firm_of(wish: Wish, judged: Judged) -> float:
    """How far a wish must stand above a question that the article answers."""
    if wish.act in COMMUNITY and _is_phrased(judged):
        return FIRMER
    if wish.act.startswith(LISTS):
        is_told_apart = wish.lead >= HARMLESS and len(wish.query.raw) > FRAGMENT + 1
        bare = _LISTED_APART if is_told_apart else LISTED
        return bare if wish.subject is None else FIRMER
    if wish.act == "sources" and wish.subject is not None and wish.lead < _APART:
        return FIRMER  # "is that all she recommends?"
    is_naming = wish.act in NAMING or wish.subject is None
    is_to_you = wish.act in VIEWS and not YOU.isdisjoint(wish.query.raw)
    if (wish.act in UNMISTAKABLE and is_naming) or is_to_you:
        return _PLAIN
    is_bare_doubt = wish.act in CRITIQUE and wish.subject is None
    return FIRM if wish.act in NAMING or is_bare_doubt else FIRMER


def _is_phrased(judged: Judged) -> bool:
    """Whether the article surely answers a message, and by a phrasing that has each of its words:
    "how did the council vote?" about a council.
    """
    return judged.ranking.probability >= SURE and judged.ranking.signals.matched >= _ALL


def turns_on(wish: Wish) -> bool:
    """Whether a few words that name a kind of list say that they lead on: "and the firms'"."""
    raw = wish.query.raw
    is_short = not wish.said and len(raw) <= FRAGMENT + 1
    return wish.act.startswith(LISTS) and is_short and raw[0] in LEADING_ON
