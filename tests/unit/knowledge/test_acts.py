"""`common/acts/`: one file an act, which is named for it, in its family's folder."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.checking.checks import check
from bot.knowledge.loader import digest_of, load
from bot.knowledge.turns import Turns
from bot.knowledge.turns_loader import act_files, read_turns

SHIPPED = Path(__file__).parents[3] / "knowledge" / "common" / "acts"
_MOST_FILES = 15
_FILES = act_files(SHIPPED)


@pytest.fixture
def acts(article: Path) -> Path:
    """The small folder's own examples: two acts, and questions."""
    folder = article.parent / "common" / "acts"
    _write(folder / "questions" / "ask.yaml", "what is {x}", "who did {x}")
    _write(folder / "courtesy" / "thanks.yaml", "thanks", "ta very much")
    _write(folder / "retelling" / "shorten.yaml", "shorter", "too long, mate")
    return folder


def _write(path: Path, *asks: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("asks:\n" + "".join(f'  - "{ask}"\n' for ask in asks))


def _turns(acts: Path) -> Turns:
    found = read_turns(acts.parent)
    assert isinstance(found, Turns)
    return found


def test_a_file_gives_its_name_to_the_act(acts: Path) -> None:
    asks = {group.id: group.asks for group in _turns(acts).acts if group.id != "ask"}

    assert asks == {"thanks": ("thanks", "ta very much"), "shorten": ("shorter", "too long, mate")}


def test_an_example_changes_what_is_learned_of_acts_and_nothing_of_the_article(
    article: Path, acts: Path
) -> None:
    before, of_article = _turns(acts).digest, digest_of(article)
    _write(acts / "courtesy" / "thanks.yaml", "thanks", "much obliged")

    assert _turns(acts).digest != before
    assert digest_of(article) == of_article


def test_another_name_changes_what_is_learned(acts: Path) -> None:
    before = _turns(acts).digest
    (acts / "courtesy" / "thanks.yaml").rename(acts / "courtesy" / "praise.yaml")

    assert _turns(acts).digest != before


def test_acts_without_questions_are_refused(article: Path, acts: Path) -> None:
    (acts / "questions" / "ask.yaml").unlink()

    with pytest.raises(KnowledgeError, match=r"no file ask\.yaml: nobody who says so would be"):
        load(article)


def test_an_act_without_examples_is_named_with_its_place(article: Path, acts: Path) -> None:
    (acts / "courtesy" / "thanks.yaml").write_text("asks: []\n")

    with pytest.raises(KnowledgeError, match=r"courtesy/thanks\.yaml:1:7: asks: "):
        load(article)


@pytest.mark.parametrize(
    ("phrase", "where"), [("Too long,  mate!", "above"), ("Thanks.", "in courtesy/thanks.yaml")]
)
def test_a_phrase_that_stands_twice_is_found(
    article: Path, acts: Path, phrase: str, where: str
) -> None:
    _write(acts / "retelling" / "shorten.yaml", "shorter", "too long, mate", phrase)

    found = [str(one) for one in check(article)]

    path = acts / "retelling" / "shorten.yaml"
    cure = "keep it where it is meant most often"
    assert found == [f"{path}:4:5: “{phrase}” already stands {where}; {cure}"]


def test_what_asks_is_another_phrase_than_what_says_the_same(article: Path, acts: Path) -> None:
    _write(acts / "retelling" / "shorten.yaml", "shorter", "shorter?")

    assert check(article) == []


def test_an_act_in_two_families_is_found(article: Path, acts: Path) -> None:
    _write(acts / "reactions" / "thanks.yaml", "cheers")

    assert [one.what for one in check(article)] == ["the act thanks has a file in courtesy already"]


def test_a_file_outside_of_a_family_is_told_to_be_unread(article: Path, acts: Path) -> None:
    shutil.copy(acts / "courtesy" / "thanks.yaml", acts / "praise.yaml")

    assert [(one.what, one.cure) for one in check(article)] == [
        ("is not read", "put it into a family's folder, acts/FAMILY/ACT.yaml, as a list of `asks`")
    ]


def test_a_family_can_be_looked_over() -> None:
    sizes = Counter(path.parent.name for path in _FILES)

    assert max(sizes.values()) <= _MOST_FILES, sizes


@pytest.mark.parametrize("path", _FILES, ids=lambda one: f"{one.parent.name}/{one.stem}")
def test_a_file_says_what_its_act_means(path: Path) -> None:
    schema, meaning, asks, *_ = path.read_text("utf-8").splitlines()

    assert schema == "# yaml-language-server: $schema=../../../schema/act.json"
    assert meaning.startswith("# ")
    assert meaning.endswith(".")
    assert asks == "asks:"
