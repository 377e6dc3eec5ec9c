"""What tells a near miss from a question: by what it asks, a figure the entry lacks, a lead that is
no proof.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.loader import load
from bot.retrieval.calibration import Calibration
from bot.retrieval.data import FOLDER
from bot.retrieval.query.question_words import WHETHER, QuestionWords
from bot.retrieval.retriever import Retriever, load_model
from bot.retrieval.signals import Signals
from tests.packs.generated import Made, write_pack

ROOT = Path(__file__).parents[3]
ENTRIES = [
    Made(
        "What does a bed cost?",
        "A bed would cost 65 dollars.",
        ("how much is a bed", "what is the price of a bed", "bed price"),
    ),
    Made(
        "When does the museum open?",
        "The museum opens in May.",
        ("when does the museum open its doors", "museum opening", "when can i see the museum"),
    ),
]


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    folder = tmp_path_factory.mktemp("knowledge") / "made"
    knowledge = load(write_pack(folder, ENTRIES, title="Made up", language="en"))
    calibration = Calibration.load(FOLDER / "calibration.json")
    return Retriever(knowledge, load_model(knowledge, None), calibration)


def _signals(retriever: Retriever, question: str) -> Signals:
    return retriever.rank(retriever.read(question)).signals


def test_an_entry_that_nobody_asks_so_is_known_by_it(retriever: Retriever) -> None:
    asked, otherwise = (
        _signals(retriever, question)
        for question in ("when will the museum open", "who designed the museum")
    )

    assert (asked.asked_so, asked.claimed_otherwise) == (1, 0)
    assert otherwise.asked_so == 0
    assert otherwise.claimed_otherwise == pytest.approx(otherwise.top)


def test_a_figure_that_the_entry_lacks_is_seen(retriever: Retriever) -> None:
    assert _signals(retriever, "how much was a bed in 1964").figure == 1
    assert _signals(retriever, "is a bed 65 dollars").figure == 0


def test_a_great_lead_counts_no_more_than_a_clear_one(retriever: Retriever) -> None:
    assert _signals(retriever, "when does the museum open its doors").lead == 0.5


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("how many people came", "how many"),
        ("and how did it go", "how"),
        ("tell me who came", "who"),
        ("did anyone come", WHETHER),
        ("museum prices", ""),
    ],
)
def test_what_a_question_asks_by(question: str, kind: str) -> None:
    words = QuestionWords(load(ROOT / "knowledge" / "eye-in-the-sky").turns)

    assert words.asked_by(question.split()) == kind
