"""A kept model says what the learned one says, from arrays that stay on disk; it is kept under the
digest of what it was learned from, or a release brings it.
"""

from __future__ import annotations

import errno
from pathlib import Path

import numpy as np
import pytest

from bot.knowledge.loader import load
from bot.knowledge.models import Knowledge
from bot.retrieval import cache
from bot.retrieval.embedding.choice import STATIC, embedder
from bot.retrieval.examples import Example, Scope
from bot.retrieval.learning.learn import learn
from bot.retrieval.model import Model
from bot.retrieval.on_disk import OnDisk, Runs
from bot.retrieval.query.grams import Grams
from bot.retrieval.retriever import load_model
from tests.packs.generated import invented, write_pack

_ASKS = {
    "trust": ("can we trust it", "is trust possible", "who trusts whom"),
    "cameras": ("how many cameras are there", "where are the cameras", "cameras in the street"),
}


@pytest.fixture(scope="module")
def learned() -> Model:
    examples = tuple(
        Example(text, label, Scope.ENTRY, label) for label, asks in _ASKS.items() for text in asks
    )
    return learn(examples, {}, embeds=embedder(STATIC))


def test_a_kept_model_scores_as_the_learned_one_does(learned: Model, tmp_path: Path) -> None:
    assert cache.save(learned, tmp_path / "model-x-1.npz")
    kept = cache.load(tmp_path / "model-x-1.npz", embedder(STATIC))
    assert kept is not None

    for text in ("do you trust cameras", "wher are teh cameras", "nothing of that"):
        asked, again = learned.read(text), kept.read(text)
        np.testing.assert_allclose(kept.scores(again), learned.scores(asked), atol=2e-3)
        for ours, theirs in zip(kept.similarities(again), learned.similarities(asked), strict=True):
            np.testing.assert_allclose(ours, theirs, atol=2e-3)


def test_what_is_largest_stays_on_disk(learned: Model, tmp_path: Path) -> None:
    cache.save(learned, tmp_path / "model-x-1.npz")
    kept = cache.load(tmp_path / "model-x-1.npz", embedder(STATIC))
    assert kept is not None

    assert isinstance(kept.weights, OnDisk)
    for array in (kept.postings.columns, kept.postings.weights):
        assert isinstance(array, Runs)


def test_a_table_that_has_become_shorter_is_told_and_no_end_of_the_process(
    learned: Model, tmp_path: Path
) -> None:
    path = tmp_path / "model-x-1.npz"
    cache.save(learned, path)
    kept = cache.load(path, embedder(STATIC))
    assert kept is not None
    whole = np.asarray(kept.weights)

    with path.with_suffix(".npy").open("r+b") as file:
        file.truncate(1000)

    assert whole.shape == kept.weights.shape
    with pytest.raises(OSError, match="shorter"):
        kept.weights[[len(whole) - 1]]


def test_a_folder_that_cannot_be_written_is_no_error(
    learned: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "read-only")

    for name in ("open", "unlink", "mkdir"):
        monkeypatch.setattr(Path, name, refuse)

    assert not cache.save(learned, tmp_path / "model-x-1.npz")


@pytest.mark.parametrize("left", [0, 100, -30])
def test_a_damaged_file_is_none(learned: Model, tmp_path: Path, left: int) -> None:
    path = tmp_path / "model-x-1.npz"
    cache.save(learned, path)
    path.write_bytes(path.read_bytes()[:left])

    assert cache.load(path, embedder(STATIC)) is None


@pytest.mark.parametrize("lack", ["plain", "postings_columns", "labels"])
def test_a_file_that_lacks_a_part_is_none(learned: Model, tmp_path: Path, lack: str) -> None:
    path = tmp_path / "model-x-1.npz"
    cache.save(learned, path)
    with np.load(path) as file:
        arrays = {name: file[name] for name in file.files if name != lack}
    if lack == "labels":
        arrays["plain"] = np.frombuffer(b'{"labels": 7}', np.uint8)
    np.savez(path, **arrays)  # type: ignore[arg-type]  # its stub takes no mapping of arrays

    assert cache.load(path, embedder(STATIC)) is None


def test_grams_are_found_by_their_place() -> None:
    kept = ["a", "ab", "b c", "über", "漢"]
    grams = Grams.of(kept)

    assert [grams[gram] for gram in kept] == [0, 1, 2, 3, 4]
    assert list(grams) == kept
    assert grams.numbers_of(["b c", "nothing", "a", "a\0", "ab" * 2000, ""]) == [2, 0]
    assert Grams.of([]).numbers_of(["a"]) == []


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    return load(write_pack(tmp_path / "knowledge" / "made", invented(3), title="Made up"))


def unlearned() -> None:
    pytest.fail("learned, though it was there")


def test_what_was_learned_is_read_again(tmp_path: Path, knowledge: Knowledge) -> None:
    first = load_model(knowledge, tmp_path / "kept")

    again = load_model(knowledge, tmp_path / "kept", unlearned)

    assert again.labels == first.labels
    np.testing.assert_allclose(again.weights, first.weights, atol=2e-3)


def test_a_release_brings_what_it_learned(
    tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_model(knowledge, tmp_path / "release")
    monkeypatch.setattr(cache, "SHIPPED", tmp_path / "release")

    load_model(knowledge, tmp_path / "kept", unlearned)

    assert not (tmp_path / "kept").exists()


def test_an_edited_pack_is_learned_though_the_release_brings_another(
    tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_model(knowledge, tmp_path / "release")
    monkeypatch.setattr(cache, "SHIPPED", tmp_path / "release")
    edited = knowledge.model_copy(update={"digest": "another"})
    learned = []

    load_model(edited, tmp_path / "kept", lambda: learned.append(edited.id))

    assert learned == [knowledge.id]
    assert list((tmp_path / "kept").glob("model-*.npz"))
