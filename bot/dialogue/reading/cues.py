"""Words that say what is wanted whatever it is wanted of: "a question on rice to discuss" asks
nothing of rice, however well the article answers that.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from bot.dialogue.acts import ARGUING, COMMUNITY, CRITIQUE, SELF, VIEWS
from bot.knowledge.turns import CONTENT, TurnWords
from bot.retrieval.acts import ActScore
from bot.retrieval.query.phrases import Phrases
from bot.retrieval.query.query import Query

REBUT = "rebut"
_QUOTED = re.compile(r"(?<!\w)[\"“‘'](?P<words>[^\"“”‘’]{3,160}?)[\"”’'](?!\w)")
_NOT_OF_US = frozenset((CONTENT, "argue-other", "not-that", "article-link", *COMMUNITY))
"""Acts that what is asked of the members is mistaken for."""
_DISCUSS = frozenset(("discuss",))
_FLOORS = {"discuss": -0.6, "arguing": 0.0, "viewing": -0.8, "gathering": -0.6}
"""How far an act with such words may stand below a question about the article."""
_SPELT = {"u": "you", "ur": "your", "r": "are"}
_CLEARLY = 0.3
"""How far above others a rebuttal is one though arguments are named."""
_CLAIM = 3
"""Words that a claim has at least, or what points back at one."""


class Cues:
    """Tells acts by such words."""

    def __init__(self, words: TurnWords) -> None:
        self._discussing = Phrases(words.discussing)
        self._of_others = Phrases(words.discussing_not)
        self._arguing = Phrases(words.arguing)
        self._replying = Phrases(words.replying)
        self._viewing = Phrases(words.viewing)
        self._gathering = Phrases(words.gathering)
        self._peoples = frozenset(words.peoples)
        self._claiming = Phrases(words.claiming)

    def act_of(self, act: str, score: ActScore, raw: Sequence[str]) -> str | None:
        """The act that the words leave no doubt of; None where they don't, or where the message is
        another act than this one is mistaken for.
        """
        if score.said:
            return None
        raw = [_SPELT.get(word, word) for word in raw]
        is_open = act == CONTENT
        if self._viewing.stand_in(raw) and act in {CONTENT} | VIEWS | SELF | CRITIQUE | {"compare"}:
            return _best(VIEWS, score, _FLOORS["viewing"])
        is_ours = self._gathering.stand_in(raw) and self._peoples.isdisjoint(raw)
        if is_ours and act in _NOT_OF_US:
            return _best(COMMUNITY, score, _FLOORS["gathering"])
        if (is_open or act in ARGUING) and self._arguing.stand_in(raw):
            argued = ARGUING if act == REBUT and score.lead >= _CLEARLY else ARGUING - {REBUT}
            return _best(argued, score, _FLOORS["arguing"])
        is_own = act in _DISCUSS
        is_near = is_open or is_own or act in ARGUING
        if is_near and self._discussing.stand_in(raw) and not self._of_others.stand_in(raw):
            return _best(_DISCUSS, score, _FLOORS["discuss"])
        return None

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
