"""Both embeddings give unit vectors by meaning; the transformer's agree with the same network run
by another engine.
"""

from pathlib import Path

import numpy as np
import pytest

from bot.errors import SetUpError
from bot.retrieval.embedding.choice import Embedder, Remembering, embedder
from bot.retrieval.embedding.tensors import read_tensors
from bot.retrieval.learning.learn import directions

TEXTS = [
    "who wrote the article?",
    "is the government in china tracking people",
    "how do i bake bread",
]
# The first six numbers of each, from the network's 8-bit form under onnxruntime
# (`tests.benchmarks.peers.minilm_encoder`).
UNDER_ONNXRUNTIME = [
    [-0.035, 0.127, 0.004, 0.089, -0.015, 0.067],
    [-0.055, 0.009, 0.040, 0.012, 0.094, -0.001],
    [0.047, 0.043, -0.018, -0.029, -0.088, 0.009],
]


@pytest.fixture(params=["static", "minilm"])
def embeds(request: pytest.FixtureRequest) -> Embedder:
    return embedder(request.param)


def test_vectors_have_unit_length_and_follow_meaning(embeds: Embedder) -> None:
    question, paraphrase, other = embeds.embed(
        ["who is the author of this text", "which person wrote the article", "how is bread baked"]
    )

    assert question.shape == (embeds.width,)
    assert np.allclose(
        [np.linalg.norm(vector) for vector in (question, paraphrase, other)], 1, atol=1e-5
    )
    assert question @ paraphrase > question @ other + 0.2


def test_a_text_has_the_same_vector_alone_and_among_others(embeds: Embedder) -> None:
    together = embeds.embed([*TEXTS, "x " * 300, ""])

    for number, text in enumerate(TEXTS):
        assert np.allclose(embeds.embed([text])[0], together[number], atol=1e-5)
    assert np.isfinite(together).all()


def test_the_transformer_agrees_with_another_engine() -> None:
    assert np.allclose(embedder("minilm").embed(TEXTS)[:, :6], UNDER_ONNXRUNTIME, atol=0.01)


def test_a_missing_extra_names_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.retrieval.embedding.transformer.find_spec", lambda _: None)

    with pytest.raises(SetUpError, match="make minilm"):
        embedder.__wrapped__("minilm")


def test_what_was_embedded_is_not_embedded_again() -> None:
    asked: list[str] = []

    class Counting:
        name, width, is_slow = "counting", 2, False

        def embed(self, texts: list[str]) -> np.ndarray:
            asked.extend(texts)
            return np.array([[len(text), 1.0] for text in texts], np.float32)

    remembering = Remembering(Counting())

    first, again = remembering.embed(["a", "bb", "a"]), remembering.embed(["bb", "ccc"])

    assert asked == ["a", "bb", "ccc"]
    assert first[:, 0].tolist() == [1, 2, 1]
    assert again[:, 0].tolist() == [2, 3]


def test_few_directions_keep_nearly_all_of_vectors_that_lie_along_them() -> None:
    chance = np.random.default_rng(0)
    plane = chance.standard_normal((3, 256)).astype(np.float32)
    vectors = chance.standard_normal((50, 3)).astype(np.float32) @ plane

    narrow = vectors @ directions(vectors)

    assert np.allclose(narrow @ narrow.T, vectors @ vectors.T, rtol=1e-3, atol=1e-2)


def test_a_file_that_is_no_table_of_weights_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    path.write_bytes(b"\x08\0\0\0\0\0\0\0not json")

    with pytest.raises(ValueError, match="Expecting value"):
        read_tensors(path)
