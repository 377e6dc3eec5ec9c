"""Sentences are found by key; a folder that lacks one or asks for an unknown slot fails at start,
with file and line.
"""

import ast
import shutil
from pathlib import Path

import pytest

from bot.errors import WordingError
from bot.wording import Catalogue, Wording
from bot.wording.templates import read_locale

ROOT = Path(__file__).parents[3]
PROMPTS = ROOT / "prompts"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(PROMPTS, tmp_path / "prompts")
    return tmp_path / "prompts"


def test_the_catalogue_is_the_one_of_the_projects_prompts() -> None:
    templates = read_locale(PROMPTS / "en")

    assert Catalogue.load().slots == {key: template.slots for key, template in templates.items()}, (
        "run python -m bot.wording.catalogue"
    )


def test_a_sentence_is_said_with_its_slots() -> None:
    assert "Ada" in Wording.load(PROMPTS).say("ask.speaker.quoted", speaker="Ada")


def test_a_missing_key_fails_at_start_naming_it(copy: Path) -> None:
    path = copy / "en" / "ask.yaml"
    path.write_text(path.read_text().replace("clarify:", "clarfy:"))

    with pytest.raises(WordingError, match=r"the key ask\.clarify is missing"):
        Wording.load(copy)


def test_an_unknown_slot_fails_at_start_with_file_and_line(copy: Path) -> None:
    path = copy / "en" / "ask.yaml"
    path.write_text(path.read_text().replace("{speaker}, whom", "{who}, whom"))

    with pytest.raises(
        WordingError,
        match=r"ask\.yaml:\d+:\d+: ask\.speaker\.quoted uses \{who\}; it can use: speaker",
    ):
        Wording.load(copy)


@pytest.mark.parametrize("inside", ["speaker.__class__", "speaker[0]", "speaker:{speaker.real}"])
def test_a_sentence_can_not_look_into_what_it_is_given(copy: Path, inside: str) -> None:
    path = copy / "en" / "ask.yaml"
    path.write_text(path.read_text().replace("{speaker}, whom", f"{{{inside}}}, whom"))

    with pytest.raises(WordingError, match=r"ask\.speaker\.quoted uses .*; it can use: speaker"):
        Wording.load(copy)


def test_broken_yaml_names_the_line(copy: Path) -> None:
    (copy / "en" / "ask.yaml").write_text("a: b\n  c: [\n")

    with pytest.raises(WordingError, match=r"ask\.yaml:2: not valid YAML"):
        Wording.load(copy)


def test_a_second_language_falls_back_to_english(copy: Path) -> None:
    (copy / "de").mkdir()
    (copy / "de" / "ask.yaml").write_text("clarify: Meinst du\n")
    wording = Wording.load(copy)

    assert wording.say("ask.clarify", "de") == "Meinst du"
    assert wording.say("ask.empty", "de", example="x") == wording.say("ask.empty", example="x")


def test_every_key_the_code_says_is_in_the_catalogue() -> None:
    known = Catalogue.load().slots
    unknown = []
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "say"
                and node.args
            ):
                key = node.args[0]
                if isinstance(key, ast.Constant) and key.value not in known:
                    unknown.append(f"{path.name}:{node.lineno}: {key.value}")

    assert not unknown
