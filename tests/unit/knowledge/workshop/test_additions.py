"""What an editor adds is written where it belongs, and nothing else is touched."""

import shutil
from difflib import unified_diff
from pathlib import Path

import pytest
import yaml

from bot.errors import KnowledgeError
from bot.knowledge.checking.checks import check
from bot.knowledge.loader import load
from bot.knowledge.workshop.additions import (
    Addition,
    NewAsks,
    NewEntry,
    NewNearMiss,
    NewPremise,
    add,
)
from bot.knowledge.workshop.new_pack import make
from bot.knowledge.workshop.yaml_edit import add_blocks, add_scalars, scalar

ROOT = Path(__file__).parents[4]
PACKS = (ROOT / "tests" / "packs" / "night-train", ROOT / "knowledge" / "eye-in-the-sky")
AWKWARD = ("yes", "1984", "is it: so", "why # no", "[a], b", "- dash", "it's “so”", "ends with:")
ASKS = tuple(f"{text} and zorgs" if text[0].isalpha() else text for text in AWKWARD)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return shutil.copytree(PACKS[0], tmp_path / PACKS[0].name)


def _changes(old: Path, new: Path) -> list[str]:
    """The lines that were added (+) or taken away (-)."""
    found = []
    for path in sorted(new.rglob("*.yaml")):
        before = old / path.relative_to(new)
        lines = before.read_text("utf-8").splitlines() if before.exists() else []
        diff = unified_diff(lines, path.read_text("utf-8").splitlines(), n=0, lineterm="")
        found += [line for line in diff if line[:3] not in ("---", "+++", "@@ ")]
    return [line for line in found if not line.startswith("@@")]


@pytest.mark.parametrize("source", PACKS, ids=lambda path: str(path.name))
def test_additions_take_nothing_away_and_are_read_as_they_were_meant(
    tmp_path: Path, source: Path
) -> None:
    pack = shutil.copytree(source, tmp_path / source.name)
    knowledge = load(source)
    entry, passage = knowledge.entries[3], knowledge.entries[3].cites[0]
    new: list[Addition] = [
        NewAsks(entry.id, ASKS),
        NewNearMiss("zorgs", ("how tall is a zorg",), kind="person", about=passage),
        NewNearMiss(knowledge.near_misses[0].id, ("zorgs: on it?",)),
        NewPremise("zorgs-fell", ("why did the zorgs fall",), "Zorgs: fell", instead=entry.id),
        NewEntry("zorg", "What: a zorg?", "Some say a “zorg” is nothing, that's it.", (passage,),
                 ("zorg", "a zorg, what", "no # zorg"), voice="some-say", topics=("a, b",)),
    ]  # fmt: skip

    written = add(pack, new)

    assert written.findings == ()
    changes = _changes(source, pack)
    grown = [line[1:].rstrip("]") for line in changes if line.startswith("-")]
    assert all(any(line[1:].startswith(one) for line in changes if line[0] == "+") for one in grown)
    assert all("[" in one for one in grown), "only a list in brackets grows within its line"
    after = load(pack)
    changed = after.entry(entry.id)
    assert changed is not None
    assert changed.asks == (*entry.asks, *ASKS)
    zorg = after.entry("zorg")
    assert zorg is not None
    assert (zorg.title, zorg.topics, zorg.asks) == (
        "What: a zorg?", ("a, b",), ("zorg", "a zorg, what", "no # zorg"),
    )  # fmt: skip
    assert after.near_misses[0].asks[-1] == "zorgs: on it?"
    assert {group.id: group.premise for group in after.premises}["zorgs-fell"] == "Zorgs: fell"
    assert all(Path(place.rsplit(":", 1)[0]).exists() for place in written.places)


@pytest.mark.parametrize(
    ("addition", "told"),
    [
        (NewAsks("council-vote", ("who wrote this article",)), "stands under"),
        (NewEntry("council-vote", "Again?", "The council voted.", ("plan:1",), ("a1", "b1", "c1")),
         "the id stands twice"),
        (NewEntry("x", "Again?", "The council voted.", ("plan:99",), ("a1", "b1", "c1")),
         "unknown passage plan:99"),
        (NewEntry("x", "Again?", "The council voted.", ("plan:1",), ("a1",)), "asks"),
        (NewNearMiss("x", ("why not",), kind="odd"), "kind"),
        (NewPremise("x", ("why not so",), "It is", instead="nobody"), "nobody leads nowhere"),
    ],
)  # fmt: skip
def test_what_would_make_the_pack_worse_is_taken_back(
    pack: Path, addition: Addition, told: str
) -> None:
    path = pack / "entries" / "writer.yaml"
    path.write_text(
        path.read_text("utf-8").replace("      - ", "      - who wrote this article\n      - ", 1),
        "utf-8",
    )
    assert check(pack) == []
    before = {one: one.read_text("utf-8") for one in pack.rglob("*.yaml")}

    written = add(pack, [addition])

    assert any(told in str(finding) for finding in written.findings)
    assert {one: one.read_text("utf-8") for one in pack.rglob("*.yaml")} == before


def test_a_pack_that_is_not_filled_in_yet_can_be_added_to(tmp_path: Path) -> None:
    made = make(PACKS[0] / "article.md", tmp_path, tmp_path / "new")

    good = NewEntry(
        "zorg", "A zorg?", "Nobody saw it.", ("plan:1",), ("zorg a", "zorg b", "zorg c")
    )
    wrong = NewEntry("gorz", "A zorg?", "Nobody saw.", ("plan:77",), ("zorg a", "zorg b", "zorg c"))

    assert add(made.folder, [good]).findings == ()
    assert "id: zorg" in (made.folder / "entries" / "plan.yaml").read_text("utf-8")
    assert "plan:77" in str(add(made.folder, [wrong]).findings[0])


def test_an_unknown_entry_is_refused(pack: Path) -> None:
    with pytest.raises(KnowledgeError, match="no entry nobody"):
        add(pack, [NewAsks("nobody", ("a question",))])


def test_a_folder_that_cannot_be_written_is_told(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "write_text", full)

    with pytest.raises(KnowledgeError, match=r"cannot be written .Read-only"):
        add(pack, [NewAsks("council-vote", ("a question nobody asked",))])


@pytest.mark.parametrize("text", [*AWKWARD, "", " a", "a ", "plain words", "'", '"', "~", "null"])
def test_a_text_is_read_back_as_it_was_written(text: str) -> None:
    assert yaml.safe_load(f"- {scalar(text)}\n") == [text]
    assert yaml.safe_load(f"[x, {scalar(text, flow=True)}]") == ["x", text]


@pytest.mark.parametrize(
    "text",
    [
        "a: [x, y]\n",
        "a: [x,\n  y,\n]   # all\n",
        "a:\n- x\n- y   # the last\n# after\n",
        "a:\n  - x\n  - >-\n    y\n\n\nb: 1\n",
        "a: # nothing\n  - 'x'\n  - y",
        "# head\na: [ x, y ]\nb: [c]\n",
    ],
)
def test_a_list_of_whatever_form_grows_at_its_end(text: str) -> None:
    before = yaml.safe_load(text)

    after = yaml.safe_load(add_scalars(text, ["a"], ["z, #1", "no"]))

    assert after == {**before, "a": ["x", "y", "z, #1", "no"]}
    grown = add_scalars(text, ["a"], ["z"])
    assert [line for line in text.splitlines() if "#" in line] == [
        line for line in grown.splitlines() if "#" in line
    ]


@pytest.mark.parametrize(
    "text", ["", "# c\n", "groups:\n", "groups: []\n", "groups: []   # none\n"]
)
def test_the_first_item_of_a_list_can_be_added(text: str) -> None:
    grown = add_blocks(text, ["groups"], [["- id: a", "  asks: [b]"]])

    assert yaml.safe_load(grown) == {"groups": [{"id": "a", "asks": ["b"]}]}


def test_a_blank_line_stands_before_a_new_item_where_one_stood_between_the_others() -> None:
    apart = "a:\n  - id: x\n    b: 1\n\n  # of y\n  - id: y\n    b: 2\n"
    close = "a:\n  - id: x\n  # of y\n  - id: y\n"

    assert add_blocks(apart, ["a"], [["- id: z"]]) == f"{apart}\n  - id: z\n"
    assert add_blocks(close, ["a"], [["- id: z"]]) == f"{close}  - id: z\n"
