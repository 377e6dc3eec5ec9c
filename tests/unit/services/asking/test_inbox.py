"""What members handed over, as maintainers read it."""

from __future__ import annotations

from datetime import date

from bot.services.asking.inbox import About, Feedback, by_day, inbox_rows, inbox_text

ROWS = [
    (day, Feedback(About.UNANSWERED, question))
    for day, question in (
        (date(2026, 3, 1), "too old?"),
        (date(2026, 5, 1), "who runs it"),
        (date(2026, 5, 2), "why is it so?"),
        (date(2026, 5, 2), "Who runs it?"),
        (date(2026, 5, 2), "who runs it"),
    )
]
SINCE = date(2026, 4, 2)


def test_questions_stand_by_day_the_newest_first_with_their_number() -> None:
    text = inbox_text(by_day(ROWS, SINCE), 30)

    assert text.splitlines() == [
        "the last 30 days: 4 handed over by members",
        "",
        "2026-05-02 (3)",
        "    2x  Who runs it?",
        "    1x  why is it so?",
        "",
        "2026-05-01 (1)",
        "    1x  who runs it",
    ]


def test_what_is_past_its_time_is_not_shown_though_it_is_still_there() -> None:
    assert all(row["question"] != "too old?" for row in inbox_rows(by_day(ROWS, SINCE)))


def test_a_question_cannot_write_to_the_maintainers_terminal() -> None:
    (one,) = by_day(
        [(date(2026, 5, 1), Feedback(About.UNANSWERED, "\x1b[2Jwho\u202e\nruns it"))], SINCE
    )

    assert one.question == "[2Jwho runs it"


def test_an_empty_inbox_says_so() -> None:
    assert inbox_text([], 30) == "nobody has handed over a question in the last 30 days"


def test_what_is_said_of_an_answer_names_the_entry_and_what_was_added() -> None:
    said = [
        Feedback(About.HELPFUL, entry="city-pilots"),
        Feedback(About.HELPFUL, entry="city-pilots"),
        Feedback(About.PASSAGE, "are they voluntary?", "company-pilots", "says the\nreverse"),
    ]

    lines = inbox_text(by_day([(date(2026, 5, 2), one) for one in said], SINCE), 30).splitlines()

    assert lines[3:] == [
        "    2x  helpful city-pilots",
        '    1x  passage company-pilots: "are they voluntary?" (says the reverse)',
    ]
