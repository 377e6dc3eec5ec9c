"""The first step of a turn: what does the member want? Not yet what about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.dialogue.crisis import is_cry_for_help
from bot.dialogue.language import Polyglot
from bot.dialogue.questions.follow_up_reader import FollowUpReader
from bot.dialogue.talk import FRESH, Talk
from bot.knowledge.models import Entry
from bot.retrieval.query.query import Query


@dataclass(frozen=True, slots=True)
class Help:
    """Somebody is in danger."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No word that could be asked about."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A bare follow-up on nothing that is remembered."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A bare follow-up: what it asks of the last answer."""

    query: Query
    facet: str
    before: Entry
    shown: frozenset[str]


@dataclass(frozen=True, slots=True)
class Translation:
    """A question in another language: its English words, and a line in that language."""

    english: str
    notice: str


@dataclass(frozen=True, slots=True)
class Question:
    """Anything else; after a change of subject its talk begins anew."""

    query: Query
    talk: Talk


Act = Help | Nothing | Lost | FollowUp | Translation | Question
"""Looked for in this order."""


class ActReader:
    """Tells acts apart. `read` reads a text; `is_english` knows everyday English words."""

    def __init__(
        self,
        read: Callable[[str], Query],
        follow_ups: FollowUpReader,
        polyglot: Polyglot,
        is_english: Callable[[str], bool],
    ) -> None:
        self._follow_ups = follow_ups
        self._read = read
        self._polyglot = polyglot
        self._is_english = is_english

    def act_of(self, text: str, talk: Talk) -> Act:
        """The act of one message after what was said before it."""
        query = self._read(text)
        if is_cry_for_help(query.line, query.raw, self._is_english):
            return Help()
        if not any(character.isalnum() for character in query.line):
            return Nothing()
        if self._follow_ups.is_switch(query.plain):
            query, talk = self._follow_ups.without_switch(query, self._read), FRESH
        facet = self._follow_ups.facet_of(query)
        if facet and talk.before:
            return FollowUp(query, facet, talk.before, talk.shown)
        if facet and not self._follow_ups.has_content(query.plain):
            return Lost()
        if rendering := self._polyglot.read(query.line, query.raw):
            return Translation(rendering.english, rendering.notice)
        return Question(query, talk)
