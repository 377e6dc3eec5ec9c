"""The composition root: the only file that knows every part. Importing it does nothing; each function builds what one command needs."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.clock import wall_clock
from bot.knowledge.loader import load, load_languages
from bot.knowledge.models import Knowledge
from bot.retrieval.calibrate import Calibration
from bot.retrieval.retriever import Retriever, load_model
from bot.retrieval.tune import tune
from bot.services.ask import AskService
from bot.services.evaluation import ask_all, dropped, measure, table
from bot.settings import Settings
from bot.wording import Wording

GOLDEN = Path(__file__).parent.parent / "tests" / "golden"


@dataclass(frozen=True, slots=True)
class Reading:
    """What answering needs: the knowledge, its ranker and the words."""

    knowledge: Knowledge
    retriever: Retriever
    wording: Wording


def build_reading(settings: Settings, announce: Callable[[], None] = lambda: None) -> Reading:
    """Load knowledge, prompts and the learned model; `announce` is called when learning will take a while."""
    wording = Wording.load(settings.prompts)
    knowledge = load(settings.knowledge)
    model = load_model(knowledge, settings.data / "cache", announce)
    calibration = Calibration.load(settings.knowledge / "calibration.json")
    return Reading(knowledge, Retriever(knowledge, model, calibration), wording)


def build_ask(settings: Settings, announce: Callable[[], None] = lambda: None) -> AskService:
    """The service that answers questions."""
    reading = build_reading(settings, announce)
    return AskService(reading.knowledge, reading.retriever, reading.wording, lambda: load_languages(settings.knowledge))


def calibrate(settings: Settings) -> str:
    """Choose the calibration of the knowledge anew and keep it; returns what was measured."""
    knowledge = load(settings.knowledge)
    tuning = tune(knowledge)
    tuning.calibration.save(settings.knowledge / "calibration.json")
    lines = [
        f"unseen phrasings ranked rightly   {tuning.found:.3f}",
        f"unseen phrasings answered         {tuning.answered:.3f}",
        *(f"unseen subjects refused: {scope:10s} {share:.3f}" for scope, share in tuning.refused.items()),
        f"answers at {tuning.calibration.answer_at:.3f}, asks back at {tuning.calibration.clarify_at:.3f}",
    ]
    return "\n".join(lines)


def evaluate(settings: Settings, files: list[Path], *, accept: bool, leave_one_out: bool) -> tuple[str, bool]:
    """Measure labelled questions against the accepted run; the flag says whether a figure dropped."""
    ask = build_ask(settings)
    files = files or sorted(GOLDEN.glob("*.jsonl"))
    report = measure(ask_all(ask, files))
    kept = GOLDEN / "accepted.json"
    accepted: dict[str, float] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    text = table(report, accepted)
    if report.misses:
        text += "\n\nmisses\n" + "\n".join(f"  {miss}" for miss in report.misses)
    if leave_one_out:
        found = tune(load(settings.knowledge), folds=20).found
        text += f"\n\nauthored phrasings asked with themselves left out (20 folds): hit@1 {found:.3f}"
    if accept:
        kept.write_text(json.dumps(report.figures(), indent=1) + "\n", encoding="utf-8")
    return text, bool(dropped(report, accepted)) and not accept


def run_chat(settings: Settings, announce: Callable[[], None]) -> None:
    """The terminal chat."""
    from bot.adapters.console.chat import chat  # noqa: PLC0415  # the other surface must not be loaded
    from bot.adapters.console.commands import base_commands  # noqa: PLC0415
    from bot.adapters.console.talk import Talk  # noqa: PLC0415

    ask = build_ask(settings, announce)
    talk = Talk(ask, wall_clock, base_commands())
    asyncio.run(chat(talk, ask.knowledge.source.title, settings.data / "history"))
