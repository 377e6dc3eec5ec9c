"""What words do in a question, whatever it is about: name nothing, ask for a detail, ask for a
time, a number, a person. The lists are `common/dialogue/`'s.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.knowledge.turns import Turns
from bot.retrieval.query.answer_type import AnswerType
from bot.retrieval.query.phrases import Phrases

WHETHER = "whether"


class QuestionWords:
    """Looks words up."""

    def __init__(self, turns: Turns) -> None:
        self.function = frozenset(turns.words.function)
        self.details = frozenset(turns.words.details)
        self._interrogatives = Phrases(turns.words.interrogatives)
        self._asking = frozenset(turns.words.asking)
        self._kinds = [(AnswerType(group.id), Phrases(group.asks)) for group in turns.answer_types]

    def names_something(self, word: str) -> bool:
        """Whether a word is more than a function word or a letter."""
        return word not in self.function and len(word) > 1

    def has_content(self, plain: Sequence[str]) -> bool:
        """Whether a question has a word that names something."""
        return any(map(self.names_something, plain))

    def asked(self, plain: Sequence[str]) -> AnswerType:
        """The first kind of answer one of whose phrases stands in the words; OPEN without any."""
        kinds = (kind for kind, phrases in self._kinds if phrases.stand_in(plain))
        return next(kinds, AnswerType.OPEN)

    def asked_by(self, plain: Sequence[str]) -> str:
        """The first interrogative, such as `how many`; the first word's kind where there is none:
        `whether` for one that begins a question or an order, empty for any other.
        """
        for at in range(len(plain)):
            if taken := self._interrogatives.begin(plain, at):
                return " ".join(plain[at : at + taken])
        return WHETHER if plain and plain[0] in self._asking else ""
