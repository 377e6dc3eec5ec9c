"""Rows of earlier versions are debates still."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from bot.debate.formats import main_question
from bot.debate.models import Spec
from bot.storage.repositories.debate_rows import debate_of, row_of

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def stored(spec: Spec) -> SimpleNamespace:
    """The row that the database would give back."""
    later = dict.fromkeys(("paused_at", "closed_at", "announced_at", "result"))
    return SimpleNamespace(id=7, **row_of(spec, NOW), **later)


def test_a_row_from_before_there_were_formats_is_a_poll() -> None:
    row = stored(Spec("c", "p", "Which drink?", timedelta(hours=2)))
    kept = ("hidden", "quorum", "eligibility")
    row.rules = {name: row.rules[name] for name in kept}

    debate = debate_of(row)

    assert debate.format == "poll"
    assert main_question(debate) == "vote"
    assert debate.phases[0].length == timedelta(hours=2)
    assert debate.choose == 0


def test_a_row_of_a_format_that_is_gone_is_read_all_the_same() -> None:
    row = stored(Spec("c", "p", "Which drink?", timedelta(hours=2)))
    row.rules["format"] = "duel"

    assert debate_of(row).format == "duel"


def test_how_many_may_be_chosen_is_kept() -> None:
    spec = Spec("c", "p", "Which drink?", timedelta(hours=2), format="approval", choose=3)

    assert debate_of(stored(spec)).choose == 3
