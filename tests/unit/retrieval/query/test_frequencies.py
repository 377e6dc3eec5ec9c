"""Frequencies in arrays are the mapping they were made from."""

from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.query.frequencies import Frequencies

WORDS = st.text(
    st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=12
)


@given(st.dictionaries(WORDS, st.floats(0, 8)), WORDS)
def test_every_word_is_found_with_its_frequency_and_no_other(
    found: dict[str, float], other: str
) -> None:
    frequencies = Frequencies.of(found)

    assert dict(frequencies) == found
    assert frequencies.get(other) == found.get(other)
    assert set(frequencies.at_least(4.0)) == {word for word, zipf in found.items() if zipf >= 4.0}
