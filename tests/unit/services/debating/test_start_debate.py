"""One reading of a debate's start for both surfaces, with the templates that ship."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.console.debating.start import read_start
from bot.debate.lengths import read_length
from bot.debate.models import Spec
from bot.debate.rules import check_spec
from bot.errors import DebateError
from bot.knowledge.loader import load
from bot.services.debating.brief import BriefService
from bot.services.debating.start_debate import Setting, Wish, spec_from
from bot.wording.motions import read_motions

ROOT = Path(__file__).parents[4]
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
TEMPLATES = {
    one.name: one for one in read_motions(ROOT / "prompts", ROOT / "knowledge" / "eye-in-the-sky")
}


@pytest.fixture(scope="module")
def brief() -> BriefService:
    knowledge = load(ROOT / "knowledge" / "eye-in-the-sky")
    return BriefService(lambda: knowledge, list(TEMPLATES.values()))


def spec_by_discord(brief: BriefService, motion: str, **more: object) -> Spec:
    return spec_from(Wish(motion, **more), Setting("c", "p"), brief, NOW)


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_starts_by_name_number_and_motion_on_both_surfaces(
    brief: BriefService, name: str
) -> None:
    wish = TEMPLATES[name].wish
    number = str(list(TEMPLATES).index(name) + 1)

    specs = [spec_by_discord(brief, typed) for typed in (name, wish.motion)]
    specs += [read_start(typed, brief, NOW) for typed in (name, wish.motion, number)]

    for spec in specs:
        check_spec(spec, NOW)
        assert (spec.motion, spec.format) == (wish.motion.strip(), wish.format or "poll")
        assert spec.length == read_length(wish.length)
        assert spec.statements == wish.statements
        assert bool(spec.points) == (wish.points == "article")


def test_a_motion_in_a_moderators_own_words_gets_no_points_of_the_article(
    brief: BriefService,
) -> None:
    assert spec_by_discord(brief, "Cats are better than dogs", length="1h").points == ()
    assert read_start("1h Cats are better than dogs", brief, NOW).points == ()


def test_a_list_holds_first_statements_where_statements_are_voted_on(brief: BriefService) -> None:
    typed = read_start("statements 2h Where should it stop? : Cash must stay, Cameras", brief, NOW)
    chosen = spec_by_discord(
        brief,
        "Where should it stop?",
        length="2h",
        format="statements",
        listed=("Cash must stay", "Cameras"),
    )

    assert typed.statements == chosen.statements == ("Cash must stay", "Cameras")
    assert typed.options == chosen.options == ()


def test_options_with_commas_stand_between_bars(brief: BriefService) -> None:
    spec = read_start("1h What now? : Yes, all of it | No", brief, NOW)

    assert [option.label for option in spec.options] == ["Yes, all of it", "No"]


def test_a_length_of_ones_own_goes_before_the_templates(brief: BriefService) -> None:
    assert spec_by_discord(brief, "eye-in-the-sky", length="5h").length == timedelta(hours=5)
    assert read_start("5h eye-in-the-sky", brief, NOW).length == timedelta(hours=5)


def test_lengths_by_phase_are_for_oxford_only(brief: BriefService) -> None:
    by_phase = "1h/1h/1h/1h/2h"

    assert spec_by_discord(brief, "eye-in-the-sky", length=by_phase).length == timedelta(hours=6)
    with pytest.raises(DebateError) as refused:
        spec_by_discord(brief, "trust", length=by_phase)
    assert refused.value.key == "debate.refused.no_rounds"


def test_an_unknown_format_is_refused_with_those_there_are(brief: BriefService) -> None:
    with pytest.raises(DebateError) as refused:
        spec_by_discord(brief, "Pizza?", format="duel")

    assert "poll" in str(refused.value.slots["formats"])


def test_a_time_opens_a_planned_debate(brief: BriefService) -> None:
    spec = spec_by_discord(brief, "trust", opens="20:00 UTC", weekly=True)

    assert spec.opens_at == datetime(2026, 5, 1, 20, tzinfo=UTC)
    assert spec.repeat_days == 7
