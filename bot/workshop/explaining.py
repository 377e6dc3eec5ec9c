"""An answer with all that it was made from, as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.adapters.discord.ask.render import render_reply
from bot.dialogue.questions.intent import decide, needed
from bot.knowledge.models import Knowledge
from bot.retrieval.query.text import clip
from bot.retrieval.retriever import Ranking
from bot.retrieval.signals import NAMES
from bot.services.asking.ask import AskService

Row = dict[str, object]


def explained(service: AskService, question: str, member: str, now: datetime) -> Row:
    """The reply as Discord shows it; and the candidates, signals and thresholds of the question by
    itself, whatever was said before.
    """
    retriever = service.retriever
    ranking = retriever.rank(retriever.read(clip(question)))
    verdict = decide(ranking, retriever.calibration)
    reply = service.ask(question, member=member, place="workshop", now=now)
    page = render_reply(reply, service.wording)
    return {
        "outcome": str(reply.outcome),
        "texts": list(page.texts),
        "choices": [offer.label for offer in page.choices],
        "related": [offer.label for offer in page.related],
        "askable": page.askable,
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
