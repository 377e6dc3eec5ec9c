"""All that answers from one knowledge, handed to whatever plans a reply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.dialogue.questions.context import ContextReader
from bot.dialogue.subjects import Subjects
from bot.knowledge.models import Entry, Knowledge
from bot.retrieval.retriever import Retriever


@dataclass(frozen=True, slots=True)
class Mind:
    """`quotes` are the passages of a local copy of the article, by their locators; empty without
    one. `seed` changes from talk to talk, so that not everybody gets the same quiz; `minutes` is
    how long what was said is remembered.
    """

    knowledge: Knowledge
    retriever: Retriever
    context: ContextReader
    subjects: Subjects
    entries: Mapping[str, Entry]
    quotes: Mapping[str, str] = field(default_factory=dict)
    minutes: int = 15
    seed: int = 0

    def entry_on(self, locator: str) -> Entry | None:
        """The first entry that rests on a passage before others."""
        return next((entry for entry in self.knowledge.entries if entry.cites[0] == locator), None)
