"""A message is read once, whatever it is; a compound question's parts once each."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from bot.retrieval import model
from bot.retrieval.acts import Blind
from bot.services.asking.ask import AskService

NOW = datetime(2026, 5, 1, tzinfo=UTC)
_FEW = 20
"""Classes of the small ranker, at most; the article has hundreds."""
FIRST = "what does the chinese blacklist do to people"


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each text was cleaned, and each list of words embedded."""
    seen: Counter[str] = Counter()
    clean, embed = model.clean, model.Model.embed

    def cleaned(text: str) -> str:
        seen[text] += 1
        return clean(text)

    def embedded(self: model.Model, plain: tuple[str, ...]) -> model.Floats:
        # The rankers of acts and of follow-ups look with eyes of their own.
        if len(self.labels) > _FEW and not isinstance(self.embedder, Blind):
            seen["embedded: " + " ".join(plain)] += 1
        return embed(self, plain)

    monkeypatch.setattr(model, "clean", cleaned)
    monkeypatch.setattr(model.Model, "embed", embedded)
    return seen


@pytest.mark.parametrize(
    "text",
    [
        "which bank let the firms try it out",
        "how do I bake bread",
        "hello there",
        "why?",
        "and in the us?",
        "how many of them",
        "???",
        "i want to kill myself",
        "who said that",
    ],
)
@pytest.mark.parametrize("is_follow_up", [False, True], ids=["first", "after an answer"])
def test_a_message_is_read_once(
    ask: AskService, readings: Counter[str], text: str, is_follow_up: bool
) -> None:
    if is_follow_up:
        ask.ask(FIRST, member="m", place="p", now=NOW)
        ask.ask("why?", member="m", place="p", now=NOW)  # titles of entries are kept once read
        ask.ask(FIRST, member="m", place="p", now=NOW)
    readings.clear()

    ask.ask(text, member="m", place="p", now=NOW + timedelta(minutes=1))

    read = {seen: n for seen, n in readings.items() if not seen.startswith("embedded")}
    titles = {entry.title for entry in ask.knowledge.entries}
    assert read.pop(text) == 1
    # What resembles a wish ("which bank …") has the words read that name what it is about.
    assert len({seen for seen in read if seen not in titles and seen in text}) <= 1
    assert {seen for seen in read if seen not in text} <= titles
    assert max(readings.values()) == 1


def test_the_parts_of_a_compound_question_are_read_once_each(
    ask: AskService, readings: Counter[str]
) -> None:
    text = "who approved the company pilots and what are the two predators"

    reply = ask.ask(text, member="m", place="p", now=NOW)

    read = {seen: n for seen, n in readings.items() if not seen.startswith("embedded")}
    assert len(reply.answers) == 2
    # Its parts are read as what may be several wishes, and then as questions.
    assert read.keys() == {text, *text.split(" and ")}
    assert read[text] == 1
    assert max(read.values()) <= 2
    assert max(n for seen, n in readings.items() if seen.startswith("embedded")) == 1
