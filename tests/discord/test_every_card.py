"""Every message of a debate is within Discord's limits, in every phase of every format and state,
however long its words are; and where something has no room, no citation is cut.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import chain
from types import SimpleNamespace
from typing import Any

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.discord.debate.components.buttons import (
    debate_buttons,
    decision_buttons,
    more_buttons,
    receipt_buttons,
    result_buttons,
    stance_buttons,
)
from bot.adapters.discord.debate.message.card import Card, SourcedLine, card_view
from bot.adapters.discord.debate.message.debate_message import DebateMessage
from bot.adapters.discord.debate.moderate.panel import control_buttons, posted_buttons
from bot.adapters.discord.floor.look import over_budget
from bot.debate.formats import format_of, formats, options_of
from bot.debate.models import (
    Debate,
    Eligibility,
    Ending,
    Moved,
    Option,
    Point,
    Result,
    Spec,
    State,
    View,
)
from bot.dialogue.replies import Citation
from bot.wording import Wording
from tests.discord.conftest import PROMPTS
from tests.discord.test_render import texts

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LINK = "https://example.org/" + "x" * 480
BRIEF: Any = SimpleNamespace(
    cite=lambda place: Citation(place, "Should we really be concerned " * 4, 3, LINK)
)
WORDS = Wording.load(PROMPTS)
MESSAGE = DebateMessage(BRIEF, WORDS, 5)
PLACES = [(key, phase) for key, held in formats().items() for phase in range(len(held.rounds))]
motions = st.one_of(texts, st.just("*" * 300), st.just("𝕏" * 300), st.just("W" * 300))
names = st.lists(st.one_of(texts, st.just("_" * 80)), min_size=10, max_size=10)


def debate(key: str, phase: int, motion: str, labels: list[str], state: State) -> Debate:
    """As full as can be."""
    held = format_of(key)
    listed = tuple(Option(f"o{n}", label) for n, label in enumerate(labels))
    takes = held.needs_options or key in ("poll", "native")
    spec = Spec("1", "2", motion, timedelta(days=5), listed if takes else (), format=key)
    points = tuple(
        Point(side, motion or "claim", ("concern:3", "concern:4"))
        for side in ("for", "against")
        for _ in range(2)
    )
    return Debate(
        7, "1", "2", motion, options_of(spec), points, False,
        Eligibility("9" * 18, 30, 7), 20, state, 0, NOW, NOW + timedelta(days=1),
        message="3" * 19, format=key, phases=held.phases(timedelta(days=5)), phase=phase,
        repeat_days=7, remind="9" * 18, conclusion=motion, result_message="4" * 19,
    )  # fmt: skip


def whole(view: discord.ui.LayoutView) -> list[str]:
    """What Discord would refuse."""
    return over_budget(view.to_components())


@pytest.mark.parametrize(("key", "phase"), PLACES)
@settings(max_examples=25, deadline=None)
@given(motions, names, st.sampled_from(State))
def test_every_message_is_within_discords_limits(
    key: str, phase: int, motion: str, labels: list[str], state: State
) -> None:
    shown = debate(key, phase, motion, labels, state)
    counts = {option.key: 3000 for option in shown.options}

    running = MESSAGE.card(View(shown, 990, counts, None), LINK)
    moved = (Moved(motion or "x", 12),)
    result = Result(Ending.WON, 30, counts, shown.options[0].key, 4, moved=moved)
    over = MESSAGE.result_card(
        View(shown, None, None, result), "result.png", "alt " * 256, "9" * 18
    )

    assert whole(card_view("7", running)) == []
    assert whole(card_view("7", running, ["words"], is_inert=True)) == []
    assert whole(card_view("7", over)) == []
    assert len(control_buttons(shown, WORDS.say, 999)) <= 10
    assert len(posted_buttons(shown, WORDS.say)) <= 5


@pytest.mark.parametrize(("key", "phase"), PLACES)
@pytest.mark.parametrize("state", State)
def test_every_button_has_a_word_that_a_screen_reader_can_say(
    key: str, phase: int, state: State
) -> None:
    """A sign alone is skipped, or spelled out as what it looks like."""
    shown = debate(key, phase, "Cash should stay.", [f"Option {n}" for n in range(10)], state)
    say = WORDS.say
    buttons = [
        *chain(*debate_buttons(shown, say), *result_buttons(shown, say)),
        *chain(*more_buttons(shown, say, is_moderator=True, reminds=True)),
        *chain(*receipt_buttons(shown, say, "for", reminds=True)),
        *(*stance_buttons(1, say), *decision_buttons(1, say)),
        *(*control_buttons(shown, say, 3), *posted_buttons(shown, say)),
    ]

    assert [one.label for one in buttons if not re.search(r"[A-Za-z]{3}", one.label)] == []


@settings(max_examples=60, deadline=None)
@given(motions, st.lists(texts, min_size=1, max_size=8), st.integers(1, 9))
def test_a_point_is_left_out_whole_and_no_citation_is_cut(
    motion: str, claims: list[str], cited: int
) -> None:
    source = "; ".join(MESSAGE.linked_passage("concern:3") for _ in range(cited))
    points = tuple(SourcedLine(claim, source) for claim in claims)

    view = card_view("7", Card(motion, ("A line of words. " * 200,), points=points))

    said = "\n".join(
        one.content for one in view.walk_children() if isinstance(one, discord.ui.TextDisplay)
    )
    assert whole(view) == []
    assert said.count("](<") == said.count(f"<{LINK}>"), "each link that begins is whole"
    assert said.count("](<") % cited == 0, "all of a point's citations, or none"
