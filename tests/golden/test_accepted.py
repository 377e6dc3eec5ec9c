"""The golden questions are answered at least as well as in the accepted run (`eyebot kb eval
--accept` accepts a new one).
"""

import json
from pathlib import Path

import pytest

from bot.articles import build_ask
from bot.dialogue.memory import Memory
from bot.evaluation.batch import answer_file
from bot.evaluation.golden import ask_all, dropped, measure, table
from bot.services.asking.ask import AskService
from bot.settings import load_settings

ROOT = Path(__file__).parents[2]
HERE = ROOT / "knowledge" / "eye-in-the-sky" / "golden"
DEVELOPMENT = ROOT.parent / "shared" / "questions"


def test_no_figure_drops_below_the_accepted_run(ask: AskService) -> None:
    accepted = json.loads((HERE / "accepted.json").read_text())
    report = measure(ask_all(ask.ask, sorted(HERE.glob("*.jsonl"))))

    assert not dropped(report, accepted), table(report, accepted)


def test_no_figure_drops_below_the_accepted_run_of_the_transformer() -> None:
    ask = build_ask(load_settings(data=ROOT / "var", embedding="minilm"))
    accepted = json.loads((HERE / "accepted-minilm.json").read_text())
    report = measure(ask_all(ask.ask, sorted(HERE.glob("*.jsonl"))))

    assert not dropped(report, accepted), table(report, accepted)


def test_a_batch_gives_the_same_answers_twice(ask: AskService) -> None:
    once = list(answer_file(HERE / "dialogues.jsonl", ask.ask))

    ask.memory = Memory()
    assert list(answer_file(HERE / "dialogues.jsonl", ask.ask)) == once
    assert {row["outcome"] for row in once} <= {"answer", "clarify", "absent", "chat"}


@pytest.mark.skipif(
    not DEVELOPMENT.exists(), reason="the development questions are not part of the repository"
)
def test_the_development_questions_are_answered(ask: AskService) -> None:
    files = [DEVELOPMENT / f"{name}.jsonl" for name in ("in_scope", "out_of_scope", "dialogues")]
    figures = measure(ask_all(ask.ask, files)).figures()

    assert figures["in scope: hit@1"] >= 0.95
    assert figures["dialogue turns: hit@1"] >= 0.90
    assert figures["refused offtopic"] == 1
    assert figures["refused injection"] == 1
    assert figures["refused near"] >= 0.88
    assert figures["small talk answered as chat"] == 1
