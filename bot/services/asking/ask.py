"""A member asks: read once -> what is wanted -> what about, in the light of what was said -> what
to say -> in words -> remembered.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from time import perf_counter
from zlib import crc32

from bot.dialogue.companion import Companion
from bot.dialogue.compose import compose
from bot.dialogue.language import Polyglot
from bot.dialogue.memory import Memory
from bot.dialogue.plan import GONE
from bot.dialogue.questions.explain import explain
from bot.dialogue.replies import Reply
from bot.dialogue.talk import FRESH
from bot.knowledge.models import Knowledge, Language
from bot.retrieval.query.text import clip
from bot.retrieval.retriever import Retriever
from bot.services.asking.contents import SourceLine, Topic, complete, sources, topics
from bot.services.asking.reading import ReadingService
from bot.wording import Wording

_COMMON = 4.5
"""Zipf frequency from which a word counts as English when languages are told apart."""


_FIRST = ("who wrote the article and why", "¿quién lo escribió y por qué?", "hello")


class AskService:
    """Answers from one knowledge. `reload` swaps in another between two questions. `on_reply` is
    told of every reply, to count outcomes.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        retriever: Retriever,
        wording: Wording,
        languages: Callable[[], Iterable[Language]] = tuple,
        on_reply: Callable[[Reply, datetime, float], None] = lambda *_: None,
        *,
        memory: Memory | None = None,
        quotes: Callable[[Knowledge], Mapping[str, str]] = lambda _: {},
    ) -> None:
        self.wording = wording
        self._on_reply = on_reply
        self._languages = languages
        self._quotes = quotes
        self.memory = memory or Memory()
        self.reading = ReadingService(lambda: self.knowledge, wording)
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="ask")
        self.reload(knowledge, retriever)

    def reload(self, knowledge: Knowledge, retriever: Retriever) -> None:
        """Answer from another knowledge from now on."""
        self._polyglot = Polyglot(self._languages, self._is_english, self._is_own)
        self._mind = Companion(
            knowledge,
            retriever,
            retriever.acts,
            self._polyglot,
            self._is_english,
            quotes=self._quotes(knowledge),
            minutes=int(self.memory.kept.total_seconds() // 60),
        )
        self.knowledge = knowledge
        self.retriever = retriever

    def read_languages(self) -> None:
        """After another knowledge was taken over: call it beside whoever answers."""
        self._polyglot.warm_up()

    def warm_up(self) -> None:
        """Answer once in vain, in another language too: what is read with the first question is
        read before it, for it takes seconds, in which nobody would be answered. Nothing is
        remembered or counted.
        """
        mind = self._mind
        for question in _FIRST:
            plan = mind.respond(question, mind.talk_of(()), 0)
            compose(plan, mind.citer, self.wording, "en", mind.entries)

    def ask(
        self, question: str, *, member: str, place: str, now: datetime, locale: str = "en"
    ) -> Reply:
        """Answer one question of a member in a place; follow-ups lean on that member's last turn
        there.
        """
        began = perf_counter()
        mind = self._mind
        before = mind.talk_of(self.memory.turns(member, place, now))
        with self.retriever.one_message():
            plan = mind.respond(clip(question), before, _seed(member, now))
        reply = compose(plan, mind.citer, self.wording, locale, mind.entries)
        self.memory.keep(member, place, plan, now)
        self._on_reply(reply, now, perf_counter() - began)
        return reply

    async def ask_aside(
        self, question: str, *, member: str, place: str, now: datetime, locale: str = "en"
    ) -> Reply:
        """`ask` for whoever must not be held up: a slow embedding is computed in a thread of its
        own, one question after another, so that each member's keep their order.
        """
        asked = partial(self.ask, question, member=member, place=place, now=now, locale=locale)
        if not self.retriever.model.embedder.is_slow:
            return asked()
        return await asyncio.get_running_loop().run_in_executor(self._aside, asked)

    def answer_entry(
        self, entry_id: str, *, member: str, place: str, now: datetime, locale: str = "en"
    ) -> Reply:
        """The answer of a chosen entry: a pressed "did you mean" or related question."""
        mind = self._mind
        entry = mind.entries.get(entry_id)
        if entry is None:
            return compose(GONE, mind.citer, self.wording, locale)
        began = perf_counter()
        before = mind.talk_of(self.memory.turns(member, place, now))
        plan = mind.planner.show([entry], 1.0, before=before)
        self.memory.keep(member, place, plan, now)
        reply = compose(plan, mind.citer, self.wording, locale, mind.entries)
        self._on_reply(reply, now, perf_counter() - began)
        return reply

    def turn_to(self, entry_id: str, *, member: str, place: str, now: datetime) -> bool:
        """Let what the member says next follow on this entry; False when it is gone."""
        mind = self._mind
        entry = mind.entries.get(entry_id)
        if entry is None:
            return False
        turns = self.memory.turns(member, place, now)
        if not turns or entry_id not in turns[-1].plan.entries:
            plan = mind.planner.show([entry], 1.0, before=mind.talk_of(turns))
            self.memory.keep(member, place, plan, now)
        return True

    def complete(self, prefix: str, limit: int = 25) -> list[str]:
        """Questions to choose from while typing, best first."""
        return complete(self.knowledge, prefix, limit)

    def topics(self) -> list[Topic]:
        """What the article covers, section by section, with the questions answered there."""
        return topics(self.knowledge)

    def sources(self) -> list[SourceLine]:
        """The article's own links."""
        return sources(self.knowledge)

    def explain(self, question: str) -> str:
        """Candidates, signals, thresholds and the outcome, exactly as `ask` uses them (without a
        turn before).
        """
        query = self.retriever.read(clip(question))
        ranking, verdict = self._mind.context.judge(query, FRESH)
        return explain(ranking, verdict, self.retriever.calibration, self._mind.entries)

    def _is_own(self, word: str) -> bool:
        return word in self.retriever.model.lexicon.counts

    def _is_english(self, word: str) -> bool:
        lexicon = self.retriever.model.lexicon
        return word in lexicon.abbreviations or lexicon.zipf.get(word, 0.0) >= _COMMON


def _seed(member: str, now: datetime) -> int:
    """Differs from member to member and from hour to hour, so that a quiz does, too."""
    return crc32(f"{member}:{now:%Y%m%d%H}".encode())
