"""Of whom a message speaks: of the bot, of the members here, or of those in the article."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.dialogue.acts import AT_THE_BOT, COMMUNITY, FEELINGS, LIGHT, SELF, VIEWS
from bot.knowledge.turns import TurnWords
from bot.retrieval.acts import ActScore

_REACTION = 3
"""Words of the longest reaction that is put as a question and about nobody: "huh, what?"."""
YOU = frozenset(("you", "u", "ya", "ur", "your", "yours", "youre", "yourself", "bot", "eyebot"))
"""Words that speak to the bot, or of whomever."""
_TEXT = frozenset(("article", "author", "authors", "piece", "story", "text", "writer", "writers"))
"""Words of the article: who is behind it isn't who runs the bot."""
_HARDLY_OVER, _AHEAD = -0.1, 0.5
"""How far above a question, and above other acts, what is said to the bot's face must stand."""


class Whom:
    """Tells of whom messages speak."""

    def __init__(self, words: TurnWords) -> None:
        self._speaking = frozenset(words.speaking)
        self._addressed = self._speaking | frozenset(words.addressing)
        self._others = frozenset(words.others)
        self._members = frozenset(words.members)
        self._gathered = frozenset((*words.members, *words.voting))
        self._vague = frozenset(words.vaguely_voting)
        self._peoples = frozenset(words.peoples)

    def is_elsewhere(
        self,
        act: str,
        raw: Sequence[str],
        likely: Collection[str],
        *,
        asks: bool,
        names: bool = False,
    ) -> bool:
        """Whether what resembles an act is about others than that act is; `likely` are the acts
        that lead on from the last reply; `names` says that a word of the article is in it.
        """
        if act in COMMUNITY:  # "by how much" is of a vote only after one
            return act not in likely and not self._is_of_us(raw, names=names)
        return (asks or act in SELF) and self._is_of_others(act, raw)

    def _is_of_us(self, raw: Sequence[str], *, names: bool) -> bool:
        """Whether words are of the members here, or of votes that can only be theirs."""
        gathered = self._gathered.intersection(raw)
        if not gathered & self._members and not self._peoples.isdisjoint(raw):
            return False  # "did the locals get a vote"
        return bool(gathered) and not (names and gathered <= self._vague)

    def is_to_the_bot(self, score: ActScore, raw: Sequence[str]) -> bool:
        """Whether a message that says "you" asks for the bot's view or about itself, though nearly
        as much the article: "which of those do you find the worst".
        """
        is_near = score.over_content >= _HARDLY_OVER and score.lead >= _AHEAD
        return is_near and score.act in SELF | VIEWS and not YOU.isdisjoint(raw)

    def _is_of_others(self, act: str, raw: Sequence[str]) -> bool:
        """Whether a question that resembles a feeling, small talk or one about the bot has nobody
        in it whom that would be about: "what scared them most", "run by whom?".
        """
        said = set(raw)
        if act in FEELINGS:
            return self._speaking.isdisjoint(said)
        if act in AT_THE_BOT and not self._addressed.isdisjoint(said):
            return not self._others.isdisjoint(said)
        if act in LIGHT:
            is_long = len(raw) > _REACTION
            return not self._others.isdisjoint(said) or (
                is_long and self._addressed.isdisjoint(said)
            )
        is_of_text = not _TEXT.isdisjoint(said) and YOU.isdisjoint(said)
        return act in SELF and (is_of_text or self._addressed.isdisjoint(said))
