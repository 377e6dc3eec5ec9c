"""What an edit of the sentences may break without keeping the bot from starting."""

import shutil
from pathlib import Path

import pytest

from bot.wording import Wording
from bot.wording.checking import prompt_findings

PROMPTS = Path(__file__).parents[3] / "prompts"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(PROMPTS, tmp_path / "prompts")


def _edit(folder: Path, name: str, old: str, new: str) -> Path:
    path = folder / "en" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def test_the_projects_own_sentences_are_sound() -> None:
    assert prompt_findings(PROMPTS) == []


def test_a_sentence_that_nothing_says_is_told_with_the_likely_key(folder: Path) -> None:
    path = _edit(folder, "ask.yaml", "clarify:", "clarfy: Which of these?\nclarify:")

    (found,) = prompt_findings(folder)

    assert found.path == str(path)
    assert path.read_text("utf-8").splitlines()[found.line - 1].startswith("clarfy:")
    assert (found.column, found.what) == (9, "nothing says ask.clarfy")
    assert found.cure == "mend its spelling: ask.clarify"


def test_a_slot_that_an_edit_dropped_is_told(folder: Path) -> None:
    _edit(folder, "answers.yaml", "-# {places}", "-# there")
    Wording.load(folder)  # what starts all the same

    (found,) = prompt_findings(folder)

    assert found.what.startswith("answers.nearby: {places} is gone")


@pytest.mark.parametrize(
    ("name", "old", "new", "what"),
    [
        ("commands.yaml", "How to ask, debate", f"How to ask{', debate' * 20}", "holds 100"),
        ("commands.yaml", "name: ask", "name: Ask Me", "is no name of a command"),
        ("commands.yaml", "name: ask", f"name: {'ask' * 11}", "a name holds 32"),
        ("answers.yaml", "keep: Send this", f"keep: {'Send ' * 20}", "a button holds 80"),
        ("ask.yaml", "clarify:", f"clarify: {'Which? ' * 300}\n#", "a message holds 2000"),
    ],
)
def test_what_discord_would_refuse_or_cut_off_is_told(
    folder: Path, name: str, old: str, new: str, what: str
) -> None:
    _edit(folder, name, old, new)

    found = prompt_findings(folder)

    assert len(found) == 1
    assert what in found[0].what


def test_what_keeps_the_bot_from_starting_is_told_line_by_line(folder: Path) -> None:
    path = _edit(folder, "ask.yaml", "{speaker}, whom", "{who}, whom")

    found = prompt_findings(folder)

    assert [one.path for one in found] == [str(path)]
    assert "uses {who}" in found[0].what
    assert found[0].cure == "it can use: speaker"
