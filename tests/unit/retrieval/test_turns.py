"""Follow-ups are told from questions by examples: what was never written there too."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from bot.articles import Reading
from bot.knowledge.turns import OWN, TurnGroup, Turns
from bot.retrieval.turns import load_turns


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("gimme more details on this", "more"),
        ("some examples please", "more"),
        ("wait who is it that says this", "speaker"),
        ("ok but whats ur source tho", "source"),
        ("hm and the downsides?", "opposite"),
        ("so what happened after", "later"),
        ("ok why would they think this", "why"),
        ("who said the cameras are good", None),
        ("where are the banks", None),
    ],
)
def test_a_follow_up_in_other_words_is_found(
    reading: Reading, text: str, facet: str | None
) -> None:
    found = reading.retriever.turns.facet_of(reading.retriever.read(text))

    assert found == facet


def test_few_questions_of_an_article_are_taken_for_follow_ups(reading: Reading) -> None:
    asks = [text for entry in reading.knowledge.entries for text in entry.asks]
    taken = [
        text for text in asks if reading.retriever.turns.facet_of(reading.retriever.read(text))
    ]

    assert len(taken) < len(asks) * 0.01, taken


def test_unseen_examples_are_told_as_measured(reading: Reading) -> None:
    """Each example asked of a ranker that has not seen its fifth."""
    turns, speak = reading.knowledge.turns, reading.knowledge.chat_speak
    right = wrong = own = follow_ups = 0
    ranker = load_turns(_without(turns, 0), speak, None)
    for group in turns.follow_ups:
        for text in filter(lambda one: _fold(one) == 0, group.asks):
            found = ranker.facet_of(reading.retriever.read(text))
            follow_ups += group.id != OWN
            right += found == group.id
            wrong += found not in (None, group.id) and group.id != OWN
            own += found is not None and group.id == OWN

    assert right / follow_ups > 0.7
    assert wrong == 0
    assert own <= 5


def test_the_small_ranker_is_kept_and_learned_anew_when_examples_change(
    reading: Reading, tmp_path: Path
) -> None:
    turns, speak = reading.knowledge.turns, reading.knowledge.chat_speak

    load_turns(turns, speak, tmp_path)
    before = sorted(tmp_path.iterdir())
    load_turns(turns, speak, tmp_path)
    assert sorted(tmp_path.iterdir()) == before

    load_turns(turns.model_copy(update={"digest": "another"}), speak, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2 * len(before)


def _fold(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 5


def _without(turns: Turns, fold: int) -> Turns:
    groups = tuple(
        TurnGroup(id=group.id, asks=tuple(text for text in group.asks if _fold(text) != fold))
        for group in turns.follow_ups
    )
    return turns.model_copy(update={"follow_ups": groups})
