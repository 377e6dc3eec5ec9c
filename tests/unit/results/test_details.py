"""Details of a result: every published figure in short lines, on their own without a picture."""

from __future__ import annotations

import pytest

from bot.results.details import PHONE_COLUMNS, details, folded
from bot.results.standpoints import closest_group, your_place
from tests import samples

LABELS = samples.labels()
ALL = samples.all_samples()


@pytest.mark.parametrize("name", ALL)
def test_no_line_is_wider_than_a_phone(name: str) -> None:
    lines = folded(details(*ALL[name], LABELS))

    assert lines
    assert lines[0]
    assert lines[-1]
    assert max(map(len, lines)) <= PHONE_COLUMNS


def test_a_poll_is_told_by_option_with_the_signs_of_its_buttons() -> None:
    assert details(*ALL["poll"], LABELS) == (
        "▲ For: 8 (67%)",
        "▼ Against: 3 (25%)",
        "◆ Undecided: 1 (8%)",
    )
    assert details(*ALL["options"], LABELS)[0] == "A Tea, from the pot: 12 (43%)"


def test_a_swing_is_told_with_its_moves_only_where_they_may_be() -> None:
    whole, withheld = details(*ALL["oxford"], LABELS), details(*ALL["oxford-withheld"], LABELS)

    assert whole[0] == "▲ For: 14 → 35 (+36.2 points)"
    assert "Against to For: 11 members" in whole
    assert "All final votes (70):" in whole
    assert withheld[0] == "▲ For: 12 → 25 (+32.5 points)"
    assert not any(" to " in line and "members" in line for line in withheld)


def test_bounds_stand_where_a_number_would_give_someone_away() -> None:
    assert "C Water: <5" in details(*ALL["approval"], LABELS)


def test_a_runoff_is_told_round_by_round() -> None:
    lines = details(*ALL["ranked"], LABELS)

    assert [line for line in lines if line.endswith("left:")] == ["4 left:", "3 left:", "2 left:"]
    assert "B Coffee: 32" in lines


def test_every_statement_stands_whole_with_its_answers() -> None:
    lines = " ".join(details(*ALL["groups"], LABELS))

    assert all(f"“{text}”" in lines for text in samples.STATEMENTS)
    assert "Group A: 32 members" in lines
    assert "Group B: 28 members" in lines


def test_no_group_is_named_without_what_it_stands_for() -> None:
    """A group of 30 of 60 once stood there with nothing below it."""
    lines = details(*samples.statements((30, 30)), LABELS)

    for place, line in enumerate(lines):
        if line.startswith("Group "):
            assert len(lines) > place + 1
            assert lines[place + 1]


def test_a_member_is_told_which_group_they_are_closest_to() -> None:
    _, result = ALL["groups"]
    found = result.statements
    assert found is not None
    texts = samples.STATEMENTS
    like = [
        {text: "agree" if place == 0 or (place + camp) % 2 == 0 else "disagree"
         for place, text in enumerate(texts)}
        for camp in (0, 1)
    ]  # fmt: skip

    places = [closest_group(found, answers) for answers in like]

    assert sorted(place for place in places if place is not None) == [0, 1]
    assert your_place(found, like[0], LABELS).startswith("You're closest to group ")
    assert closest_group(found, {texts[1]: "agree"}) is None
    assert closest_group(found, dict.fromkeys(texts, "pass")) is None
    assert your_place(found, {texts[1]: "agree"}, LABELS) == (
        "You're not clearly closer to one group than to the others."
    )
    assert your_place(found, {}, LABELS).startswith("I can't tell which group you're closest to")
