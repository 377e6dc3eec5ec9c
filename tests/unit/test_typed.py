"""What is typed becomes one visible line."""

from __future__ import annotations

import pytest

from bot.debate import rules
from bot.debate.contributions import check_statement
from bot.debate.formats import FOR_AGAINST
from bot.debate.models import Option, Spec
from bot.errors import DebateError
from bot.retrieval.query.text import MOST, clip
from bot.typed import bare, one_line


@pytest.mark.parametrize(
    "blank",
    [" ", "\t", "\n", "\r\n", "\x00", "\x85", "\xa0", "\u2003", "\u2028", "\u3000", "\u3164"],
)
def test_white_space_of_every_kind_is_one_blank(blank: str) -> None:
    assert one_line(f"{blank}why{blank * 900}not{blank}") == "why not"


def test_what_shows_nothing_is_gone_and_joiners_stay() -> None:
    assert one_line("w\u200bh\u2060y\u202e \ufeffnot") == "why not"
    assert one_line("👩\u200d👧 می\u200cخواهم") == "👩\u200d👧 می\u200cخواهم"
    assert bare("ht\u200dtps") == "https"


def test_a_long_line_is_cut_between_words() -> None:
    assert one_line("one two three", 9) == "one two"
    assert one_line("a" * 50, 9) == "a" * 9


def test_a_wall_of_text_keeps_its_beginning_and_its_end() -> None:
    found = clip("first " + "filler " * 2000 + "last")

    assert len(found) <= MOST
    assert (found.split()[0], found.split()[-1]) == ("first", "last")


@pytest.mark.parametrize("joint", ["\u200b", "\u200d", "\u2060", "\u00ad", "\ufe0f"])
def test_an_address_broken_up_by_what_shows_nothing_is_still_an_address(joint: str) -> None:
    with pytest.raises(DebateError, match="link"):
        check_statement(f"read ht{joint}tps://example.test about it", [])


def test_a_motion_that_shows_nothing_is_none() -> None:
    with pytest.raises(DebateError, match="motion_length"):
        rules.check_spec(Spec("c", "p", "\u3164" * 20, rules.SHORTEST, options=FOR_AGAINST))


def test_options_that_look_alike_are_the_same() -> None:
    twice = (Option("a", "yes"), Option("b", "ye\u200bs"))

    with pytest.raises(DebateError, match="labels"):
        rules.check_spec(Spec("c", "p", "Cash must stay.", rules.SHORTEST, options=twice))
