"""Edits of knowledge and prompts taken over while the bot runs: loaded, checked and learned aside,
then swapped in between two questions.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.debate.formats import check_words
from bot.errors import KnowledgeError
from bot.knowledge.checking.checks import check
from bot.knowledge.loader import load
from bot.knowledge.shipped import common_of
from bot.retrieval.calibration import Calibration
from bot.retrieval.retriever import Retriever, load_model, prepare
from bot.retrieval.turns import load_turns
from bot.services.asking.ask import AskService
from bot.services.debating.brief import BriefService, check_templates
from bot.settings import Settings
from bot.timers.aside import run_aside
from bot.timers.watch import Watch
from bot.wording import Wording
from bot.wording.motions import MotionTemplate, read_motions


def watch(
    settings: Settings,
    ask: AskService,
    brief: BriefService,
    *,
    every: float = 5.0,
    on_outcome: Callable[[str], None] = lambda _: None,
) -> Watch:
    """Looks after both folders. What does not load or pass `kb check` changes nothing and is told
    in the log; `on_outcome` is called with taken or refused.
    """

    async def take_over() -> None:
        digest, turns_digest = ask.knowledge.digest, ask.knowledge.turns.digest
        findings = await asyncio.to_thread(check, settings.knowledge)
        if findings:
            raise KnowledgeError("\n".join(map(str, findings)))
        knowledge = await asyncio.to_thread(load, settings.knowledge)
        if knowledge.digest != digest or knowledge.turns.digest != turns_digest:
            await run_aside(prepare, settings.knowledge, settings.models, settings.embedding)
        wording, templates = await asyncio.to_thread(_words, settings)
        calibration = Calibration.load(settings.calibration)
        model = await asyncio.to_thread(
            load_model, knowledge, settings.models, embedding=settings.embedding
        )
        turns = await asyncio.to_thread(
            load_turns, knowledge.turns, knowledge.chat_speak, settings.models
        )
        retriever = await asyncio.to_thread(Retriever, knowledge, model, calibration, turns)
        ask.wording.adopt(wording)
        brief.adopt(templates)
        ask.reload(knowledge, retriever)

    return Watch(
        (settings.knowledge, common_of(settings.knowledge), settings.prompts),
        take_over,
        every=every,
        on_outcome=on_outcome,
    )


def _words(settings: Settings) -> tuple[Wording, tuple[MotionTemplate, ...]]:
    wording = Wording.load(settings.prompts)
    templates = read_motions(settings.prompts, settings.knowledge)
    check_words(wording.under)
    check_templates(templates, wording.say)
    return wording, templates
