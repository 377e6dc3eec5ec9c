"""Which article answers where, and what is remembered of whom."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.dialogue.memory import Memory
from bot.services.asking.edits import Edit, Edits, Fate
from bot.services.asking.library import Library, Shelf

NOW = datetime(2026, 5, 1, tzinfo=UTC)


@dataclass
class Asked:
    """Who answers, as far as a library cares."""

    memory: Memory = field(default_factory=Memory)


@dataclass
class Brief:
    """What it is called."""

    article: str
    title: str


class Stored:
    """Choices in a database that other processes write to."""

    def __init__(self, **choices: str) -> None:
        self.rows: dict[tuple[str, str], str] = {("s", key): one for key, one in choices.items()}
        self.before = lambda: None

    async def chosen(self) -> Mapping[tuple[str, str], str]:
        rows = dict(self.rows)
        self.before()
        return rows


def shelf(name: str, title: str) -> Shelf:
    """An article."""
    return Shelf(Asked(), Brief(name, title))  # type: ignore[arg-type]


@pytest.fixture
def library() -> Library:
    return Library([shelf("sky", "The Eye"), shelf("train", "The Lantern"), shelf("sea", "Salt")])


def test_the_first_article_answers_where_nobody_has_chosen(library: Library) -> None:
    assert library.at("s", "c").id == library.at("", "dm").id == "sky"


def test_a_thread_goes_before_its_channel_and_a_channel_before_its_server(library: Library) -> None:
    library.note("s", "", "train")
    library.note("s", "c", "sea")

    assert library.at("s", "elsewhere").id == "train"
    assert library.at("s", "thread", "c").id == "sea"
    assert library.at("other", "c").id == "sky", "a channel's choice holds in its own server"

    library.note("s", "c", "")
    assert library.at("s", "thread", "c").id == "train"


@pytest.mark.parametrize("text", ["train", "the lantern", " The Lantern ", "lantern", "2"])
def test_an_article_goes_by_id_title_number_and_words_of_its_title(
    library: Library, text: str
) -> None:
    found = library.named(text)

    assert found is not None
    assert found.id == "train"


@pytest.mark.parametrize("text", ["", "0", "4", "lant", "²"])
def test_anything_else_is_no_article(library: Library, text: str) -> None:
    assert library.named(text) is None


async def test_a_choice_of_another_process_is_seen_at_the_next_look(library: Library) -> None:
    stored = Stored()
    await library.open(stored)
    stored.rows["s", ""] = "sea"

    assert library.at("s").id == "sky"
    await library.refresh()
    assert library.at("s").id == "sea"


async def test_a_choice_made_while_others_are_read_is_not_lost(library: Library) -> None:
    stored = Stored()
    await library.open(stored)
    stored.before = lambda: library.note("s", "", "train")

    await library.refresh()

    assert library.at("s").id == "train"


async def test_an_article_that_is_gone_is_told_once_and_the_first_answers(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        await library.open(Stored(c="moby-dick"))
        await library.refresh()

    assert [record.getMessage() for record in caplog.records] == [
        "chosen, but not here, so sky answers: moby-dick"
    ]
    assert library.at("s", "c").id == "sky"


def test_a_member_is_forgotten_in_every_article(library: Library) -> None:
    for one in library:
        one.ask.memory.keep("ada", "c", ("entry",), NOW)

    talks = library.talks

    assert (talks.held("ada"), talks.kept) == (3, timedelta(minutes=15))
    assert talks.forget("ada") == 3
    assert talks.held("ada") == 0


def test_the_newest_edit_comes_first_and_a_taken_one_ends_what_was_refused() -> None:
    edits, later = Edits(), NOW + timedelta(minutes=1)
    edits.note(Edit("sky", Fate.TAKEN, NOW))
    edits.note(Edit("sky", Fate.REFUSED, later, ("sky/a.yaml",) * 40, "a.yaml:1:1: broken"))
    edits.note(Edit("train", Fate.TAKEN, later))

    refused, taken = edits.of("sky")
    assert (refused.fate, taken.fate, len(refused.files)) == (Fate.REFUSED, Fate.TAKEN, 12)

    edits.note(Edit("sky", Fate.TAKEN, later))
    assert [one.fate for one in edits.of("sky")] == [Fate.TAKEN]
