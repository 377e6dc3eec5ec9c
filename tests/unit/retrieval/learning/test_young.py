"""A young knowledge is asked only what it hasn't seen."""

import pytest

from bot.knowledge.loader import load
from bot.knowledge.models import Knowledge
from bot.knowledge.shipped import data_root
from bot.retrieval.examples import Scope, examples_of
from bot.retrieval.learning.young import Trial, trials


@pytest.fixture(scope="module")
def grown() -> Knowledge:
    return load(data_root() / "knowledge" / "eye-in-the-sky")


@pytest.fixture(scope="module")
def young(grown: Knowledge) -> list[Trial]:
    return list(trials(grown))


def test_no_question_of_a_trial_was_taught(young: list[Trial]) -> None:
    for trial in young:
        taught = {(one.text, one.scope is Scope.ENTRY) for one in examples_of(trial.knowledge)}

        assert not taught & {(text, True) for text, _ in trial.answerable}
        assert not taught & {(text, False) for text, _ in trial.unanswerable}


def test_what_is_asked_in_vain_has_no_passage_left(young: list[Trial], grown: Knowledge) -> None:
    places = {ask: set(entry.cites) for entry in grown.entries for ask in entry.asks}

    for trial in young:
        kept = {place for entry in trial.knowledge.entries for place in entry.cites}
        for text, scope in trial.unanswerable:
            if scope is Scope.NEAR and text in places:
                assert not places[text] & kept


def test_trials_are_the_same_every_time(young: list[Trial], grown: Knowledge) -> None:
    assert next(trials(grown)) == young[0]


def test_trials_differ_in_what_they_hold(young: list[Trial]) -> None:
    assert len({len(trial.knowledge.entries) for trial in young}) > len(young) / 2
    assert min(len(entry.asks) for trial in young for entry in trial.knowledge.entries) == 3
