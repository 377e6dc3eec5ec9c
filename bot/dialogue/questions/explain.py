"""Why a question was answered as it was, for maintainers."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dialogue.questions.intent import Verdict, needed
from bot.knowledge.models import Entry
from bot.retrieval.calibration import Calibration
from bot.retrieval.retriever import Ranking
from bot.retrieval.signals import NAMES


def explain(
    ranking: Ranking, verdict: Verdict, calibration: Calibration, entries: Mapping[str, Entry]
) -> str:
    """How it was read, the outcome, thresholds, candidates and signals, a line each."""
    answers_at, asks_at = needed(ranking, calibration), calibration.clarify_at
    subject = ranking.group or "none"
    lines = [
        f"read as      {' '.join(ranking.plain)}   (asks for: {ranking.asked})",
        f"outcome      {verdict.decision}   probability {ranking.probability:.3f}",
        f"thresholds   answers at {answers_at:.3f}, asks back at {asks_at:.3f}",
        f"against      {ranking.against} {ranking.against_score:+.3f}, nearest subject {subject}",
    ]
    lines += [
        f"candidate    {one.score:+.3f} {one.entry} {' '.join(entries[one.entry].cites)}"
        for one in ranking.candidates
    ]
    lines += [
        f"signal       {name:16s}{value:8.3f}"
        for name, value in zip(NAMES, ranking.signals.row(), strict=True)
    ]
    return "\n".join(lines)
