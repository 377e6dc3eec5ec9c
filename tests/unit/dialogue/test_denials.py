"""What a correction takes back is told from what it puts in its place."""

from __future__ import annotations

import pytest

from bot.articles import Reading
from bot.dialogue.reading.by_words.denials import DenialReader


@pytest.mark.parametrize(
    ("text", "denied", "meant"),
    [
        ("not the cups, the plates", "the cups", "the plates"),
        ("no not the cups! the plates", "the cups", "the plates"),
        ("the plates, not the cups", "the cups", "the plates"),
        ("i asked about the plates not the cups", "the cups", "the plates"),
        ("I didn't mean the cups but the plates", "the cups", "the plates"),
        ("that's not the cups, i want the plates", "the cups", "the plates"),
        ("sorry, the plates instead of the cups", "the cups", "the plates"),
        ("nah, the plates i mean", "", "the plates"),
        ("sorry i meant the plates", "", "the plates"),
        ("scratch that, the plates", "scratch that", "the plates"),
    ],
)
def test_what_is_meant_is_told_from_what_is_denied(
    reading: Reading, text: str, denied: str, meant: str
) -> None:
    found = DenialReader(reading.knowledge.turns.words).read(text)

    assert (" ".join(found.denied), " ".join(found.meant)) == (denied, meant)
