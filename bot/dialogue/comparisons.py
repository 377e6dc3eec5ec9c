"""Two things that words set beside each other, and the pack's comparisons of such."""

from __future__ import annotations

from collections.abc import Sequence

from bot.knowledge.conversation import Comparison
from bot.knowledge.models import Knowledge
from bot.retrieval.names import Names
from bot.retrieval.query.content import stem
from bot.retrieval.retriever import Retriever

_PAIRING = ("between", "both", "two", "list", "name", "compare")
_BOTH_PLACES = frozenset(("here", "there"))


class Comparisons:
    """Finds comparisons in one knowledge."""

    def __init__(self, knowledge: Knowledge, retriever: Retriever) -> None:
        words, conversation = knowledge.turns.words, knowledge.conversation
        self._knowledge = knowledge
        self._retriever = retriever
        self._contrasts = frozenset(
            word for one in knowledge.source.contrasts for word in one.words
        )
        self._contrasted = frozenset(map(stem, " ".join(self._contrasts).split()))
        self._unnaming = {*words.function, *words.comparing}
        self._sides = Names(
            (
                (name, (one, place))
                for one in conversation.comparisons
                for place, names in enumerate(one.things)
                for name in names
            ),
            words.function,
        )

    def apart(self, words: Sequence[str]) -> list[str]:
        """The words besides those that name what the article contrasts, or say that it does."""
        return [word for word in self._beside(words) if word not in _PAIRING]

    def _beside(self, words: Sequence[str]) -> list[str]:
        return [word for word in words if stem(word) not in self._contrasted]

    def names_contrast(self, words: Sequence[str]) -> bool:
        """Whether one of the things is named that the article contrasts."""
        return bool(self.contrasted(words)[1])

    def contrasted(self, words: Sequence[str]) -> tuple[list[str], list[str]]:
        """What is named beside things that the article contrasts, and which those are."""
        known = self._retriever.model.lexicon.counts
        stems = set(map(stem, words))
        sides = [
            one.words[-1] if one.id not in known else one.id
            for one in self._knowledge.source.contrasts
            if any(stems.issuperset(map(stem, name.split())) for name in one.words)
        ]
        topic = [w for w in words if w in known and stem(w) not in self._contrasted]
        return [word for word in topic if word not in self._unnaming], sides

    def both(self, words: Sequence[str], other: Sequence[str] = ()) -> Comparison | None:
        """The comparison of which both things are named, the second perhaps by what was said
        before.
        """
        here = self._sides.all(words)
        there = self._sides.all(other)
        for found in (here, [*here, *there]):
            pairs = [one for one, place in here if (one, 1 - place) in found]
            pairs = [one for one in pairs if _are_both_named(one.things, (*words, *other))]
            if pairs:
                return max(pairs, key=lambda one: _words_named(one.things, words))
        return None

    def meant(self, words: Sequence[str], other: Sequence[str] = ()) -> Comparison | None:
        """The comparison that is meant: not the one of two countries where one thing in both is
        named, "fines here and abroad", nor where anything else is.
        """
        found = self.both(words, other)
        if found is None and _BOTH_PLACES.issubset(words):
            apart = self._beside(words)
            return self.of_one(apart)  # "shops here vs there"
        if found is None or not all(map(self._is_contrasted, found.things)):
            return found
        rest = self._beside(words)
        if narrower := self.of_one(rest):
            return narrower
        known = self._retriever.model.lexicon.counts
        is_bare = not any(word in known and word not in self._unnaming for word in rest)
        return found if is_bare else None

    def _is_contrasted(self, names: Sequence[str]) -> bool:
        return any(name in self._contrasts for name in names)

    def of_one(self, words: Sequence[str]) -> Comparison | None:
        """The comparison of which words name at least one side."""
        return next((one for one, _ in self._sides.all(words)), None)

    def on_passages(self, words: Sequence[str], cites: Sequence[str]) -> Comparison | None:
        """The comparison of which one thing is named, and which is on the passages told last."""
        told = set(cites)
        found = (one for one, _ in self._sides.all(words))
        return next(
            (one for one in found if any(told & set(side.cites) for side in one.sides)), None
        )

    def side(self, name: str, words: Sequence[str]) -> int | None:
        """The side of a comparison that words name, if they name one and not both."""
        places = {place for one, place in self._sides.all(words) if one.id == name}
        return places.pop() if len(places) == 1 else None


def _are_both_named(things: Sequence[Sequence[str]], words: Sequence[str]) -> bool:
    """Whether both things are named where their names are made of the same words: "sour sweets" and
    "sweet sours" need each of them twice.
    """
    stems = list(map(stem, words))
    held = set(stems)
    sides = [
        {name for name in (frozenset(map(stem, one.split())) for one in names) if name <= held}
        for names in things
    ]
    if sides[0] != sides[1] or len(sides[0]) != 1:
        return True
    return all(stems.count(word) > 1 for word in next(iter(sides[0])))


def _words_named(things: Sequence[Sequence[str]], words: Sequence[str]) -> int:
    """How many of the words name the two things: of "tea and coffee", two by tea and coffee, one by
    tea and green tea.
    """
    said = set(map(stem, words))
    named: set[str] = set()
    for name in (one for names in things for one in names):
        own = set(map(stem, name.split()))
        named |= own if own <= said else set()
    return len(named)
