"""Properties of a debate's card: within Discord's limits whatever is in it, sources kept, nothing
that pings.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.discord.debate.components.buttons import debate_buttons
from bot.adapters.discord.debate.message.card import Card, card_view
from bot.adapters.discord.debate.message.debate_message import DebateMessage, _with_bold_lead
from bot.adapters.discord.debate.message.strip import phase_strip
from bot.debate.formats import FOR_AGAINST, format_of, formats
from bot.debate.models import Debate, Eligibility, Ending, Option, Result, State, View
from bot.dialogue.replies import Citation
from bot.wording import Wording
from tests.discord.conftest import PROMPTS
from tests.discord.test_render import PINGS, texts

NOW = datetime(2026, 1, 1, tzinfo=UTC)
BRIEF: Any = SimpleNamespace(
    cite=lambda place: Citation(place, "Should we really be concerned " * 4, 3)
)
WORDS = Wording.load(PROMPTS)
MESSAGE = DebateMessage(BRIEF, WORDS, 5)


def debate(**changed: Any) -> Debate:
    values: dict[str, Any] = {
        "id": 7,
        "community": "1",
        "place": "2",
        "motion": "Which drink?",
        "options": (Option("o1", "Tea"), Option("o2", "Coffee")),
        "points": (),
        "hidden": True,
        "eligibility": Eligibility(),
        "quorum": 0,
        "state": State.OPEN,
        "rev": 0,
        "opened_at": NOW,
        "due_at": NOW + timedelta(days=1),
    }
    return Debate(**{**values, **changed})


@settings(max_examples=60)
@given(texts, st.lists(texts, min_size=2, max_size=10))
def test_nothing_a_moderator_writes_can_ping(motion: str, labels: list[str]) -> None:
    options = tuple(Option(f"o{n}", label) for n, label in enumerate(labels))
    counts = {option.key: 3 for option in options}
    result = Result(Ending.WON, 3 * len(options), counts, "o0", 0)
    over = debate(motion=motion, options=options, state=State.CLOSED, conclusion=motion)

    said = said_by(MESSAGE.result_card(View(over, None, None, result)))

    assert not PINGS.search(said)
    runs = debate(motion=motion, options=options)
    assert not PINGS.search(said_by(MESSAGE.card(View(runs, None, None, None))))
    assert all(len(b.arg) <= 45 for row in debate_buttons(runs, WORDS.say) for b in row)


def said_by(card: Card) -> str:
    """All the texts of a card, as Discord gets them."""
    parts = [*card_view("7", card).walk_children()]
    return "\n".join(part.content for part in parts if isinstance(part, discord.ui.TextDisplay))


def test_hidden_open_debate_shows_no_number_but_the_rounded_turnout() -> None:
    card = MESSAGE.card(View(debate(), 20, None, None))

    assert card.table == ""
    assert "About 20 votes so far." in card.lines


def test_rules_of_eligibility_and_quorum_are_listed() -> None:
    rule = Eligibility("9", 30, 7)
    lines = MESSAGE.card(View(debate(eligibility=rule, quorum=5), None, None, None)).lines

    assert [
        word in " ".join(lines)
        for word in ("<@&9>", "30 days old", "7 days ago", "It takes 5 votes for a result")
    ] == [True] * 4


def test_a_day_is_no_1_days() -> None:
    lines = MESSAGE.card(View(debate(eligibility=Eligibility("", 1, 1)), None, None, None)).lines

    said = " ".join(lines)
    assert "at least a day old" in said
    assert "at least a day ago" in said
    assert "1 days" not in said


@pytest.mark.parametrize("form", sorted(formats()))
def test_what_is_over_does_not_say_that_votes_may_be_changed(form: str) -> None:
    held = format_of(form)
    over = debate(
        options=FOR_AGAINST, format=form, phases=held.phases(timedelta(days=1)),
        phase=len(held.rounds) - 1, state=State.CLOSED,
    )  # fmt: skip

    said = said_by(MESSAGE.card(View(over, None, None, None)))

    assert "change" not in said
    assert "withdraw" not in said


def test_live_tally_aligns_symbols_numbers_and_bars() -> None:
    table = MESSAGE.tally(View(debate(), None, {"o1": 9, "o2": 1}, None))

    assert table.splitlines() == ["A Tea     90% █████████", "B Coffee  10% █"]


@pytest.mark.parametrize(("k", "said"), [(5, "5 votes, or 10 if"), (12, "12 votes. Fewer")])
def test_what_a_result_takes_is_said_from_the_start(k: int, said: str) -> None:
    message = DebateMessage(BRIEF, WORDS, k)

    assert said in said_by(message.card(View(debate(), None, None, None)))


@pytest.mark.parametrize(
    ("phase", "strip"),
    [
        (0, "**① Vote** ▸ ② Argue ▸ ③ Vote again ▸ ④ Result"),
        (1, "① Vote ▸ **② Argue** ▸ ③ Vote again ▸ ④ Result"),
        (3, "① Vote ▸ **② Argue** ▸ ③ Vote again ▸ ④ Result"),
        (4, "① Vote ▸ ② Argue ▸ **③ Vote again** ▸ ④ Result"),
    ],
)
def test_the_strip_says_where_a_debate_stands(phase: int, strip: str) -> None:
    oxford = format_of("oxford")
    shown = debate(
        options=FOR_AGAINST, format="oxford", phases=oxford.phases(timedelta(days=5)), phase=phase
    )

    assert phase_strip(MESSAGE, shown) == strip


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("For wins, 8 to 3.", "**For wins, 8 to 3.**"),
        (
            "Most agree: “I see. I don't.” (9 of 9). 12 members.",
            "**Most agree: “I see. I don't.” (9 of 9).** 12 members.",
        ),
        ("Level at 2.5 points", "**Level at 2.5 points**"),
    ],
)
def test_the_sentence_that_says_how_it_ended_is_bold_and_no_more(said: str, shown: str) -> None:
    assert _with_bold_lead(said) == shown
