"""Summaries, exact words, meanings, lists, comparisons and links are what members meant, before
anything was told and after.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.articles import build_ask
from bot.dialogue.replies import Outcome, Reply
from bot.services.asking.ask import AskService
from bot.settings import load_settings
from tests.talks import cited, said, talk

ROOT = Path(__file__).parents[4]
SHARED = ROOT.parent / "shared" / "article" / "article.md"


def bullets(reply: Reply) -> int:
    return said(reply).count("• ")


@pytest.fixture(scope="module")
def quoting() -> AskService:
    """The bot with a copy of the article that it may quote from."""
    if not SHARED.exists():
        pytest.skip("the article is not part of the repository")
    return build_ask(load_settings(data=ROOT / "var", article=SHARED))


@pytest.mark.parametrize(
    "wish",
    [
        "run me through all sections quickly",
        "one line for each chapter please",
        "could you do it section by section",
    ],
)
def test_every_section_is_told_in_its_order(ask: AskService, wish: str) -> None:
    reply = talk(ask, wish)

    assert bullets(reply) >= 8
    assert said(reply).index("Opening") < said(reply).index("In conclusion")


@pytest.mark.parametrize(
    ("wish", "section"),
    [
        ("what's the section with the crosswalk about", "moral-motivation"),
        ("never mind the intro, sum up the section on trust", "trust"),
        ("sum up the second section", "introduction"),
        ("reading club starts in 5, sum up the conclusion", "conclusion"),
    ],
)
def test_a_section_is_known_by_name_and_place(ask: AskService, wish: str, section: str) -> None:
    assert {place.split(":")[0] for place in cited(talk(ask, wish))} == {section}


def test_that_section_is_the_one_told_of(ask: AskService) -> None:
    reply = talk(ask, "how many cameras are there", "give me that chapter in 3 points")

    assert bullets(reply) == 3
    assert {place.split(":")[0] for place in cited(reply)} == {"moral-motivation"}


def test_more_of_a_summary_is_a_longer_one(ask: AskService) -> None:
    short = talk(ask, "summary in one sentence")
    longer = talk(ask, "summary in one sentence", "more please")

    assert len(said(longer)) > len(said(short))
    assert cited(longer) > {"introduction:1"}


def test_a_summary_has_as_many_points_as_are_wished(ask: AskService) -> None:
    assert bullets(talk(ask, "the article in 5 points please")) == 5


@pytest.mark.parametrize("wish", ["summarize the introduction for a six o'clock meeting"])
def test_a_number_that_counts_no_points_is_none(ask: AskService, wish: str) -> None:
    assert bullets(talk(ask, wish)) == 3


@pytest.mark.parametrize(
    ("wish", "first", "last"),
    [
        ("list the dates newest first", "2018", "1899"),
        ("dates from the oldest to the newest", "1899", "2018"),
    ],
)
def test_dates_stand_in_the_wished_order(ask: AskService, wish: str, first: str, last: str) -> None:
    text = said(talk(ask, wish))

    assert text.index(first) < text.index(last)


@pytest.mark.parametrize(
    ("turns", "count"),
    [
        (("name two companies",), 2),
        (("list the problems", "name two"), 2),
        (("what did the 1899 firm collect", "name three"), 3),
        (("list the places", "again, but only the first two"), 2),
    ],
)
def test_a_list_has_as_many_items_as_are_wished(
    ask: AskService, turns: tuple[str, ...], count: int
) -> None:
    assert bullets(talk(ask, *turns)) == count


@pytest.mark.parametrize("wish", ["key dates", "all companies", "sources?", "key terms?"])
def test_a_word_or_two_ask_for_a_list(ask: AskService, wish: str) -> None:
    assert bullets(talk(ask, wish)) > 5


@pytest.mark.parametrize(
    ("wish", "means"),
    [
        ("rap sheet? as in music?", "arrests"),
        ("what does 'stake' mean in here?", "ownership"),
        ("what is a credit bureau? we have none at home", "lenders"),
        ("define panopticon please, my daughter wants to know", "prison"),
        ("whats state atheism when its at home", "definition"),
    ],
)
def test_a_meaning_is_told_whatever_stands_beside_it(
    ask: AskService, wish: str, means: str
) -> None:
    assert means in said(talk(ask, wish))


@pytest.mark.parametrize(
    ("wish", "both"),
    [
        ("compare China and the US", ("eye in the sky", "privacy")),
        ("company pilots vs city pilots", ("voluntary", "Local governments".lower())),
        ("blacklists over here vs there", ("frivolously", "license")),
        ("lending back then vs lending today", ("asked around", "proprietary")),
    ],
)
def test_two_things_stand_side_by_side(ask: AskService, wish: str, both: tuple[str, str]) -> None:
    text = said(talk(ask, wish)).lower()

    assert all(one in text for one in both)


def test_which_of_two_is_better_is_left_open(ask: AskService) -> None:
    reply = talk(ask, "company pilots vs city pilots", "which one's worse")

    assert not reply.answers
    assert reply.text == ask.wording.say("talk.compare.no_verdict")


@pytest.mark.parametrize("turn", ["now the US part", "and stateside?"])
def test_a_turn_to_what_is_contrasted_is_followed(ask: AskService, turn: str) -> None:
    reply = talk(ask, "what can blacklisted people not do in china", turn)

    assert cited(reply) == {"how-far-off:20"}


def test_again_and_shorter_is_one_wish(ask: AskService) -> None:
    reply = talk(ask, "what replaces cash", "say it again but shorter, my eyes hurt")

    assert len(reply.answers) == 1


def test_the_first_again_is_the_first_answer(ask: AskService) -> None:
    links = ("url for the guardian piece?", "and new america?", "the first one again")

    assert "theguardian" in said(talk(ask, *links))


def test_the_sources_are_told_with_their_addresses(ask: AskService) -> None:
    assert "https://technode" in said(talk(ask, "the sources with their urls please"))


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        (("what are the closing words of the concern section",), "employing force"),
        (("quote the first sentence of the introduction",), "In 2015"),
        (("what's the last line of the article",), "aware, and engaged"),
        (("quote the part about bribes", "and the part about 1984"), "Orwellian 1984"),
        (("do they say how high the fine for jaywalking is", "quote it then"), "yielding"),
        (("is personal data safe in the us and china", "put it in quotes"), "“"),
    ],
)
def test_the_exact_words_are_those_that_are_meant(
    quoting: AskService, turns: tuple[str, ...], words: str
) -> None:
    reply = talk(quoting, *turns)

    assert reply.outcome is Outcome.ANSWER
    assert words in said(reply)
