"""The other forms of a claim say no more than the passages they rest on."""

from pathlib import Path

import pytest

from bot.knowledge.checking.checks import check

_HEAD = "facets:\n  - entry: pilots-approved\n"


def facets(article: Path, text: str) -> Path:
    """The pack with these facets."""
    path = article / "facets" / "intro.yaml"
    path.parent.mkdir()
    path.write_text(text)
    return path


@pytest.mark.parametrize("form", ["short", "plain", "more", "reason", "example"])
@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("It seems that nine pilots went ahead.", "the figure 9 is in none of its passages"),
        ("It seems that all of Xanadu was told.", "the name Xanadu is in none of its passages"),
    ],
)
def test_a_form_that_says_more_than_its_passages_is_told(
    article: Path, form: str, text: str, what: str
) -> None:
    path = facets(article, f"{_HEAD}    {form}: {text}\n")

    (found,) = check(article)

    assert (found.path, found.line) == (str(path), 3)
    assert found.what == f"pilots-approved: {form}: {what}"
    assert "cite the passage" in found.cure


def test_a_form_that_keeps_to_its_passages_is_sound(article: Path) -> None:
    facets(article, f"{_HEAD}    short: It seems that 8 pilots went ahead in 2015.\n")

    assert check(article) == []


def test_a_form_rests_on_the_passages_it_cites_itself(article: Path) -> None:
    said = "    more:\n      text: In 2015 it went unnoticed in Rongcheng.\n      cites: "
    path = facets(article, f"{_HEAD}{said}[intro:2]\n")
    only_second = check(article)
    path.write_text(f"{_HEAD}{said}[intro:1, intro:2]\n")

    assert [found.what for found in only_second] == [
        "pilots-approved: more: the figure 2015 is in none of its passages"
    ]
    assert check(article) == []


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("facets:\n  - entry: nobody\n    short: It went ahead.\n", 2, "nobody: is no entry"),
        (
            f"{_HEAD}    short:\n      text: It went ahead.\n      cites: [intro:9]\n",
            5,
            "pilots-approved: unknown passage intro:9",
        ),
    ],
)
def test_forms_that_lead_nowhere_are_told(article: Path, text: str, line: int, what: str) -> None:
    facets(article, text)

    assert [(found.line, found.what) for found in check(article)] == [(line, what)]
