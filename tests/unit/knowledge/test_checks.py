"""`eyebot kb check` names file, line, column, what is wrong, and the cure."""

from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.checking.advice import advise
from bot.knowledge.checking.checks import check
from bot.knowledge.loader import digest_of, load
from bot.knowledge.passages import figures_in, names_in


def _edit(article: Path, old: str, new: str, name: str = "entries/intro.yaml") -> None:
    path = article / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_sound_knowledge_has_no_findings(article: Path, copy: Path) -> None:
    assert check(article, copy) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("cites: [intro:1]", "cites: [intro:9]", 5, "unknown passage intro:9"),
        ("related: [unnoticed]", "related: [gone]", 10, "related id gone leads nowhere"),
        ("eight pilots", "nine pilots", 4, "the figure 9 is in none of its passages"),
        ("in 2015", "in 2016", 4, "the figure 2016 is in none of its passages"),
        ("let eight", "let Xanadu run eight", 4, "the name Xanadu is in none of its passages"),
        ("It seems that the", "The", 4, "the hedge “seems” is not in the claim"),
        (
            "- ask 3 about pilots 9",
            "- ask 4 about pilots 16",
            16,
            "already stands under pilots-approved",
        ),
        ("- ask 3 about noticing 9", "- pilots 9 about 3 ask", 34, "collides with"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_cure(
    article: Path, old: str, new: str, line: int, what: str
) -> None:
    _edit(article, old, new)

    found = check(article)

    assert any(
        what in finding.what and finding.line >= line - 1 and finding.cure for finding in found
    ), found
    assert all(
        str(finding).startswith(f"{article}/entries/intro.yaml:{finding.line}:{finding.column}: ")
        for finding in found
        if what in finding.what
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "    voice: reporting\n",
            "",
            r"intro\.yaml:2:\d+: entries\.0\.voice: Field required; add it",
        ),
        ("voice: reporting", "voice: quoted", r"intro\.yaml:2:\d+: .*no speaker is named"),
        ("hedge: seems", "hedge: ''", r"hedge is empty"),
        ("topics: [pilots]", "topics: [pilots", r"intro\.yaml:\d+:\d+: not valid YAML"),
        (
            "id: pilots-approved",
            "id: Pilots Approved",
            r"intro\.yaml:2:9: entries\.0\.id: .*kebab-case",
        ),
        (
            "title: Who approved the pilots?",
            f"title: {'x' * 81}",
            r"intro\.yaml:3:12: .*shorten it",
        ),
        (
            "topics: [pilots]",
            "topics: [pilots]\n    colour: red",
            r"colour: .*remove it, or mend its spelling",
        ),
    ],
)
def test_a_file_that_does_not_fit_its_form_is_refused_with_its_place(
    article: Path, old: str, new: str, message: str
) -> None:
    _edit(article, old, new)

    with pytest.raises(KnowledgeError, match=message):
        check(article)


def test_a_passage_nobody_cites_is_found(article: Path) -> None:
    _edit(article, "cites: [intro:2]", "cites: [intro:1]")

    assert any("no entry cites intro:2" in finding.what for finding in check(article))


def test_a_changed_article_is_found_by_its_hash(article: Path, copy: Path) -> None:
    copy.write_text(copy.read_text().replace("nothing", "everything"))

    found = check(article, copy)

    assert [finding.what for finding in found] == [f"intro:2 reads otherwise in {copy}"]


def test_a_pointer_of_a_near_miss_must_lead_somewhere(article: Path) -> None:
    _edit(article, "related: unnoticed", "related: lost", "out_of_scope.yaml")

    assert any("related lost leads nowhere" in finding.what for finding in check(article))


def test_a_folder_without_source_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        KnowledgeError, match=r"EYEBOT_KNOWLEDGE must name the folder of one article"
    ):
        load(tmp_path)


def test_few_asks_are_sound_but_advised_against(article: Path) -> None:
    for n in range(3, 12):
        _edit(article, f"      - ask {n} about pilots {n * n}\n", "")

    assert check(article) == []
    assert [(one.line, one.what) for one in advise(article) if "asks" in one.what] == [
        (12, "an entry has fewer than 6 asks: pilots-approved (3)")
    ]


def test_what_a_pack_lacks_is_advised_with_what_stands_in_for_it(article: Path) -> None:
    assert check(article) == []
    told = {Path(one.path).name: one.what for one in advise(article)}
    assert told["premises.yaml"] == "none here: false premises are met only by chance"
    assert {"motions", "golden"} <= told.keys()


@pytest.mark.parametrize(
    ("name", "more", "enough"),
    [
        ("out_of_scope.yaml", "kind: person", 25),
        ("premises.yaml", "premise: that there is one", 8),
    ],
)
def test_few_near_misses_and_premises_are_advised_against(
    article: Path, name: str, more: str, enough: int
) -> None:
    def told(count: int) -> list[str]:
        groups = "".join(
            f"  - {{id: g{n}, {more}, asks: [who is number {n} of them]}}\n" for n in range(count)
        )
        (article / name).write_text(f"groups:\n{groups}")
        return [one.what for one in advise(article) if Path(one.path).name == name]

    assert told(1) == ["1 subject here"]
    assert told(enough - 1) == [f"{enough - 1} subjects here"]
    assert told(enough) == []


def test_two_asks_are_too_few(article: Path) -> None:
    for n in range(2, 12):
        _edit(article, f"      - ask {n} about pilots {n * n}\n", "")

    with pytest.raises(KnowledgeError, match=r"intro\.yaml:12:7: entries\.0\.asks: .*at least 3"):
        check(article)


def test_a_claim_may_name_the_subject_whatever_it_cites(article: Path) -> None:
    _edit(article, "nobody noticed", "and in Xanadu nobody noticed")
    assert any("the name Xanadu" in finding.what for finding in check(article))

    _edit(article, "sections:", "subject: [Xanadu]\nsections:", "source.yaml")

    assert check(article) == []


def test_the_digest_changes_with_any_file(article: Path) -> None:
    before = digest_of(article)

    _edit(article, "synonyms: [trial]", "synonyms: [test]", "glossary.yaml")

    assert digest_of(article) != before


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("nineteen years", {"19"}),
        ("Forty-two and sixty seven", {"42", "67"}),
        ("twenty trains", {"20"}),
        ("one of seventy", {"70"}),
    ],
)
def test_number_words_are_figures(text: str, figures: set[str]) -> None:
    assert figures_in(text) == figures


def test_what_the_author_did_is_no_name() -> None:
    assert names_in("Before I'd read it I've asked Ada, and I'll ask again.") == {"Ada"}


def test_the_passages_of_a_source_are_laid_out_once(article: Path) -> None:
    source = load(article).source

    assert list(source.passages()) == ["intro:1", "intro:2"]
    assert source.passages() is source.passages()
    assert source == load(article).source
