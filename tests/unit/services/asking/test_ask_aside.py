"""A slow embedding holds up nobody but its own questions, which keep their order."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from bot.articles import Reading
from bot.dialogue.replies import Reply
from bot.retrieval.retriever import Retriever
from bot.services.asking.ask import AskService

NOW = datetime(2026, 5, 1, tzinfo=UTC)
_PAUSE = 0.2


class Slow:
    """The static embedding, as slow as a transformer on a poor day."""

    name, width, is_slow = "static", 256, True

    def __init__(self, inner: object) -> None:
        self._inner = inner
        self.threads: set[int] = set()

    def embed(self, texts: Sequence[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        self.threads.add(threading.get_ident())
        time.sleep(_PAUSE)
        return self._inner.embed(texts)  # type: ignore[attr-defined, no-any-return]


async def test_the_loop_goes_on_while_questions_are_embedded_one_after_another(
    reading: Reading,
) -> None:
    slow = Slow(reading.retriever.model.embedder)
    model = replace(reading.retriever.model, embedder=slow)
    retriever = Retriever(reading.knowledge, model, reading.retriever.calibration)
    heard: list[Reply] = []
    service = AskService(
        reading.knowledge,
        retriever,
        reading.wording,
        on_reply=lambda reply, _, __: heard.append(reply),
    )
    beats = 0

    async def beat() -> None:
        nonlocal beats
        while True:
            await asyncio.sleep(0.01)
            beats += 1

    beating = asyncio.create_task(beat())
    first, second = await asyncio.gather(
        service.ask_aside("what are the two predators", member="m", place="p", now=NOW),
        service.ask_aside("who said that?", member="m", place="p", now=NOW),
    )
    beating.cancel()

    assert threading.get_ident() not in slow.threads
    assert heard == [first, second]
    assert second.answers == first.answers
    assert beats >= 5
