"""Where something stands, what it rests on, and how one gets to the article."""

from __future__ import annotations

import pytest

from bot.services.asking.ask import AskService
from tests.talks import cited, said, talk


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("where exactly does it say that brainwaves are monitored", "conclusion:6"),
        ("a permalink to the bit on brainwaves?", "conclusion:6"),
        ("which chapter deals with brainwaves", "conclusion:6"),
        ("open the article at the part about brainwaves", "conclusion:6"),
        ("can i get a link to the passage on brainwaves", "conclusion:6"),
    ],
)
def test_a_place_is_pointed_at(ask: AskService, text: str, passage: str) -> None:
    reply = talk(ask, text)

    assert "passage" in said(reply)
    assert cited(reply) == {passage}


def test_the_paragraph_of_what_was_told(ask: AskService) -> None:
    reply = talk(ask, "does china monitor brainwaves", "what paragraph is that")

    assert "passage 6" in said(reply)


@pytest.mark.parametrize(
    "text",
    ["source for the brainwave monitoring?", "is the bit on brainwaves backed up by anything"],
)
def test_what_a_named_claim_rests_on(ask: AskService, text: str) -> None:
    reply = talk(ask, text)

    assert "conclusion:6" in cited(reply)
    assert "source" in said(reply)


def test_what_rests_on_nothing_is_said_of_that_alone(ask: AskService) -> None:
    reply = talk(ask, "does china monitor brainwaves", "what's that claim's source")

    assert cited(reply) == {"conclusion:6"}


@pytest.mark.parametrize(
    "text",
    [
        "what's the url",
        "give me its address",
        "a link to the original piece please",
        "how would one cite this article",
    ],
)
def test_the_article_itself(ask: AskService, text: str) -> None:
    assert "Do We All Need an Eye in the Sky" in said(talk(ask, text))


def test_a_link_is_named_among_links(ask: AskService) -> None:
    assert "kubrickgroup.com" in said(talk(ask, "what links are in there about zhima"))
