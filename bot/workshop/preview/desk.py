"""What the page shows: the pack as its files stand, the last sound state of it answering, and what
is wrong with the files since.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from bot.articles import build_ask
from bot.errors import EyebotError, KnowledgeError
from bot.knowledge.checking.checks import check
from bot.knowledge.loader import load
from bot.knowledge.models import Entry, Knowledge
from bot.knowledge.passages import read_article
from bot.knowledge.positions import Finding
from bot.knowledge.shipped import common_of
from bot.retrieval.acts import load_acts
from bot.retrieval.calibration import Calibration
from bot.retrieval.examples import examples_of
from bot.retrieval.learning.learn import synonyms_of
from bot.retrieval.learning.patch import Patcher
from bot.retrieval.retriever import Retriever
from bot.retrieval.turns import load_turns
from bot.settings import Settings
from bot.timers.watch import Change, Watch, Watching, fingerprint
from bot.wording import Wording
from bot.workshop.explaining import Row, explained

_EVERY = 0.5
"""Seconds between two looks at the files; an edit is read at the second."""


class Desk:
    """Reads the files again when they are saved. `version` grows with each state to show."""

    def __init__(self, settings: Settings, copy: Path | None, announce: Callable[[], None]) -> None:
        self._settings = settings
        self._ask = build_ask(settings, announce)
        self._patcher = Patcher(self._ask.retriever.model, examples_of(self._ask.knowledge))
        copy = copy or settings.article
        self._texts = {one.locator: one.text for one in read_article(copy)} if copy else {}
        self._findings: list[Finding] = []
        self.version = 1
        self.is_patched = False
        folders = (settings.knowledge, common_of(settings.knowledge), settings.prompts)
        watch = Watch(folders, self._take_over, fingerprint(folders), lambda _: None)
        self.watch = Watching([watch], every=_EVERY)

    async def begin(self) -> None:
        """Look at the files for the first time, and get ready for edits."""
        await self.watch.start()
        self._findings = await asyncio.to_thread(self._checked)
        self.version += 1
        await asyncio.to_thread(self._patcher.warm)

    @property
    def wording(self) -> Wording:
        """The words in force."""
        return self._ask.wording

    def state(self) -> Row:
        """Everything but an answer."""
        knowledge = self._ask.knowledge
        return {
            "version": self.version,
            "title": knowledge.source.title,
            "patched": self.is_patched,
            "findings": [
                str(finding).replace(f"{self._settings.knowledge}/", "")
                for finding in self._findings
            ],
            "sections": list(_sections(knowledge, self._texts)),
            "counts": {
                "entries": len(knowledge.entries),
                "passages": len(knowledge.source.passages()),
                "near": len(knowledge.near_misses),
                "premises": len(knowledge.premises),
            },
        }

    def answer(self, question: str, member: str, now: datetime) -> Row:
        """The reply as Discord shows it, and what it was made from."""
        return {"version": self.version, **explained(self._ask, question, member, now)}

    async def _take_over(self, _: Change) -> None:
        """An edit was saved."""
        try:
            await asyncio.to_thread(self._read)
        except EyebotError as error:
            self._findings = [Finding.read(line) for line in str(error).splitlines()]
        self.version += 1

    def _read(self) -> None:
        settings = self._settings
        knowledge = load(settings.knowledge)
        wording = Wording.load(settings.prompts)
        examples = examples_of(knowledge)
        model = self._patcher.patched(examples, synonyms_of(knowledge))
        turns = load_turns(knowledge.turns, knowledge.chat_speak, settings.models)
        acts = load_acts(knowledge.turns, knowledge.chat_speak, settings.models)
        calibration = Calibration.load(settings.calibration)
        self._ask.wording.adopt(wording)
        self._ask.reload(knowledge, Retriever(knowledge, model, calibration, turns, acts))
        self.is_patched = True
        self._findings = self._checked()

    def _checked(self) -> list[Finding]:
        try:
            return check(self._settings.knowledge)
        except KnowledgeError as error:
            return [Finding.read(line) for line in str(error).splitlines()]


def _sections(knowledge: Knowledge, texts: Mapping[str, str]) -> Iterator[Row]:
    """Sections with their passages, each with the entries that cite it."""
    citing: dict[str, list[Entry]] = {}
    for entry in knowledge.entries:
        for locator in entry.cites:
            citing.setdefault(locator, []).append(entry)
    for section in knowledge.source.sections:
        yield {
            "heading": section.heading,
            "passages": [
                {
                    "locator": (locator := f"{section.id}:{passage.number}"),
                    "words": passage.words,
                    "text": texts.get(locator, ""),
                    "facts": ", ".join((*passage.figures, *passage.names)),
                    "entries": [_entry(entry) for entry in citing.get(locator, [])],
                }
                for passage in section.passages
            ],
        }


def _entry(entry: Entry) -> Row:
    notes = (entry.voice, entry.speaker, entry.certainty, entry.side, entry.role)
    return {
        "id": entry.id,
        "title": entry.title,
        "claim": entry.claim,
        "notes": " · ".join(filter(None, map(str, notes))),
        "cites": " ".join(entry.cites),
        "asks": list(entry.asks),
    }
