"""Formats are parts: nothing outside their folder knows one by its name, and one that lacks words
is refused at the start.
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.debate.formats import check_words, default_format, format_of, formats
from bot.debate.formats.base import DebateFormat
from bot.debate.formats.kinds import BallotKind
from bot.debate.models import Option, Spec
from bot.errors import DebateError, WordingError
from bot.wording import Wording

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "bot" / "debate" / "formats"
NAMES = ("oxford", "native", "approval", "ranked")
"""`poll` and `statements` are words for other things too; they may not be compared with a format.
"""


def test_no_module_outside_the_folder_names_a_format() -> None:
    named = re.compile(
        rf"\bFormat\.[A-Z]|[\"'](?:{'|'.join(NAMES)})[\"']|format\b.*[\"'](?:poll|statements)[\"']"
    )
    found = [
        f"{path.relative_to(ROOT)}:{n}: {line.strip()}"
        for path in (ROOT / "bot").rglob("*.py")
        if FOLDER not in path.parents
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if named.search(line)
    ]

    assert not found


def test_the_registry_finds_each_module_that_holds_a_format() -> None:
    holding = [
        path.stem
        for path in FOLDER.glob("*.py")
        if re.search(r"^FORMAT = ", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]

    assert sorted(formats()) == sorted(holding)
    assert default_format().key == "poll"
    assert format_of("") is default_format()


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(DebateError) as refused:
        format_of("duel")

    assert refused.value.key == "debate.refused.format"


@pytest.mark.parametrize("key", formats())
def test_the_shares_of_the_phases_make_the_whole_length(key: str) -> None:
    length = timedelta(days=2)

    phases = format_of(key).phases(length)

    assert sum((phase.length for phase in phases), timedelta()) == length


@pytest.mark.parametrize("key", formats())
def test_every_format_has_its_words(key: str) -> None:
    words = Wording.load(ROOT / "prompts").under(f"formats.{key}")

    assert set(words) >= set(format_of(key).words())


def test_a_format_without_words_is_refused_at_the_start() -> None:
    wording = Wording.load(ROOT / "prompts")

    def without_a_name(key: str) -> dict[str, str]:
        return {name: text for name, text in wording.under(key).items() if name != "name"}

    check_words(wording.under)
    with pytest.raises(WordingError, match=r"formats\.poll\.name"):
        check_words(without_a_name)


@pytest.mark.parametrize("key", formats())
def test_options_of_one_name_are_refused(key: str) -> None:
    twins = (Option("o1", "Tea"), Option("o2", "tea "))
    spec = Spec("c", "p", "Which drink?", timedelta(hours=1), options=twins, format=key)

    with pytest.raises(DebateError):
        format_of(key).check(spec)


def test_a_format_that_concludes_nothing_cannot_be_made() -> None:
    class Half(DebateFormat):
        key = "half"

    with pytest.raises(TypeError, match="conclude"):
        Half()  # type: ignore[abstract]  # that is the point


def test_a_ballot_that_is_not_read_or_counted_cannot_be_made() -> None:
    class Half(BallotKind):
        name = "half"

    with pytest.raises(TypeError, match=r"counts.*read"):
        Half()  # type: ignore[abstract]  # that is the point
