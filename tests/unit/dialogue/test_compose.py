"""A claim's line of attribution: whose view, once."""

from pathlib import Path

import pytest

from bot.dialogue.compose import attribution
from bot.knowledge.models import Entry
from bot.wording import Wording

WORDING = Wording.load(Path(__file__).parents[3] / "prompts")


def _entry(claim: str, voice: str, speaker: str = "") -> Entry:
    return Entry.model_validate(
        {
            "id": "trust",
            "title": "Why is it welcome?",
            "claim": claim,
            "cites": ["trust:3"],
            "voice": voice,
            "speaker": speaker,
            "certainty": "stated",
            "topics": ["trust"],
            "asks": [f"ask {n}" for n in range(12)],
        }
    )


def test_a_view_of_the_author_is_marked_as_theirs() -> None:
    entry = _entry("Social credit is largely about trust.", "author")

    assert attribution(entry, WORDING) == "The author's view"


@pytest.mark.parametrize(
    ("claim", "voice", "speaker"),
    [
        ("The author lived in China as a teen.", "author", ""),
        ("It was a first thought, the author says.", "author", ""),
        ("Keeping people happy works, Ada says.", "quoted", "Ada"),
    ],
)
def test_a_claim_that_says_whose_view_it_is_gets_no_second_mention(
    claim: str, voice: str, speaker: str
) -> None:
    assert attribution(_entry(claim, voice, speaker), WORDING) == ""


def test_a_quotation_whose_claim_leaves_the_speaker_out_is_marked_with_the_speaker() -> None:
    entry = _entry("Keeping people happy works.", "quoted", "Ada")

    assert attribution(entry, WORDING) == "Ada, quoted in the article"


def test_what_the_article_reports_needs_no_line() -> None:
    assert attribution(_entry("China ran on cash.", "reporting"), WORDING) == ""
