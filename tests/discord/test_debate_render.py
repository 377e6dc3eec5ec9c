"""Properties of a debate's card: within Discord's limits whatever is in it, sources kept, nothing
that pings.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.discord.debate.components.buttons import debate_buttons
from bot.adapters.discord.debate.message.debate_message import DebateMessage
from bot.adapters.discord.debate.message.embed import (
    Column,
    EmbedContent,
    SourcedLine,
    debate_embed,
)
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
sources = st.sampled_from(
    [
        "Lack of Trust, passage 2",
        "; ".join(["A heading of some length that goes on and on, passage 12"] * 3),
    ]
)
points = st.builds(SourcedLine, text=texts, source=sources)
columns = st.builds(Column, title=texts, points=st.lists(points, min_size=2, max_size=2).map(tuple))
contents = st.builds(
    EmbedContent,
    motion=texts,
    lines=st.lists(texts, max_size=6).map(tuple),
    columns=st.lists(columns, max_size=2).map(tuple),
    table=texts,
    footer=texts,
    sections=st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
)


@settings(max_examples=60)
@given(contents)
def test_any_message_fits_discord_and_keeps_its_sources(content: EmbedContent) -> None:
    embed = debate_embed(content)

    assert len(embed) <= 6000
    assert len(embed.title or "") <= 256
    assert len(embed.description or "") <= 4096
    assert all(
        0 < len(field.value) <= 1024 and 0 < len(field.name) <= 256 for field in embed.fields
    )
    for column, field in zip(content.columns, embed.fields, strict=False):
        assert field.value.count(", passage ") >= sum(
            point.source.count(", passage ") for point in column.points
        )


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
    shown = debate(motion=motion, options=options, state=State.CLOSED, conclusion=motion)

    embed = debate_embed(MESSAGE.content(View(shown, None, None, result)))

    said = (embed.description or "").split("```")[0]
    outside = f"{embed.title} {said} {[field.value for field in embed.fields]}"
    assert not PINGS.search(outside)
    assert all(len(button.arg) <= 45 for button in debate_buttons(shown, WORDS.say))


def test_hidden_open_debate_shows_no_number_but_the_rounded_turnout() -> None:
    content = MESSAGE.content(View(debate(), 20, None, None))

    assert content.table == ""
    assert "About 20 votes so far." in content.lines


def test_rules_of_eligibility_and_quorum_are_listed() -> None:
    lines = MESSAGE.content(
        View(debate(eligibility=Eligibility("9", 30, 7), quorum=5), None, None, None)
    ).lines

    assert [
        word in " ".join(lines)
        for word in ("<@&9>", "30 days old", "7 days ago", "It takes 5 votes for a result")
    ] == [True] * 4


def test_table_aligns_symbols_numbers_and_bars() -> None:
    table = MESSAGE.table(View(debate(), None, {"o1": 9, "o2": 1}, None))

    assert table.splitlines() == ["A Tea        9  90.0% █████████████", "B Coffee     1  10.0% █"]
