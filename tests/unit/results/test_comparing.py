"""Two results beside each other, and one motion week after week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.debate.models import View
from bot.results.comparing import compare_lines, compare_model, same_motion, trend_model
from tests import samples

LABELS = samples.labels()


def weekly(*votes: Mapping[str, int]) -> list[View]:
    """A poll a week, oldest first."""
    views = []
    for week, counts in enumerate(votes):
        debate, result = samples.poll(counts, id=week + 1)
        later = timedelta(weeks=week)
        moved = replace(debate, opened_at=debate.opened_at + later, closed_at=samples.NOW + later)
        views.append(samples.view((moved, result)))
    return views


def test_an_oxford_debate_is_compared_by_its_final_vote_and_its_swing() -> None:
    """Its shares once were dashes beside the other's percents, without any swing."""
    poll = samples.view(samples.poll({"for": 10, "against": 10}))
    oxford = samples.view(samples.oxford(samples.WITHHELD))

    assert compare_lines(poll, oxford, LABELS) == (
        "Debate 7, 20 Nov → Debate 7, 20 Nov",
        "▲ For: 50% → 62%",
        "  Swing: – → +32.5",
        "▼ Against: 50% → 32%",
        "  Swing: – → −22.5",
        "◆ Undecided: 0% → 5%",
        "  Swing: – → −10",
    )


def test_debates_without_a_common_option_are_not_compared() -> None:
    first = samples.view(samples.poll({"o1": 8, "o2": 3}, "Tea", "Coffee"))
    second = samples.view(samples.poll({"for": 8, "against": 3}))

    assert compare_model(first, second, LABELS) is None
    assert compare_lines(first, second, LABELS) == (
        "These two share nothing that may be compared.",
    )


def test_a_withheld_result_is_compared_with_nothing() -> None:
    told, withheld = (
        samples.view(samples.poll(votes)) for votes in ({"for": 8, "against": 3}, {"for": 2})
    )

    assert compare_model(told, withheld, LABELS) is None


def test_a_weekly_motion_is_a_line_with_gaps_where_nothing_may_be_told() -> None:
    views = weekly({"for": 4, "against": 6}, {"for": 2}, {"for": 6, "against": 4})

    model = trend_model(views, LABELS)

    assert model is not None
    assert model.headline == "For is up: 40% → 60%, over 3 debates since 20 Nov."
    assert model.moments == ("20 Nov", "27 Nov", "4 Dec")
    assert [line.values for line in model.lines] == [
        (40.0, None, 60.0),
        (60.0, None, 40.0),
        (0.0, None, 0.0),
    ]


def test_one_result_is_no_trend() -> None:
    assert trend_model(weekly({"for": 4, "against": 6}, {"for": 1}), LABELS) is None
    assert trend_model([], LABELS) is None


def test_only_debates_on_the_newest_motion_with_its_options_are_one_series() -> None:
    views = weekly({"for": 4, "against": 6}, {"for": 6, "against": 4})
    other = replace(views[0], debate=replace(views[0].debate, motion="Something else?"))
    shouted = replace(views[0], debate=replace(views[0].debate, motion=samples.MOTION.upper()))

    assert same_motion([other, shouted, *views]) == [shouted, *views]
