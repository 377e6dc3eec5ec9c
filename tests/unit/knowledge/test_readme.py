"""`knowledge/README.md` is true to the code: its examples are read, show every field, and its
limits are those of the models.
"""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, TypeAdapter

from bot.knowledge.checking.labelled import KINDS, labelled_findings
from bot.knowledge.conversation import (
    Comparison,
    Conversation,
    Critique,
    FacetFile,
    Facets,
    Listing,
    QuizQuestion,
    Rebuttal,
    SectionTalk,
    Summary,
)
from bot.knowledge.frozen import Ask, Identifier
from bot.knowledge.models import (
    Author,
    Entry,
    EntryFile,
    Follow,
    Glossary,
    NearMisses,
    NearMissFile,
    NearMissKind,
    Passage,
    Premise,
    PremiseFile,
    Section,
    Source,
    Term,
    Voice,
)
from bot.knowledge.pack_files import _COMMON, _MANY, _PACK, LARGEST_FILE, LARGEST_PACK
from bot.knowledge.workshop.markdown.numbered import is_numbered, read_numbered

README = (Path(__file__).parents[3] / "knowledge" / "README.md").read_text(encoding="utf-8")
_EXAMPLES = dict(
    re.findall(r"\n## [^\n]*`([\w*./]+)`\n(?:(?!\n## ).)*?```yaml\n(.*?)```", README, re.DOTALL)
)
_FILES: dict[str, tuple[type[BaseModel], tuple[type[BaseModel], ...]]] = {
    "source.yaml": (Source, (Source, Author, Section, Passage)),
    "entries/*.yaml": (EntryFile, (Entry, Follow)),
    "glossary.yaml": (Glossary, (Term,)),
    "facets/*.yaml": (FacetFile, (Facets,)),
    "conversation.yaml": (
        Conversation,
        (Summary, SectionTalk, Listing, Comparison, QuizQuestion, Critique, Rebuttal),
    ),
    "out_of_scope*.yaml": (NearMissFile, (NearMisses,)),
    "premises*.yaml": (PremiseFile, (Premise,)),
}


def _keys(value: Any) -> set[str]:
    """Every key of an example, however deep."""
    if isinstance(value, dict):
        return {*value, *(key for inner in value.values() for key in _keys(inner))}
    return {key for inner in value for key in _keys(inner)} if isinstance(value, list) else set()


@pytest.mark.parametrize("name", _FILES)
def test_an_example_is_in_the_form_that_the_code_reads(name: str) -> None:
    _FILES[name][0].model_validate(yaml.safe_load(_EXAMPLES[name]))


@pytest.mark.parametrize("name", _FILES)
def test_an_example_shows_every_field(name: str) -> None:
    shown = _keys(yaml.safe_load(_EXAMPLES[name]))

    for model in _FILES[name][1]:
        fields = {field.alias or name for name, field in model.model_fields.items()}
        assert fields <= shown, f"{model.__name__}: {fields - shown}"


def test_every_voice_and_kind_of_near_miss_is_explained() -> None:
    for word in (*Voice, *NearMissKind):
        assert re.search(rf"\b{word}\b", README), word


def test_the_example_of_a_numbered_copy_is_one() -> None:
    copy = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert copy

    article, findings = read_numbered(copy[1], "README")

    assert is_numbered(copy[1])
    assert findings == []
    assert [len(section.passages) for section in article.sections] == [2]


def test_the_limits_are_those_of_the_models() -> None:
    entry = Entry.model_json_schema()["properties"]
    heading = Section.model_json_schema()["properties"]["heading"]
    ask, name = (TypeAdapter(kind).json_schema() for kind in (Ask, Identifier))
    wanted = {
        "title": (entry["title"]["minLength"], entry["title"]["maxLength"]),
        "claim": (entry["claim"]["minLength"], entry["claim"]["maxLength"]),
        "cites": (entry["cites"]["minItems"], entry["cites"]["maxItems"]),
        "related": (0, entry["related"]["maxItems"]),
        "asks of an entry": (entry["asks"]["minItems"], None),
        "an ask": (ask["minLength"], ask["maxLength"]),
        "an id": (1, name["maxLength"]),
        "heading": (heading["minLength"], heading["maxLength"]),
    }

    rows = re.findall(r"^\| ([a-z ]+?) \| (\d+) \| ?(\d*) \|$", README, re.MULTILINE)

    assert {what: (int(least), int(most) if most else None) for what, least, most in rows} == wanted
    assert (
        f"A file may have {LARGEST_FILE // 10**6} MB, a pack {LARGEST_PACK // 10**6} MB" in README
    )


def test_the_golden_examples_can_be_measured_by(tmp_path: Path) -> None:
    examples = re.search(r"```json\n(.*?)```", README, re.DOTALL)
    assert examples
    path = tmp_path / "golden.jsonl"
    path.write_text(examples[1], encoding="utf-8")

    assert len(examples[1].splitlines()) == 6
    assert labelled_findings(path) == []
    for word in (*KINDS, "gold", "also", "entry", "gold_all", "ok_cite", "style", "turns"):
        assert word == "turn" or re.search(rf"\b{word}\b", README), word


def test_every_file_that_is_read_is_told_of() -> None:
    for name in (*_PACK, *_MANY, *_COMMON):
        assert re.search(rf"\b{name}\*?\.yaml", README), name
