"""What is typed after `/debate start`: what can't be meant so is refused in words, not guessed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.adapters.console.debating.start import read_start
from bot.debate import rules
from bot.errors import DebateError
from bot.services.debating.brief import BriefService
from bot.wording import Wording
from bot.wording.motions import read_motions

ROOT = Path(__file__).parents[4]
WORDING = Wording.load(ROOT / "prompts")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SOURCE = SimpleNamespace(strongest=SimpleNamespace(pro=(), against=()))
KNOWLEDGE: Any = SimpleNamespace(id="eye-in-the-sky", entries=(), source=SOURCE)
BRIEF = BriefService(
    lambda: KNOWLEDGE, read_motions(ROOT / "prompts", ROOT / "knowledge" / "eye-in-the-sky")
)


def refused(line: str) -> str:
    """Why a line starts nothing."""
    with pytest.raises(DebateError) as told:
        rules.check_spec(read_start(line, BRIEF, NOW), NOW)
    return WORDING.say(told.value.key, **told.value.slots)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("simple 5m", "/debate start poll 5m MOTION"),
        ("simple 5m Cash should stay", "“simple” isn't a format. There are poll, oxford"),
        ("5m simple", "/debate start poll 5m MOTION"),
        ("oxfrd Cash should stay", "/debate start oxford 1h MOTION"),
        ("Pizza", "“Pizza” isn't a format"),
        ("Cash should stay 5m", "A length goes before the motion"),
        ("oxford Cash 50m should stay", "/debate start 50m MOTION"),
        ("in tomorrow 1h Cash should stay", "A length goes before the motion"),
        ("", "What's the motion?"),
        ("poll 1h", "What's the motion?"),
        ("0m Cash should stay", "How long should it run?"),
        ("500d Cash should stay", "32 days at most"),
        ("1h What? : tea", "Name 2 to 10 options"),
        ("1h What? : " + ", ".join(f"o{n}" for n in range(30)), "Name 2 to 10 options"),
        ("poll 1h " + "x" * 2000, "3 to 300 characters"),
        ("poll 1h \u2060\u200b\u2060", "3 to 300 characters"),
    ],
)
def test_what_cannot_be_meant_so_is_refused_with_how_to_put_it(line: str, said: str) -> None:
    assert said in refused(line)


@pytest.mark.parametrize(
    ("line", "motion", "length"),
    [
        ("poll 5m Cash should stay", "Cash should stay", timedelta(minutes=5)),
        ("poll 1h Statements should last 5m", "Statements should last 5m", timedelta(hours=1)),
        ("Cash should stay", "Cash should stay", timedelta(hours=1)),
        ("1h Pizza : yes, no", "Pizza", timedelta(hours=1)),
    ],
)
def test_what_is_put_as_told_is_taken(line: str, motion: str, length: timedelta) -> None:
    spec = read_start(line, BRIEF, NOW)

    assert (spec.motion, spec.length) == (motion, length)


def test_a_list_of_first_statements_is_taken_as_on_discord() -> None:
    spec = read_start("statements 2h Where should it stop? : Cash stays | No, never", BRIEF, NOW)

    assert spec.statements == ("Cash stays", "No, never")
    assert not spec.options


@pytest.mark.parametrize("motion", ["1", "eye-in-the-sky"])
def test_a_template_is_named_by_its_number_or_name(motion: str) -> None:
    spec = read_start(motion, BRIEF, NOW)

    assert spec.format == "oxford"
    assert spec.motion == "We need an eye in the sky."
