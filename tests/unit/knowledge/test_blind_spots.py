"""What YAML, editors and file systems would swallow is told by `kb check`, with place and cure."""

from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.checking.advice import advise
from bot.knowledge.checking.checks import check
from bot.knowledge.loader import digest_of, load


def _edit(article: Path, old: str, new: str, name: str = "entries/intro.yaml") -> None:
    path = article / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def _told(article: Path, copy: Path | None = None) -> list[str]:
    """The findings, without the folder's path."""
    try:
        findings = "\n".join(map(str, check(article, copy)))
    except KnowledgeError as error:
        findings = str(error)
    return [line.replace(f"{article}/", "") for line in findings.splitlines()]


def test_asks_under_two_keys_are_told_instead_of_losing_the_first(article: Path) -> None:
    _edit(article, "topics: [noticing]", "asks: [one, two, three]\n    topics: [noticing]")

    assert _told(article) == [
        (
            "entries/intro.yaml:32:5: asks stands twice, first in line 30; only the last would"
            " count; join the two"
        )
    ]


def test_a_key_that_stands_twice_in_common_is_told(article: Path) -> None:
    common = article.parent / "common"
    (common / "unsafe.yaml").write_text(
        "groups: [{id: a, asks: [one thing]}]\ngroups: [{id: b, asks: [another thing]}]\n"
    )

    with pytest.raises(KnowledgeError, match=r"unsafe\.yaml:2:1: groups stands twice"):
        check(article)


@pytest.mark.parametrize(
    ("line", "new", "behind"),
    [
        (13, "why me # no", "# no"),
        (14, "a long ask that goes\n        on in another # line", "# line"),
    ],
)
def test_an_ask_that_a_comment_swallows_is_told(
    article: Path, line: int, new: str, behind: str
) -> None:
    _edit(article, "ask 1 about pilots 1", new)

    told = _told(article)

    assert len(told) == 1
    assert f": “{behind}” is taken for a comment; quote the whole line, or take it out" in told[0]
    assert told[0].startswith(f"entries/intro.yaml:{line}:")


def test_quoted_signs_and_comments_of_their_own_are_no_fault(article: Path) -> None:
    _edit(article, "- ask 1 about pilots 1", "# a remark\n      - 'why # no'\n      - c# or java")

    assert _told(article) == []


@pytest.mark.parametrize("ask", ["yes", "1984", "my friend asked: is it", "2024-01-01", "~", "[a]"])
def test_an_ask_that_yaml_reads_as_something_else_is_to_be_quoted(article: Path, ask: str) -> None:
    _edit(article, "- ask 1 about pilots 1\n", f"- {ask}\n")

    told = _told(article)

    assert len(told) == 1
    assert told[0].startswith("entries/intro.yaml:13:9: entries.0.asks.1: ")
    assert told[0].endswith("put it in quotes: YAML reads it as something else than text")


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("entries/more.yml", "name it more.yaml"),
        ("glosary.yaml", "name it glossary.yaml"),
        ("Premise.yaml", "name it premises.yaml"),
        ("notes.yaml", "put entries into entries/*.yaml, or move it out of the folder"),
        ("entries/deep/more.yaml", "put entries into entries/*.yaml, or move it out of the folder"),
        ("../common/unsaef.yaml", "name it unsafe.yaml"),
        ("../common/injection.yml", "name it injection.yaml"),
    ],
)
def test_a_file_that_is_never_read_is_told(article: Path, name: str, cure: str) -> None:
    path = article / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("entries: []\n")

    assert [line.replace(f"{article.parent}/", "../") for line in _told(article)] == [
        f"{name}:1:1: is not read; {cure}"
    ]


@pytest.mark.parametrize(
    "name",
    ["entries/.#intro.yaml", ".#glossary.yaml", "entries/._intro.yaml", "entries/.intro.yaml.swp"],
)
def test_what_an_editor_leaves_never_blocks_a_good_edit(article: Path, name: str) -> None:
    before = digest_of(article)

    (article / name).symlink_to("ada@machine.1234:56")

    assert check(article) == []
    assert digest_of(article) == before == load(article).digest


def test_a_file_that_every_pack_needs_and_that_links_to_itself_is_told(article: Path) -> None:
    (article / "glossary.yaml").unlink()
    (article / "glossary.yaml").symlink_to(article / "glossary.yaml")

    assert (
        "glossary.yaml:1:1: cannot be read (Too many levels of symbolic links); remove the link"
        in _told(article)
    )


def test_a_link_to_itself_beside_the_entries_blocks_no_edit(article: Path) -> None:
    before = digest_of(article)

    (article / "entries" / "loop.yaml").symlink_to(article / "entries" / "loop.yaml")

    assert check(article) == []
    assert digest_of(article) == before == load(article).digest
    assert "loop.yaml:1:1: leads nowhere, so it isn't read" in "".join(map(str, advise(article)))


def test_a_folder_that_links_to_itself_is_walked_once(article: Path) -> None:
    (article / "entries" / "again").symlink_to(article / "entries")

    assert _told(article) == []


@pytest.mark.parametrize("text", ["", "\n\n", "# to be written\n"])
def test_an_empty_file_is_told_and_blocks_no_edit(article: Path, text: str) -> None:
    (article / "premises.yaml").write_text(text)

    assert check(article) == []
    assert "premises.yaml:1:1: is empty, so it isn't read" in "".join(map(str, advise(article)))


def test_an_emptied_glossary_is_told(article: Path) -> None:
    (article / "glossary.yaml").write_text("")

    assert _told(article) == ["glossary.yaml:1:1: is empty; write into it, or delete it"]


def test_a_deleted_glossary_is_told(article: Path) -> None:
    (article / "glossary.yaml").unlink()

    assert _told(article) == [
        "glossary.yaml:1:1: the file is missing; restore it, or point EYEBOT_KNOWLEDGE elsewhere"
    ]


def test_a_pack_without_an_entry_is_told_in_one_line(article: Path) -> None:
    for path in (article / "entries").iterdir():
        path.unlink()

    assert _told(article) == ["entries:1:1: holds no entry; write one"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (b"groups: \x07\n", "1:1: not valid YAML (unacceptable character #x0007"),
        (b"groups: 2024-13-45\n", "1:1: not valid YAML (month must be in 1..12)"),
        (b"groups: [\n", "2:1: not valid YAML"),
        (b"groups: \xff\n", "1:1: is not UTF-8 text"),
        (b"- a\n", "1:1: : Input should be"),
    ],
)
def test_a_file_that_is_no_yaml_is_told(article: Path, text: bytes, what: str) -> None:
    (article / "premises.yaml").write_bytes(text)

    told = _told(article)

    assert len(told) == 1
    assert told[0].startswith(f"premises.yaml:{what}")


def test_a_file_of_ten_megabytes_is_refused_unread(article: Path) -> None:
    (article / "premises.yaml").write_bytes(b"#" * 5_000_000)

    assert _told(article) == ["premises.yaml:1:1: is 5 MB large; split it; 4 MB is the most"]


def test_a_pack_of_more_than_ten_megabytes_is_refused(article: Path) -> None:
    for n in range(4):
        (article / f"premises_{n}.yaml").write_bytes(b"#" * (2_700_000 + n))

    assert _told(article) == [
        (
            "premises_3.yaml:1:1: the pack holds 11 MB of YAML; 10 MB can be learned; take asks"
            " out, or make two packs of it"
        )
    ]
    with pytest.raises(KnowledgeError, match="the pack holds 11 MB"):
        load(article)


def test_an_ask_that_is_the_title_of_another_entry_is_told(article: Path) -> None:
    _edit(article, "- ask 3 about noticing 9", "- who approved THE pilots")

    assert _told(article) == [
        (
            "entries/intro.yaml:35:9: “who approved THE pilots” is the title of pilots-approved;"
            " keep it where the answer fits best"
        )
    ]


def test_a_near_miss_that_is_the_title_of_an_entry_is_told(article: Path) -> None:
    _edit(article, "what did it cost in rongcheng", "did anyone notice", "out_of_scope.yaml")

    assert _told(article)[0].startswith("out_of_scope.yaml:2:")
    assert "“did anyone notice” is the title of unnoticed" in _told(article)[0]


def test_an_ask_may_be_its_own_entrys_title(article: Path) -> None:
    _edit(article, "- ask 3 about noticing 9", "- did anyone notice")

    assert _told(article) == []


def test_two_entries_with_one_title_are_told(article: Path) -> None:
    _edit(article, "title: Did anyone notice?", "title: Who approved the pilots")

    assert _told(article) == [
        (
            "entries/intro.yaml:25:12: “Who approved the pilots” is the title of pilots-approved"
            " too; say which of the two it asks for"
        )
    ]


def test_two_groups_with_one_id_are_told(article: Path) -> None:
    (article / "out_of_scope_more.yaml").write_text(
        "groups:\n  - {id: prices, kind: other-detail, asks: [is it dear]}\n"
    )

    assert _told(article) == [
        (
            "out_of_scope_more.yaml:2:10: the group id prices stands in out_of_scope.yaml already;"
            " rename one, or join the groups"
        )
    ]


@pytest.mark.parametrize(
    ("second", "what"),
    [
        ("{term: Pilot, synonyms: []}", "3:12: the term Pilot stands twice; join the two"),
        (
            "{term: test, synonyms: [trial]}",
            "3:29: “trial” already means pilot; keep it under one term",
        ),
    ],
)
def test_a_glossary_that_says_two_things_is_told(article: Path, second: str, what: str) -> None:
    with (article / "glossary.yaml").open("a") as file:
        file.write(f"  - {second}\n")

    assert _told(article) == [f"glossary.yaml:{what}"]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('["2015", "8"]', '["2015", "8", "64%"]', "the figure 64% is not in intro:1; take it out"),
        ('["2015", "8"]', '["2015"]', "intro:1 holds the figure 8; add it to figures"),
        ("[Rongcheng]", "[Rongcheng, Xanadu]", "the name Xanadu is not in intro:2; take it out"),
    ],
)
def test_figures_and_names_that_the_copy_lacks_are_told(
    article: Path, copy: Path, old: str, new: str, what: str
) -> None:
    _edit(article, old, new, "source.yaml")

    told = _told(article, copy)

    assert any(line.startswith("source.yaml:") and what in line for line in told), told


def test_a_passage_that_changed_is_told_with_its_new_hash(article: Path, copy: Path) -> None:
    copy.write_text(copy.read_text().replace("noticed nothing", "saw nothing at all"))

    assert "then set words: 5 and sha256: " in _told(article, copy)[0]


@pytest.mark.parametrize("figure", ["lots", "2015 or so", "Rongcheng"])
def test_an_invented_figure_is_told_also_without_a_copy(article: Path, figure: str) -> None:
    _edit(article, '["2015", "8"]', f'["2015", "8", "{figure}"]', "source.yaml")

    (told,) = _told(article)
    assert told.startswith(f"source.yaml:8:33: “{figure}” is no figure; write digits, half")
