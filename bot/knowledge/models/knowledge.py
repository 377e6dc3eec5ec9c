"""All of it in one value."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from bot.knowledge.conversation import Conversation, Facets, Passaged, Summary
from bot.knowledge.frozen import Frozen
from bot.knowledge.models.article import Source
from bot.knowledge.models.entries import SUMMARY_OF, Entry, Role, once_in_role
from bot.knowledge.models.questions import CommonGroup, NearMisses, Premise
from bot.knowledge.models.words import ChatSpeak, Glossary, Term
from bot.knowledge.turns import Turns


class Knowledge(Frozen):
    """Everything the bot knows of one article, and what is common to all."""

    source: Source
    entries: tuple[Entry, ...]
    glossary: Glossary
    near_misses: tuple[NearMisses, ...]
    premises: tuple[Premise, ...]
    small_talk: tuple[CommonGroup, ...]
    off_topic: tuple[CommonGroup, ...]
    injection: tuple[CommonGroup, ...]
    unsafe: tuple[CommonGroup, ...]
    chat_speak: ChatSpeak
    elsewhere: frozenset[str]
    turns: Turns
    conversation: Conversation = Conversation()
    facets: tuple[Facets, ...] = ()
    terms: tuple[Term, ...] = ()
    """Words of the bot's own, such as "motion", from `common/terms.yaml`."""
    digest: str = ""
    id: str = ""
    """What the pack is known by: the source's id, or its folder's name."""

    def once_learned(self) -> Knowledge:
        """The same without the thirty thousand examples of acts: who has learned from them looks at
        none again, and they would be a third of its memory.
        """
        return self.model_copy(update={"turns": self.turns.model_copy(update={"acts": ()})})

    def in_role(self, role: str) -> tuple[Entry, ...]:
        """The entries of a role; in a pack that names no entry for it, those that once had it by
        their id or topic.
        """
        named = tuple(entry for entry in self.entries if entry.role == role)
        return named or tuple(entry for entry in self.entries if once_in_role(entry) == role)

    def entry(self, entry_id: str) -> Entry | None:
        """The entry with this id, if there is one."""
        return self._by_id.get(entry_id)

    def facets_of(self, entry_id: str) -> Facets:
        """The other forms of an entry's claim; empty ones where the pack has none."""
        return self._facets_by_id.get(entry_id) or Facets(entry=entry_id)

    @cached_property
    def summary(self) -> Summary | None:
        """The pack's own, or made up from its entries in their roles; None where it has neither."""
        overview = self.in_role(Role.OVERVIEW)
        if self.conversation.summary is not None or not overview:
            return self.conversation.summary
        roles = (f"{SUMMARY_OF}:{section.id}" for section in self.source.sections)
        sections = (entry for role in roles for entry in self.in_role(role))
        return Summary(
            sentence=_said(overview[0]),
            bullets=tuple(map(_said, (*overview, *self.in_role(Role.BOTH_SIDES)))),
            longer=tuple(map(_said, dict.fromkeys((*overview, *sections)))),
        )

    @cached_property
    def _facets_by_id(self) -> Mapping[str, Facets]:
        return {facets.entry: facets for facets in self.facets}

    @cached_property
    def _by_id(self) -> Mapping[str, Entry]:
        return {entry.id: entry for entry in self.entries}


def _said(entry: Entry) -> Passaged:
    return Passaged(text=entry.claim, cites=entry.cites)
