"""A message is read once, whatever it is; its parts once each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from bot.retrieval import model, signals
from bot.retrieval.acts import Blind
from bot.retrieval.query.query import Query
from bot.services.asking.ask import AskService

NOW = datetime(2026, 5, 1, tzinfo=UTC)
_FEW = 20
"""Classes of the ranker of follow-ups, at most; the article has hundreds."""
FIRST = "what does the chinese blacklist do to people"


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[str, object]]:
    """How often each text was read, each list of words embedded by each ranker, and each query
    ranked in the same light.
    """
    seen: Counter[tuple[str, object]] = Counter()
    clean, embed, weigh = model.clean, model.Model.embed, signals.Witness.weigh

    def cleaned(text: str) -> str:
        seen["read", text] += 1
        return clean(text)

    def embedded(self: model.Model, plain: tuple[str, ...]) -> model.Floats:
        ranker = "article" if len(self.labels) > _FEW else "follow-ups"
        seen["acts" if isinstance(self.embedder, Blind) else ranker, plain] += 1
        return embed(self, plain)

    def weighed(
        self: signals.Witness, query: Query, lift: Mapping[str, float] | None = None
    ) -> signals.Evidence:
        seen["ranked", (query, frozenset((lift or {}).items()))] += 1
        return weigh(self, query, lift)

    monkeypatch.setattr(model, "clean", cleaned)
    monkeypatch.setattr(model.Model, "embed", embedded)
    monkeypatch.setattr(signals.Witness, "weigh", weighed)
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
    ask: AskService, readings: Counter[tuple[str, object]], text: str, is_follow_up: bool
) -> None:
    if is_follow_up:
        ask.ask(FIRST, member="m", place="p", now=NOW)
        ask.ask("why?", member="m", place="p", now=NOW)  # titles of entries are kept once read
        ask.ask(FIRST, member="m", place="p", now=NOW)
    readings.clear()

    ask.ask(text, member="m", place="p", now=NOW + timedelta(minutes=1))

    read = {str(seen): n for (kind, seen), n in readings.items() if kind == "read"}
    titles = {entry.title for entry in ask.knowledge.entries}
    assert read.pop(text) == 1
    # What resembles a wish ("which bank …") has the words read that name what it is about.
    assert len({seen for seen in read if seen not in titles and seen in text}) <= 1
    assert {seen for seen in read if seen not in text} <= titles
    assert max(readings.values()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "who approved the company pilots and what are the two predators",
        "summarize it and who wrote it",
        "hi, who approved it and is it voluntary?",
        "thanks! and what happens to people on the blacklist? who said that?",
        "give me both sides and the sources",
        "what is the difference between a score and a blacklist",
        "quote the bit about the blacklist",
        "trust and the blacklist",
    ],
)
@pytest.mark.parametrize("is_follow_up", [False, True], ids=["first", "after an answer"])
def test_of_a_message_with_parts_each_is_read_embedded_and_ranked_once(
    ask: AskService, readings: Counter[tuple[str, object]], text: str, is_follow_up: bool
) -> None:
    ask.ask(text, member="other", place="p", now=NOW)  # titles of entries are kept once read
    if is_follow_up:
        ask.ask(FIRST, member="m", place="p", now=NOW)
    readings.clear()

    ask.ask(text, member="m", place="p", now=NOW + timedelta(minutes=1))

    assert readings["read", text] == 1
    assert {key: times for key, times in readings.items() if times > 1} == {}


def test_nothing_of_a_message_is_kept_once_it_is_answered(
    ask: AskService, readings: Counter[tuple[str, object]]
) -> None:
    for _ in range(2):
        ask.ask(FIRST, member="m", place="p", now=NOW)

    assert readings["read", FIRST] == 2
