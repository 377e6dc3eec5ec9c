"""An answer with all that it was made from, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.adapters.discord.ask.panels import reply_panel
from bot.adapters.discord.floor.look import Words
from bot.dialogue.questions.intent import decide, needed
from bot.knowledge.models import Knowledge
from bot.retrieval.query.text import clip
from bot.retrieval.retriever import Ranking
from bot.retrieval.signals import NAMES
from bot.services.asking.ask import AskService

Row = dict[str, object]
_NOBODYS = "preview"
"""Stands for the question behind the button that hands it to the maintainers."""


def explained(service: AskService, question: str, member: str, now: datetime) -> Row:
    """The reply as Discord shows it; and the candidates, signals and thresholds of the question by
    itself, whatever was said before.
    """
    retriever = service.retriever
    ranking = retriever.rank(retriever.read(clip(question)))
    verdict = decide(ranking, retriever.calibration)
    reply = service.ask(question, member=member, place="workshop", now=now)
    shown = reply_panel(reply, question, Words(service.wording), token=_NOBODYS)
    # discord.py has no types for it.
    components = shown.to_components()  # type: ignore[no-untyped-call]
    return {
        "outcome": str(reply.outcome),
        "message": list(_parts(components)),
        "decision": str(verdict.decision),
        "probability": round(ranking.probability, 3),
        "answers_at": round(needed(ranking, retriever.calibration), 3),
        "asks_at": round(retriever.calibration.clarify_at, 3),
        "read": " ".join(ranking.plain),
        "against": ranking.against,
        "against_score": round(ranking.against_score, 3),
        "subject": ranking.group,
        "candidates": list(_candidates(ranking, service.knowledge)),
        "signals": [
            {"name": name, "value": round(float(value), 3)}
            for name, value in zip(NAMES, ranking.signals.row(), strict=True)
        ],
    }


def _parts(components: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    """Containers, texts and rows of buttons, in Discord's order; nothing else has words."""
    for one in components:
        if "content" in one:
            yield {"text": one["content"]}
        elif any("label" in inner for inner in one.get("components", ())):
            yield {"buttons": [inner.get("label", "") for inner in one["components"]]}
        elif "components" in one:
            yield from _parts(one["components"])


def _candidates(ranking: Ranking, knowledge: Knowledge) -> Iterator[Row]:
    entries = {entry.id: entry for entry in knowledge.entries}
    for candidate in ranking.candidates:
        entry = entries[candidate.entry]
        yield {
            "entry": entry.id,
            "title": entry.title,
            "cites": " ".join(entry.cites),
            "score": round(candidate.score, 3),
        }
