"""An edit taken into a learned model answers as learning in full would."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.knowledge.loader import load
from bot.knowledge.models import Knowledge
from bot.retrieval.examples import Example, Scope, examples_of
from bot.retrieval.learning.learn import learn, synonyms_of
from bot.retrieval.learning.patch import Patcher
from bot.retrieval.model import Model

PACK = Path(__file__).parents[4] / "tests" / "packs" / "night-train"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load(PACK)


def _learn(knowledge: Knowledge, examples: list[Example]) -> Model:
    return learn(examples, knowledge.chat_speak.words, synonyms_of(knowledge))


def _best(model: Model, text: str) -> str:
    return model.labels[int(np.argmax(model.scores(model.read(text))))]


def test_entries_that_were_added_are_found_as_if_all_had_been_learned(
    knowledge: Knowledge,
) -> None:
    every = examples_of(knowledge)
    added = {entry.id for entry in knowledge.entries[5:9]}
    before = [one for one in every if one.label not in added]
    patcher = Patcher(_learn(knowledge, before), before)

    patched = patcher.patched(every, synonyms_of(knowledge))
    full = _learn(knowledge, every)

    assert patched.labels == full.labels
    asked = [one.text for one in every if one.scope is Scope.ENTRY and one.asked]
    alike = [_best(patched, text) == _best(full, text) for text in asked]
    assert np.mean(alike) > 0.98
    new = [one for one in every if one.label in added and one.asked]
    assert np.mean([_best(patched, one.text) == one.label for one in new]) > 0.95


def test_what_was_taken_out_is_gone_and_what_stayed_is_untouched(knowledge: Knowledge) -> None:
    every = examples_of(knowledge)
    patcher = Patcher(_learn(knowledge, every), every)
    before = patcher.model

    patched = patcher.patched(
        [one for one in every if one.label != "council-vote"], synonyms_of(knowledge)
    )

    assert "council-vote" not in patched.labels
    column, was = (model.labels.index("writer") for model in (patched, before))
    assert np.array_equal(patched.weights[:, column], before.weights[:, was])
    assert len(patched.phrasings) < len(before.phrasings)


def test_a_new_name_is_not_corrected_to_an_old_word(knowledge: Knowledge) -> None:
    every = examples_of(knowledge)
    patcher = Patcher(_learn(knowledge, every), every)
    asks = ("harrowmeer", "is it in harrowmeer", "harrowmeer or not")
    more = [Example(text, "elsewhere", Scope.ENTRY, "elsewhere") for text in asks]

    patched = patcher.patched([*every, *more], synonyms_of(knowledge))

    assert "harrowmeer" in patched.read("where is harrowmeer").plain
    assert _best(patched, "is it in harrowmeer") == "elsewhere"
