"""What is typed after `/debate start` names a motion by its file, by its number, or is one."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.adapters.console.debating.start import read_start
from bot.knowledge.loader import load
from bot.services.debating.brief import BriefService
from bot.wording.motions import read_motions

ROOT = Path(__file__).parents[4]
PACK = ROOT / "tests" / "packs" / "night-train"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
OFFERED = "Harrowmere should bring back its night train."


@pytest.mark.parametrize(
    ("typed", "motion"),
    [
        ("bring-it-back", OFFERED),
        ("1", OFFERED),
        ("bring-it-back would be a mistake", "bring-it-back would be a mistake"),
    ],
)
def test_a_motion_is_started_by_its_files_name_or_number(typed: str, motion: str) -> None:
    knowledge = load(PACK)
    brief = BriefService(lambda: knowledge, read_motions(ROOT / "prompts", PACK))

    assert read_start(typed, brief, NOW).motion == motion
