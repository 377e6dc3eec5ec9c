"""The articles as the bot holds them: each loaded, its ranker learned or found kept, and joined
with the words.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from bot.debate.formats import check_words
from bot.dialogue.memory import Memory
from bot.dialogue.replies import Reply
from bot.knowledge.checking.advice import lacks
from bot.knowledge.loader import common_languages, load, with_own_words
from bot.knowledge.models import ENGLISH, Knowledge, Language
from bot.knowledge.packs import listed, require_apart
from bot.knowledge.quotes import quotes_of, read_copy
from bot.knowledge.shipped import common_of
from bot.retrieval.acts import ActRanker, load_acts
from bot.retrieval.calibration import Calibration, OutdatedError
from bot.retrieval.retriever import Retriever, load_model
from bot.retrieval.turns import TurnRanker, load_turns
from bot.services.asking.ask import AskService
from bot.services.asking.library import Library, Shelf
from bot.services.debating.brief import BriefService, check_templates
from bot.settings import Settings
from bot.wording import Wording
from bot.wording.motions import FOLDER, read_motions

_LOG = logging.getLogger(__name__)
OnReply = Callable[[Reply, datetime, float, str], None]
"""Called with every reply: when, how many seconds it took, and the id of the article."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What answering needs: the knowledge, its ranker and the words."""

    knowledge: Knowledge
    retriever: Retriever
    wording: Wording


def build_reading(settings: Settings, announce: Callable[[], None] = lambda: None) -> Reading:
    """Load knowledge, prompts and the learned model of one article, the first where there are
    several; `announce` is called when learning will take a while.
    """
    settings = settings.of(settings.packs[0])
    return _read(
        settings, load(settings.knowledge), Wording.load(settings.prompts), announce, Rankers()
    )


def build_ask(
    settings: Settings,
    announce: Callable[[], None] = lambda: None,
    on_reply: OnReply = lambda *_: None,
) -> AskService:
    """The service that answers questions about one article, the first where there are several;
    `on_reply` is called with every reply.
    """
    settings = settings.of(settings.packs[0])
    return _ask(settings, build_reading(settings, announce), on_reply)


def build_library(
    settings: Settings,
    announce: Callable[[], None] = lambda: None,
    on_reply: OnReply = lambda *_: None,
) -> Library:
    """All articles, each with who answers from it and what it brings to debates. Raises
    KnowledgeError where two of them can be taken for one another.
    """
    packs = [(pack, load(pack)) for pack in settings.packs]
    require_apart(packs)
    wording, rankers = Wording.load(settings.prompts), Rankers()
    shelves = []
    for pack, knowledge in packs:
        own = settings.of(pack)
        ask = _ask(own, _read(own, knowledge, wording, announce, rankers), on_reply)
        shelves.append(Shelf(ask, brief_of(ask, own)))
        for lack in lacks(pack):
            _LOG.info("%s", lack)
        if (settings.prompts / FOLDER).is_dir() and (pack / FOLDER).is_dir():
            _LOG.info("%s is offered its own motions, not those of prompts/", pack.name)
        if not own.own_calibration.exists():
            _LOG.info("%s has no calibration of its own; the shared one decides", pack.name)
    return Library(shelves)


class Rankers:
    """Rankers of follow-ups and acts, loaded once for all articles that share their examples."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[TurnRanker, ActRanker]] = {}

    def of(self, knowledge: Knowledge, folder: Path) -> tuple[TurnRanker, ActRanker]:
        """Those for the examples that go with this knowledge."""
        digest, examples = knowledge.turns.digest, (knowledge.turns, knowledge.chat_speak)
        if digest not in self._kept:
            self._kept[digest] = load_turns(*examples, folder), load_acts(*examples, folder)
        return self._kept[digest]


def _read(
    settings: Settings,
    knowledge: Knowledge,
    wording: Wording,
    announce: Callable[[], None],
    rankers: Rankers,
) -> Reading:
    model = load_model(knowledge, settings.models, announce, settings.embedding)
    turns, acts = rankers.of(knowledge, settings.models)
    retriever = Retriever(knowledge, model, _calibration(settings), turns, acts)
    return Reading(knowledge, retriever, wording)


def _calibration(settings: Settings) -> Calibration:
    """The pack's own; the shared one where it has none, or one that an older eyebot made."""
    try:
        return Calibration.load(settings.calibration)
    except OutdatedError as error:
        if settings.calibration == settings.shared_calibration:
            raise
        _LOG.warning("%s; until then the shared one decides", error)
        return Calibration.load(settings.shared_calibration)


def _quotes(settings: Settings) -> Callable[[Knowledge], Mapping[str, str]]:
    """What may be quoted of a knowledge's article; nothing without a copy of it."""
    copies = listed(str(settings.article)) if settings.article else []
    texts = tuple(text for copy in copies for text in read_copy(copy))
    return lambda knowledge: quotes_of(knowledge.source, texts)


def _ask(settings: Settings, reading: Reading, on_reply: OnReply) -> AskService:
    is_english = reading.knowledge.source.language == ENGLISH
    return AskService(
        reading.knowledge.once_learned(),
        reading.retriever,
        reading.wording,
        # Their words lead to English ones, which no entry of another language has.
        lambda: _languages(settings.knowledge) if is_english else (),
        lambda reply, now, seconds: on_reply(reply, now, seconds, reading.knowledge.id),
        memory=Memory(settings.remembered),
        quotes=_quotes(settings),
    )


def forget_languages() -> None:
    """Every article has its own, or they have been edited: read them again when they are next
    needed.
    """
    _common_languages.cache_clear()


def _languages(pack: Path) -> tuple[Language, ...]:
    return with_own_words(pack, _common_languages(common_of(pack)))


@cache
def _common_languages(common: Path) -> tuple[Language, ...]:
    """Read once for all articles that share them."""
    return common_languages(common)


def brief_of(ask: AskService, settings: Settings) -> BriefService:
    """The article's points and the templates of debates; WordingError on a template no debate can
    be started from.
    """
    templates = read_motions(settings.prompts, settings.knowledge)
    check_words(ask.wording.under)
    check_templates(templates, ask.wording.say)
    return BriefService(lambda: ask.knowledge, templates)


def check_apart(settings: Settings) -> None:
    """Raise KnowledgeError where two articles can be taken for one another."""
    require_apart([(pack, load(pack)) for pack in settings.packs])


def check_debates(settings: Settings) -> None:
    """Raise WordingError for the first key that `prompts/` lacks, or the first template that no
    debate can be started from.
    """
    wording = Wording.load(settings.prompts)
    check_words(wording.under)
    for pack in settings.packs:
        check_templates(read_motions(settings.prompts, pack), wording.say)
