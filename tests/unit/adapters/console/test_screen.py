"""What the terminal shows fits the screen and stands there once; Tab offers what there is."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from rich.console import Console
from rich.text import Text

from bot.adapters.console.completion import ChatCompleter
from bot.adapters.console.debating.text import bars, result, statement, summary, two_columns
from bot.adapters.console.fitting import NARROWEST, fit
from bot.adapters.console.render import console, plain_text, show, styled
from bot.debate.models import Point, State
from bot.dialogue.replies import Answer, Citation, Outcome, Reply, Suggestion
from bot.services.debating.voting import Arguments, NextStatement
from bot.wording import Wording
from tests import samples

WORDING = Wording.load(samples.PROMPTS)
PHONE = 40
CITED = Citation("trust:2", "Lack of Trust", 2)
REPLY = Reply(
    Outcome.ANSWER,
    "",
    0.9,
    (Answer("a", "A title", "Cash leaves no trace that anybody could follow.", "", (CITED,)),),
    (),
    (Suggestion("b", "Can money be censored?", (CITED,)),),
)


def on_screen(content: object, width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    screen = console()
    screen.file = io.StringIO()
    show(screen, content)  # type: ignore[arg-type]  # text or a reply
    return screen.file.getvalue()


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "Z"])), st.integers(24, 90))
def test_nothing_is_wider_than_the_screen_and_no_word_is_lost(text: str, width: int) -> None:
    fitted = fit(text, width)

    assert all(len(line) <= max(width, NARROWEST) for line in fitted.split("\n"))
    assert "".join(fitted.split()) == "".join(text.split())


def test_what_a_command_does_goes_below_it_on_a_narrow_screen() -> None:
    line = "  /explain QUESTION  why the bot answers as it does"

    assert fit(line, 60) == line
    assert fit(line, PHONE) == "  /explain QUESTION\n      why the bot answers as it does"


@pytest.mark.parametrize("key", ["console.help", "console.debate.help", "console.welcome"])
def test_every_page_of_help_fits_a_phone(key: str) -> None:
    fitted = fit(WORDING.say(key, title="A title"), PHONE)

    assert max(map(len, fitted.splitlines())) <= PHONE


@pytest.mark.parametrize("name", samples.all_samples())
def test_every_result_fits_a_phone(name: str) -> None:
    view = samples.view(samples.all_samples()[name])

    shown = fit(result(view, WORDING, 5, PHONE), PHONE)

    assert max(map(len, shown.splitlines())) <= PHONE


@pytest.mark.parametrize("width", [PHONE, 70, 100])
def test_arguments_stand_side_by_side_only_where_there_is_room(width: int) -> None:
    points = (
        Point("for", "It rewards keeping promises. " * 3, ("trust:2",)),
        Point("against", "It punishes people for debts of their friends. " * 3, ("trust:3",)),
    )
    debate = replace(samples.debate(), points=points)

    lines = two_columns(Arguments(debate, points, ()), WORDING, width)

    assert max(map(len, lines)) <= width
    assert ("Against" in lines[0]) == (width > 60)
    assert sum("[trust:2]" in line for line in lines) == 1


def test_bars_carry_the_signs_and_go_below_long_labels() -> None:
    debate, _ = samples.poll({"for": 8, "against": 3})
    named = samples.debate("poll", "An option with quite a long name", "Another")

    assert bars(debate, {"for": 8, "against": 3})[0].startswith("  ▲ For")
    narrow = bars(named, {"o1": 8, "o2": 3}, PHONE)
    assert narrow[0] == "  A An option with quite a long name"
    assert "█" in narrow[1]
    assert max(map(len, narrow)) <= PHONE


def test_square_brackets_are_no_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passages in the announcement of a debate once vanished, being taken for styles."""
    shown = on_screen(Text("p0. A claim\n   [trust:2]"), 80, monkeypatch)

    assert "[trust:2]" in shown


def test_a_reply_on_a_narrow_screen_stands_there_once(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = on_screen(styled(REPLY, WORDING), PHONE, monkeypatch)

    assert max(map(len, shown.splitlines())) <= PHONE
    assert shown.count("Cash leaves no trace") == 1
    assert shown.count("Can money be censored?") == 1


def test_offers_have_the_numbers_that_choose_them_in_a_pipe_too() -> None:
    assert "  1. Can money be censored? (trust:2)" in plain_text(REPLY, WORDING)


@pytest.mark.parametrize(("no_color", "coloured"), [("1", False), ("", True)])
def test_no_color_is_respected(
    no_color: str, coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    screen = Console(force_terminal=True, file=io.StringIO(), color_system="standard")
    if no_color:
        assert screen.no_color

    screen.print(styled(REPLY, WORDING))

    assert ("\x1b[36m" in screen.file.getvalue()) == coloured  # type: ignore[attr-defined]


def test_a_statements_debate_without_any_says_so() -> None:
    debate = samples.debate("statements", state=State.OPEN)

    assert statement(NextStatement(debate, None, 0, 0), WORDING).startswith("Nobody has brought")
    assert "every statement so far (3)" in statement(NextStatement(debate, None, 3, 3), WORDING)


def test_a_running_debate_fits_a_phone() -> None:
    view = samples.view((samples.debate("poll", state=State.OPEN), None))  # type: ignore[arg-type]

    assert max(map(len, fit(summary(view, WORDING, PHONE), PHONE).splitlines())) <= PHONE


WORDS = {"debate": ("vote", "show", "start"), "help": (), "save": ()}


def offered(typed: str) -> list[str]:
    completer = ChatCompleter(WORDS, lambda text: [f"{text}?"])
    found = completer.get_completions(Document(typed), CompleteEvent())
    return [one.text for one in found]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/", ["/debate", "/help", "/save"]),
        ("/de", ["/debate"]),
        ("/debate s", ["/debate show", "/debate start"]),
        ("/debate vote f", []),
        ("/help ", []),
        ("/nothing", []),
        ("mo", []),
        ("money", ["money?"]),
    ],
)
def test_commands_their_words_and_questions_are_completed(typed: str, expected: list[str]) -> None:
    assert offered(typed) == expected


def test_every_completion_takes_the_place_of_all_that_was_typed() -> None:
    completer = ChatCompleter(WORDS, lambda _: ["Who wrote it?"])

    (one,) = completer.get_completions(Document("  who wr"), CompleteEvent())

    assert one.start_position == -len("who wr")
