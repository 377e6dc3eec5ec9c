"""Words that many entries share are kept once, and each entry still knows its own."""

from bot.retrieval.query.content import SharedWords


def test_a_vocabulary_holds_its_words_and_their_stems_and_no_others() -> None:
    shared = SharedWords()
    first, second = shared.of(["bribes", "trust"]), shared.of(["trusted", "trust", "trust"])

    assert set(first) == {"bribes", "brib", "trust"}
    assert sorted(second) == ["trust", "trusted"]
    assert (len(first), len(second)) == (3, 2)
    assert "bribes" in first
    assert "bribes" not in second
    assert "never said" not in first
    assert 7 not in first
    assert "trust" not in shared.of([])
