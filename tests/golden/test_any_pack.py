"""Packs of any size and language load and answer; `python -m tests.benchmarks.large` asks one of
five thousand entries.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.articles import build_library
from bot.dialogue.replies import Outcome, Reply
from bot.knowledge.checking.checks import check
from bot.services.asking.ask import AskService
from bot.settings import Settings
from tests.packs.generated import Made, invented, write_pack

NOW = datetime(2026, 1, 1, tzinfo=UTC)
GERMAN = [
    Made(
        "Wann wurde der Turm gebaut?",
        "Der Turm wurde von den Bürgern aus Ziegeln gebaut.",
        ("wann hat man den turm errichtet", "seit wann gibt es den turm", "baujahr vom turm"),
    ),
    Made(
        "Warum steht der Turm schief?",
        "Der Turm steht schief, weil der Boden auf einer Seite weich ist.",
        ("warum ist der turm so schief", "weshalb neigt er sich", "woran liegt es dass er kippt"),
    ),
    Made(
        "Wer läutet die Glocke?",
        "Die Glocke läutet jeden Abend der Bäcker.",
        ("wer zieht abends am seil", "wer ist für das läuten da", "von wem kommt das geläut"),
    ),
]


def service(folder: Path, entries: list[Made], language: str = "en") -> AskService:
    """Who answers from a pack that was just written."""
    pack = write_pack(folder / "knowledge" / "made", entries, title="Made up", language=language)
    settings = Settings(knowledge=pack, data=folder, cache=folder / "cache", embedding="static")
    return build_library(settings).first.ask


def ask(asked: AskService, question: str) -> Reply:
    """Its reply to somebody it has never met."""
    return asked.ask(question, member=question, place="p", now=NOW)


@pytest.mark.parametrize("count", [1, 2, 300])
def test_a_pack_of_any_size_answers_and_refuses(tmp_path: Path, count: int) -> None:
    entries = invented(count)
    asked = service(tmp_path, entries)

    for number in {0, count // 2, count - 1}:
        reply = ask(asked, f"so {entries[number].asks[0]}?")
        assert [answer.entry for answer in reply.answers] == [f"e{number + 1}"]
    assert ask(asked, "how do i cook rice").outcome is Outcome.ABSENT
    assert ask(asked, "hello").outcome is Outcome.CHAT


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("Wann wurde der Turm errichtet?", "e1"),
        ("Warum ist der Turm eigentlich so schief?", "e2"),
        ("Wer läutet denn die Glocke?", "e3"),
    ],
)
def test_an_article_in_another_language_is_answered_from(
    tmp_path: Path, question: str, entry: str
) -> None:
    reply = ask(service(tmp_path, GERMAN, "de"), question)

    assert [answer.entry for answer in reply.answers] == [entry]


def test_what_is_common_holds_for_an_article_in_another_language(tmp_path: Path) -> None:
    asked = service(tmp_path, GERMAN, "de")

    assert ask(asked, "i want to kill myself").text == asked.wording.say("ask.crisis")
    assert ask(asked, "how do i cook rice").outcome is Outcome.ABSENT
    foreign = ask(asked, "pourquoi la tour est-elle penchée ?")
    assert "anglais" not in foreign.text, "nothing here is in English"


def test_a_capital_letter_makes_no_name_where_nouns_have_one(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "knowledge" / "turm", GERMAN, title="T", language="de")

    assert not [finding for finding in check(pack) if "the name" in finding.what]
