"""Words that say what is wanted whatever it is wanted of: "a question on rice to discuss" asks
nothing of rice, however well the article answers that.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from bot.dialogue.acts import ARGUING, COMMUNITY, CRITIQUE, FEELINGS, LIGHT, SELF, VIEWS
from bot.knowledge.turns import CONTENT, TurnWords
from bot.retrieval.acts import ActScore
from bot.retrieval.query.phrases import Phrases
from bot.retrieval.query.query import Query

REBUT, DISCUSS = "rebut", "discuss"
_QUOTED = re.compile(r"(?<!\w)[\"“‘'](?P<words>[^\"“”‘’]{3,160}?)[\"”’'](?!\w)")
_NOT_OF_US = frozenset(
    (
        CONTENT,
        "argue-other",
        "not-that",
        "article-link",
        "later",
        "pick-side",
        "list-questions",
        *COMMUNITY,
    )
)
"""Acts that what is asked of the members is mistaken for."""
_NOT_TO_DISCUSS = ARGUING | {
    CONTENT,
    DISCUSS,
    "vote-wish",
    "excuse",
    "remind",
    "trust-author",
    "nth",
}
"""Acts that something to discuss is mistaken for."""
_NOT_A_VIEW = VIEWS | SELF | CRITIQUE | {CONTENT, "compare", "aside", "insult"}
"""Acts that the wish for the bot's view is mistaken for."""
SAID = ("luck", "joke", "birthday", "worth-reading", "stance")
"""Acts that no examples are learned for: their words are enough."""
_TEXT = frozenset(
    ("author", "authors", "writer", "writers", "article", "piece", "she", "he", "they")
)
"""Words of whom the bot is asked to agree with."""
_SPELT = {"u": "you", "ur": "your", "r": "are"}
_CLEARLY = 0.3
"""How far above others a rebuttal is one though arguments are named."""
_WELL = frozenset(("ah", "ha", "hm", "huh", "lol", "oh", "ok", "well", "wow"))
_HELD = 10
"""Words of the longest "i rather like the idea"."""
_OUTCRY = 7
"""Words of the longest "how nice for the cooks"."""
_CLAIM = 3
"""Words that a claim has at least, or what points back at one."""


class Cues:
    """Tells acts by such words."""

    def __init__(self, words: TurnWords) -> None:
        self._discussing = Phrases(words.discussing)
        self._not_to_discuss = Phrases(words.discussing_not)
        self._arguing = Phrases(words.arguing)
        self._replying = Phrases(words.replying)
        self._viewing = Phrases(words.viewing)
        self._spoken = (
            ("luck", Phrases(words.lucky)),
            ("joke", Phrases(words.joking)),
            ("birthday", Phrases(words.birthdays)),
            ("worth-reading", Phrases(words.grading)),
        )
        self._flattering = Phrases(words.flattering)
        self._holding, self._held = Phrases(words.holding), frozenset(words.held)
        self._marveling, self._how = Phrases(words.marveling), frozenset(words.how_asking)
        self._gathering = Phrases(words.gathering)
        self._peoples = frozenset(words.peoples)
        self._claiming = Phrases(words.claiming)

    def act_of(self, act: str, score: ActScore, raw: Sequence[str], *, asks: bool) -> str | None:
        """The act that the words leave no doubt of; None where they don't, or where the message is
        another act than this one is mistaken for.
        """
        if score.said:
            return None
        raw = [_SPELT.get(word, word) for word in raw]
        if said := self._said(raw, act, asks=asks):
            return said
        argued = ARGUING if act == REBUT and score.lead >= _CLEARLY else ARGUING - {REBUT}
        rows = (
            (self._viewing, _NOT_A_VIEW, VIEWS, -0.8),
            (self._gathering, _NOT_OF_US, COMMUNITY, -0.5),
            (self._arguing, ARGUING | {CONTENT}, argued, 0.0),
            (self._discussing, _NOT_TO_DISCUSS, {DISCUSS}, -0.6),
        )  # the last is how far one may stand below a question about the article
        for phrases, mistaken, acts, floor in rows:
            is_cued = act in mistaken and phrases.stand_in(raw)
            if is_cued and not self._is_of_others(raw, acts):
                best = _best(acts, score, floor)
                return "opinion" if best == "agree-author" and _TEXT.isdisjoint(raw) else best
        return None

    def _is_of_others(self, raw: Sequence[str], acts: Collection[str]) -> bool:
        """Whether the words are of somebody else's vote or question after all."""
        if acts is COMMUNITY:
            return not self._peoples.isdisjoint(raw)
        return DISCUSS in acts and self._not_to_discuss.stand_in(raw)

    def _said(self, raw: Sequence[str], act: str, *, asks: bool) -> str | None:
        """Small talk that names all sorts of things: "how very handy for the cooks"."""
        named = next((name for name, phrases in self._spoken if phrases.stand_in(raw)), None)
        if named is not None:
            return named
        is_open = act in (CONTENT, "unconvinced", "summary", "expand", *LIGHT, *SELF)
        if is_open and not asks and self._flattering.stand_in(raw):
            return "praise"
        is_short = act in (CONTENT, "unconvinced") and len(raw) <= _HELD and not asks
        if is_short and self._holding.stand_in(raw) and not self._held.isdisjoint(raw):
            return "stance"
        at = 1 if raw[:1] and raw[0] in _WELL else 0
        is_how = raw[at : at + 1] == ["how"] and 2 <= len(raw) - at <= _OUTCRY
        is_outcry = is_how and self._how.isdisjoint(raw)
        is_marvel = self._marveling.stand_in(raw) or is_outcry
        return "wow" if is_marvel and not asks and act not in FEELINGS else None

    def claim_in(self, query: Query) -> str:
        """The claim of somebody that a message tells; empty where it tells none."""
        if quoted := _QUOTED.search(query.text):
            return quoted["words"]
        raw = [_SPELT.get(word, word) for word in query.raw]
        for at in range(len(raw)):
            if size := self._replying.begin(raw, at):
                before, after = raw[:at], raw[at + size :]
                raw = before if len(before) >= len(after) else after
                break
        begins = (at + size for at in range(1, len(raw)) if (size := self._claiming.begin(raw, at)))
        claim = raw[next(begins, 0) :]
        return " ".join(claim) if _CLAIM <= len(claim) < len(query.raw) else ""

    def replies(self, raw: Sequence[str]) -> bool:
        """Whether a message asks what to answer to a claim that stands in it."""
        raw = [_SPELT.get(word, word) for word in raw]
        sizes = (self._replying.begin(raw, at) for at in range(len(raw)))
        size = max(sizes, default=0)
        return bool(size) and len(raw) - size >= _CLAIM and not {"quiz"} & set(raw)


def _best(acts: Collection[str], score: ActScore, floor: float) -> str | None:
    known = [act for act in sorted(acts) if act in score.margins]
    best = max(known, key=score.margins.__getitem__, default=None)
    if best is None or score.margins[best] - score.margins[CONTENT] < floor:
        return None
    return best
