"""What members handed over, as maintainers read it."""

from __future__ import annotations

from datetime import date

from bot.services.asking.inbox import About, Feedback, by_day

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
    assert [(one.day.day, one.count, one.question) for one in by_day(ROWS, SINCE)] == [
        (2, 2, "Who runs it?"),
        (2, 1, "why is it so?"),
        (1, 1, "who runs it"),
    ]


def test_a_question_cannot_write_to_the_maintainers_terminal() -> None:
    (one,) = by_day(
        [(date(2026, 5, 1), Feedback(About.UNANSWERED, "\x1b[2Jwho\u202e\nruns it"))], SINCE
    )

    assert one.question == "[2Jwho runs it"


def test_what_is_said_of_an_answer_counts_by_entry_and_by_what_was_added() -> None:
    said = [
        Feedback(About.HELPFUL, entry="city-pilots"),
        Feedback(About.HELPFUL, entry="city-pilots"),
        Feedback(About.PASSAGE, "are they voluntary?", "company-pilots", "says the\nreverse"),
    ]

    found = by_day([(date(2026, 5, 2), one) for one in said], SINCE)

    assert [(one.count, one.given.entry, one.given.note) for one in found] == [
        (2, "city-pilots", ""),
        (1, "company-pilots", "says the reverse"),
    ]
