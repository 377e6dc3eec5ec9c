"""The composition root: the only file that knows every part. Importing it does nothing; each function builds what one command needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.knowledge.loader import load
from bot.knowledge.models import Knowledge
from bot.retrieval.calibrate import Calibration
from bot.retrieval.retriever import Retriever, load_model
from bot.services.ask import AskService
from bot.settings import Settings
from bot.wording import Wording


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
    return AskService(reading.knowledge, reading.retriever, reading.wording)
