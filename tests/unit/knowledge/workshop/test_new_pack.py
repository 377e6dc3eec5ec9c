"""`eyebot kb init` begins a pack from an article, and `kb check` then names what is left to
write.
"""

import shutil
from pathlib import Path

import pytest
import yaml

from bot.errors import KnowledgeError
from bot.knowledge.checking.checks import check
from bot.knowledge.files import read_file
from bot.knowledge.loader import load
from bot.knowledge.models import Source
from bot.knowledge.workshop.formatting import formatted
from bot.knowledge.workshop.new_pack import NewPack, make

ROOT = Path(__file__).parents[4]
WRITTEN = ROOT / "tests" / "packs" / "night-train"
PLAIN = """---
title: dropped
---
# The Well

Nobody knows who dug the **well** at [Oster](https://example.org/oster). It is 40 feet deep.

## Why it matters

- Water costs twice as much in town.
- https://example.org/water
"""


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A folder for packs, with what is common to all."""
    folder = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge" / "common", folder / "common")
    return folder


@pytest.fixture
def made(packs: Path) -> NewPack:
    return make(WRITTEN / "article.md", packs, packs / "night-train")


def _article(folder: Path, text: str) -> Path:
    path = folder / "article.md"
    path.write_text(text, encoding="utf-8")
    return path


def _source(folder: Path) -> Source:
    found = read_file(folder / "source.yaml", Source)
    assert isinstance(found, Source), found
    return found


def test_the_sections_of_a_new_pack_are_those_an_editor_wrote_by_hand(made: NewPack) -> None:
    source, written = _source(made.folder), _source(WRITTEN)

    assert source.sections == written.sections
    assert source.title == written.title


def test_every_passage_gets_an_entry_that_cites_it(made: NewPack) -> None:
    cited = set()
    for path in made.folder.glob("entries/*.yaml"):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["entries"]:
            cited |= set(entry["cites"])

    assert cited >= set(_source(WRITTEN).passages())


def test_no_sentence_of_the_article_stands_in_a_new_pack(made: NewPack) -> None:
    for path in made.folder.glob("**/*.yaml"):
        text = path.read_text(encoding="utf-8")
        for section in ("packed hard-boiled eggs in a shoebox", "carried about 92,000 passengers"):
            assert section not in text


def test_a_new_pack_is_in_the_houses_form(made: NewPack) -> None:
    for path in made.folder.glob("**/*.yaml"):
        assert formatted(path.read_text(encoding="utf-8")) == path.read_text(encoding="utf-8"), path


def test_check_names_exactly_what_is_left_to_fill_in(made: NewPack) -> None:
    found = check(made.folder, WRITTEN / "article.md")

    assert len(found) == made.to_fill
    assert {"still to be filled in" in finding.what for finding in found} == {True}
    told = {f"{Path(finding.path).name}:{finding.line}: {finding.what}" for finding in found}
    assert "plan.yaml:5: entries.plan-1.title: still to be filled in" in told
    assert "source.yaml:7: authors.0.name: still to be filled in" in told


def test_what_is_filled_in_wrongly_is_told_beside_what_is_left(made: NewPack) -> None:
    path = made.folder / "entries" / "plan.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[7] = "    voice: shouting"
    path.write_text("\n".join(lines), encoding="utf-8")

    found = [finding for finding in check(made.folder) if "to be filled in" not in finding.what]

    assert [(Path(finding.path).name, finding.line) for finding in found] == [("plan.yaml", 8)]
    assert "entries.0.voice" in found[0].what


def test_a_pack_that_is_not_filled_in_does_not_load(made: NewPack) -> None:
    with pytest.raises(KnowledgeError):
        load(made.folder)


def test_the_filled_in_parts_of_the_written_pack_make_the_new_one_sound(made: NewPack) -> None:
    for path in made.folder.glob("entries/*.yaml"):
        path.unlink()
    for name in ("entries", "glossary.yaml", "out_of_scope.yaml", "premises.yaml"):
        copy = shutil.copytree if (WRITTEN / name).is_dir() else shutil.copy
        options = {"dirs_exist_ok": True} if copy is shutil.copytree else {}
        copy(WRITTEN / name, made.folder / name, **options)
    source = made.folder / "source.yaml"
    text = source.read_text(encoding="utf-8").replace(
        "subject: []", "subject: [Harrowmere, Lantern]"
    )
    source.write_text(text.replace("FILL IN - the author or pen name", "Marit Pike"), "utf-8")
    shutil.rmtree(made.folder / "motions")

    assert check(made.folder, WRITTEN / "article.md") == []


def test_plain_markdown_is_numbered_and_its_copy_checks_out(tmp_path: Path, packs: Path) -> None:
    made = make(_article(tmp_path, PLAIN), packs)

    source = _source(made.folder)
    assert made.folder == packs / "well"
    assert [section.id for section in source.sections] == ["opening", "matters"]
    assert [section.heading for section in source.sections] == ["Opening", "Why it matters"]
    opening, matters = source.sections
    assert [passage.names for passage in opening.passages] == [("Oster",)]
    assert opening.passages[0].link == "https://example.org/oster"
    assert opening.passages[0].figures == ("40",)
    assert [passage.link for passage in matters.passages] == ["", "https://example.org/water"]
    copy = made.copy.read_text(encoding="utf-8")
    assert "[opening:1] Nobody knows who dug the well at Oster. It is 40 feet deep." in copy
    assert {"to be filled in" in finding.what for finding in check(made.folder, made.copy)} == {
        True
    }


def test_a_long_paragraph_becomes_several_passages(tmp_path: Path, packs: Path) -> None:
    sentence = "The mill stood by the river until the great flood took it away one night. "

    made = make(_article(tmp_path, f"# Mill\n\n{sentence * 8}\n"), packs)

    words = [passage.words for passage in _source(made.folder).sections[0].passages]
    assert words == [60, 60]


def test_nothing_is_written_over(made: NewPack, packs: Path) -> None:
    before = (made.folder / "glossary.yaml").read_text(encoding="utf-8")

    with pytest.raises(KnowledgeError, match=r"night-train: holds entries already; name a new"):
        make(WRITTEN / "article.md", packs, made.folder)

    assert (made.folder / "glossary.yaml").read_text(encoding="utf-8") == before


def test_a_numbered_copy_is_not_written_over(tmp_path: Path, packs: Path) -> None:
    article = _article(tmp_path, PLAIN)
    (tmp_path / "article.numbered.md").write_text("mine", encoding="utf-8")

    with pytest.raises(KnowledgeError, match=r"article\.numbered\.md: exists already"):
        make(article, packs)

    assert not (packs / "well").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"article\.md:1:1: has no title; begin it with `# `"),
        ("# T\n", r"article\.md:1:1: holds no passage"),
        ("# T\n\n## a\n[a:1] One.\nTwo.\n", r":5:1: stands in no passage; join it"),
        ("# T\n\n## a\n[a:1] One.\n[a:3] Two.\n", r":5:1: a:3 comes where a:2 should"),
        ("# T\n\n## a\n[a:1] One.\n[a:1] Two.\n", r":5:1: a:1 comes where a:2 should"),
        ("# T\n\n## a\n[b:1] One.\n", r":4:1: b:1 stands outside its section"),
        ("# T\n\n## Big Part\n[Big:1] One.\n", r":3:1: Big Part is no id of a section; .*kebab"),
        ("# T\n\n## a\n[a:1] One.\n## a\n[a:1] Two.\n", r":5:1: the section a stands twice"),
        ("# T\n\n## a\n[a:1]\n", r":4:1: a:1 is empty; write its text"),
    ],
)
def test_an_article_that_cannot_be_read_is_told_with_its_place(
    tmp_path: Path, packs: Path, text: str, message: str
) -> None:
    with pytest.raises(KnowledgeError, match=message):
        make(_article(tmp_path, text), packs)

    assert sorted(path.name for path in packs.iterdir()) == ["common"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"# T\n\n\xff\xfe", r"article\.md:1:1: is not UTF-8 text; save it as UTF-8"),
        (b"# T\n\n" + b"word " * 250_000, r"article\.md:1:1: is larger than 1 MB"),
        (None, r"article\.md:1:1: cannot be read \(No such file or directory\)"),
    ],
)
def test_a_file_that_is_no_article_is_refused(
    tmp_path: Path, packs: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / "article.md"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(KnowledgeError, match=message):
        make(path, packs)


def test_an_article_in_another_language_gets_ids_and_names(tmp_path: Path, packs: Path) -> None:
    text = "# Über Öl\n\n## Was Ångström fand\n\nDann kam Örjan Łukasz nach Zürich.\n\n"
    text += "## 水\n\n水很深。\n"

    made = make(_article(tmp_path, text), packs)

    source = _source(made.folder)
    assert made.folder.name == "uber-ol"
    assert [section.id for section in source.sections] == ["angstrom-fand", "section"]
    assert source.sections[0].passages[0].names == ("Örjan Łukasz", "Zürich")


def test_debates_of_a_new_pack_open_with_the_arguments_it_begins(
    packs: Path, made: NewPack
) -> None:
    source = read_file(packs / "night-train" / "source.yaml", Source)

    assert isinstance(source, Source)
    assert source.strongest.pro == ("argument-for",)
    assert source.strongest.against == ("argument-against",)


BYLINED = """# The Well

*By Ida Brandt and Tom de Vries, photographs by Lars Wendt. The Slow Mile, 3 May 2021.*

![the well](well.jpg)

## Why

Dr. Anna Skog drank from it. Skog was never ill. The town of Oster, Dr. Skog says, owes it much.
"""


def test_who_wrote_an_article_when_is_read_from_the_line_below_its_title(
    tmp_path: Path, packs: Path
) -> None:
    made = make(_article(tmp_path, BYLINED), packs)

    source = _source(made.folder)
    assert [author.name for author in source.authors] == ["Ida Brandt", "Tom de Vries"]
    assert source.published == "3 May 2021"
    assert [section.id for section in source.sections] == ["why"]
    assert not [finding for finding in check(made.folder, made.copy) if "authors" in finding.what]


def test_a_copy_cut_anew_keeps_its_byline(tmp_path: Path, packs: Path) -> None:
    made = make(_article(tmp_path, BYLINED), packs)

    again = make(made.copy, packs, packs / "again")

    assert _source(again.folder).authors == _source(made.folder).authors
    assert _source(again.folder).published == "3 May 2021"
    assert again.passages == made.passages


@pytest.mark.parametrize(
    "first",
    [
        "By Monday the well was dry.",
        "By then Ida Brandt had left.",
        "By Ida Brandt Street stands a well that " + "nobody knows " * 20 + "at all.",
    ],
)
def test_a_paragraph_that_only_begins_like_a_byline_is_a_passage(
    tmp_path: Path, packs: Path, first: str
) -> None:
    made = make(_article(tmp_path, f"# The Well\n\n{first}\n"), packs)

    assert made.passages == 1


def test_front_matter_names_title_and_author(tmp_path: Path, packs: Path) -> None:
    text = '---\ntitle: "The Well"\nauthor: Ida Brandt\ndate: 2021-05-03\n---\n\nIt is deep.\n'

    source = _source(make(_article(tmp_path, text), packs).folder)

    assert (source.title, source.authors[0].name) == ("The Well", "Ida Brandt")
    assert source.published == "2021-05-03"


def test_a_title_is_no_name_and_a_part_of_a_name_no_term(tmp_path: Path, packs: Path) -> None:
    made = make(_article(tmp_path, BYLINED), packs)

    assert _source(made.folder).sections[0].passages[0].names == ("Anna Skog", "Skog", "Oster")
    terms = yaml.safe_load((made.folder / "glossary.yaml").read_text(encoding="utf-8"))["terms"]
    assert [term["term"] for term in terms] == ["Anna Skog", "Oster"]


def test_a_new_pack_knows_who_wrote_its_article(tmp_path: Path, packs: Path) -> None:
    made = make(_article(tmp_path, BYLINED), packs)

    entries = yaml.safe_load((made.folder / "entries" / "overview.yaml").read_text("utf-8"))
    writer = next(one for one in entries["entries"] if one["id"] == "writer")
    assert writer["claim"] == "Ida Brandt and Tom de Vries wrote the article."
    assert not [finding for finding in check(made.folder, made.copy) if "writer" in finding.what]
