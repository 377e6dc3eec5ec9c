"""The bot converses: its own dialogues, written without sight of its examples, and those of
development where they are at hand. The shares are what was measured, less a little.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.articles import build_ask
from bot.evaluation.conversations import converse
from bot.evaluation.golden import ask_all, measure
from bot.services.asking.ask import AskService
from bot.settings import load_settings

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SHARED = ROOT.parent / "shared"
NOW = datetime(2026, 5, 1, tzinfo=UTC)
_PEOPLE_FIRST = ("feelings",)


@pytest.fixture(scope="module")
def quoting() -> AskService:
    """The bot with a copy of the article that it may quote from, where there is one."""
    copy = SHARED / "article" / "article.md"
    return build_ask(load_settings(data=ROOT / "var", article=copy if copy.exists() else None))


def test_conversations_of_many_temperaments_hold(quoting: AskService) -> None:
    held = converse(HERE / "companion.jsonl", quoting.ask)

    assert held.asked.total() >= 250
    assert held.share >= 0.76, "\n".join(held.misses)


def test_conversations_of_thirty_members_hold(quoting: AskService) -> None:
    """Written by other hands; what was missed in a third of them was mended by its kind, the rest
    was only counted.
    """
    held = converse(HERE / "members.jsonl", quoting.ask)

    assert held.asked.total() >= 500
    assert held.share >= 0.74, "\n".join(held.misses)


def test_nobody_in_danger_is_answered_with_a_passage(quoting: AskService) -> None:
    rows = [json.loads(line) for line in (HERE / "companion.jsonl").read_text().splitlines()]
    turns = [turn for row in rows for turn in row["turns"] if "check" in turn]
    cries = [turn["q"] for turn in turns if "988" in str(turn["check"].get("says_any"))]

    assert cries
    for number, cry in enumerate(cries):
        reply = quoting.ask(cry, member=f"cry-{number}", place="p", now=NOW)
        assert not reply.answers, cry
        assert "988" in reply.text, cry


def test_dialogues_on_the_article_are_followed(quoting: AskService) -> None:
    chats = measure(ask_all(quoting.ask, [HERE / "chats.jsonl"])).figures()
    others = measure(ask_all(quoting.ask, [HERE / "members_dialogues.jsonl"])).figures()

    assert chats["dialogue turns: hit@1"] >= 0.82
    assert others["dialogue turns: hit@1"] >= 0.82


@pytest.mark.skipif(
    not SHARED.exists(), reason="the development dialogues are not part of the repository"
)
def test_the_development_dialogues_hold(quoting: AskService) -> None:
    held = converse(SHARED / "questions" / "companion.jsonl", quoting.ask)

    assert held.share >= 0.88, "\n".join(held.misses)
    for kind in _PEOPLE_FIRST:
        assert held.right[kind] == held.asked[kind]
