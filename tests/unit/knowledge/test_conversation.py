"""`conversation.yaml` is held like the other files: what leads nowhere, can't be found or says more
than its passages is told with line, column and cure.
"""

from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.checking.checks import check
from bot.knowledge.loader import load

SOUND = """\
summary:
  sentence: {text: It seems that 8 pilots went ahead in 2015., cites: [intro:1]}
  bullets:
    - {text: Rongcheng noticed nothing., cites: [intro:2]}
sections:
  - section: intro
    words: [the beginning]
    sentence: {text: It seems that 8 pilots went ahead., cites: [intro:1]}
    questions:
      - {text: Would you have noticed in Paris?, cites: [intro:2]}
lists:
  - id: places
    title: The places it names
    words: [cities]
    items:
      - {text: Rongcheng, cites: [intro:2]}
  - id: figures
    title: The figures it has
    items:
      - {text: 8 pilots, cites: [intro:1]}
comparisons:
  - id: pilots-and-people
    things: [[pilots], [people, folks]]
    sides:
      - {text: There were 8 pilots., cites: [intro:1]}
      - {text: Nobody noticed., cites: [intro:2]}
quiz:
  - {text: How many pilots?, answer: "8", accept: [eight], cites: [intro:1]}
surprises: [unnoticed]
critique:
  left-out: {text: One doesn't hear from Paris., cites: [intro:2]}
rebuttals:
  - {against: pilots-approved, answer: unnoticed, words: [they watch everyone]}
  - against: unnoticed
    answer: {text: 8 pilots went ahead., cites: [intro:1]}
"""


def _told(article: Path, old: str, new: str) -> list[str]:
    """What `check` says of the sound file with something changed, without its path."""
    assert SOUND.count(old) == 1
    path = article / "conversation.yaml"
    path.write_text(SOUND.replace(old, new))
    return [str(found).removeprefix(f"{path}:") for found in check(article)]


def test_a_sound_conversation_is_told_nothing(article: Path) -> None:
    (article / "conversation.yaml").write_text(SOUND)

    assert check(article) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "surprises: [unnoticed]",
            "surprises: [unnoticed, unheard]",
            "29:24: unheard is no entry; name an entry's id",
        ),
        (
            "surprises: [unnoticed]",
            "surprises: [unnoticed, unnoticed]",
            "29:24: the entry unnoticed stands above already; join the two, or take one out",
        ),
        (
            "against: pilots-approved",
            "against: pilots-aproved",
            "33:15: pilots-aproved is no entry; name an entry's id",
        ),
        (
            "answer: unnoticed",
            "answer: unheard",
            "33:40: unheard is no entry; name an entry's id",
        ),
        (
            "answer: unnoticed",
            "answer: pilots-approved",
            "33:40: pilots-approved answers itself; name another entry",
        ),
        (
            "answer: unnoticed",
            'answer: ""',
            "33:40: answers nothing; name an entry's id, or write a text",
        ),
        (
            "- against: unnoticed\n    answer: {",
            '- against: ""\n    answer: {',
            (
                "34:5: has neither a claim nor words it answers, so it is never told; name the"
                " claim's entry, or write how members put it"
            ),
        ),
        (
            "section: intro",
            "section: outro",
            "6:14: outro is no section; name a section that source.yaml lists",
        ),
        (
            "lists:",
            "  - section: intro\nlists:",
            "11:14: the section intro stands above already; join the two, or take one out",
        ),
        (
            "id: figures",
            "id: places",
            "17:9: the list places stands above already; join the two, or take one out",
        ),
        (
            "title: The figures it has",
            "title: The figures it has\n    words: [Cities]",
            "19:13: “Cities” leads to places already; keep it where members mean it",
        ),
        (
            "[[pilots], [people, folks]]",
            "[[pilots], [people, pilots]]",
            "23:33: “pilots” leads to thing 1 already; keep it where members mean it",
        ),
        (
            "[[pilots], [people, folks]]",
            "[[pilots], []]",
            (
                "23:24: one of the two things has no name, so nobody could ask for it; write what"
                " members call it"
            ),
        ),
        (
            "cites: [intro:1]}\nsurprises",
            (
                "cites: [intro:1]}\n  - {text: how many Pilots?, answer: eight, cites: [intro:1]}\n"
                "surprises"
            ),
            (
                "29:12: the question how many Pilots? stands above already; join the two, or"
                " take one out"
            ),
        ),
        (
            'answer: "8", accept',
            'answer: "9", accept',
            (
                "28:38: the figure 9 is in none of its passages; take it out, or cite the"
                " passage that holds it"
            ),
        ),
        (
            "accept: [eight]",
            'accept: [eight, " "]',
            "28:59: says nothing; take it out",
        ),
        (
            "accept: [eight], cites: [intro:1]",
            "accept: [eight], cites: [intro:7]",
            "28:68: unknown passage intro:7; cite a passage that source.yaml lists",
        ),
        (
            "{text: Nobody noticed., cites: [intro:2]}",
            "{text: Nobody in Xanadu noticed., cites: [intro:2]}",
            (
                "26:16: the name Xanadu is in none of its passages; take it out, or cite the"
                " passage that holds it"
            ),
        ),
        (
            "in 2015., cites: [intro:1]",
            "in 2015., cites: [intro:2]",
            (
                "2:20: the figure 2015 is in none of its passages; take it out, or cite the"
                " passage that holds it"
            ),
        ),
        (
            "{text: Nobody noticed., cites: [intro:2]}",
            "Nobody noticed.",
            (
                "26:9: cites no passage, so nobody could look it up; add `cites` with the passages"
                " it rests on"
            ),
        ),
        (
            "{text: Nobody noticed., cites: [intro:2]}",
            '{text: "    ", cites: [intro:2]}',
            "26:16: says nothing; write a sentence, or take it out",
        ),
        (
            "One doesn't hear from Paris., cites: [intro:2]",
            "One doesn't hear from Paris., cites: [intro:3]",
            "31:58: unknown passage intro:3; cite a passage that source.yaml lists",
        ),
        (
            "noticed in Paris?, cites: [intro:2]",
            "noticed in Paris?, cites: [moon:2]",
            "10:58: unknown passage moon:2; cite a passage that source.yaml lists",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_cure(
    article: Path, old: str, new: str, told: str
) -> None:
    assert told in _told(article, old, new)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("surprises: [unnoticed]", "surprise: [unnoticed]", "29:11: surprise: Extra inputs"),
        ("cites: [intro:1]}\n  bullets", "cites: [intro 1]}\n  bullets", "2:72: summary.sentence"),
        ('answer: "8", accept', "answer: 8, accept", "28:38: quiz.0.answer: Input should be a"),
        ("quiz:", "surprises: []\nquiz:", "30:1: surprises stands twice, first in line 27"),
        ("words: [cities]", "words:\n    - cities # towns", "15:13: “# towns” is taken for a"),
        ("    items:\n      - {text: 8 pilots, cites: [intro:1]}\n", "", "17:5: lists.1.items"),
    ],
)
def test_what_has_not_its_form_is_told_with_its_place(
    article: Path, old: str, new: str, told: str
) -> None:
    with pytest.raises(KnowledgeError) as refused:
        _told(article, old, new)

    path = article / "conversation.yaml"
    assert any(line.startswith(f"{path}:{told}") for line in str(refused.value).splitlines()), str(
        refused.value
    )


def test_an_empty_conversation_keeps_no_other_edit_from_being_read(article: Path) -> None:
    (article / "conversation.yaml").write_text("# to be written\n")

    assert load(article).conversation.lists == ()
