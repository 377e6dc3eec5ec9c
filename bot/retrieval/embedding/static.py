"""Static sentence embeddings: the mean of wordllama's token vectors, whose table ships in its
wheel, beside that of eyebot's own word vectors, so nothing is downloaded.

wordllama's table is read where it lies on disk, a token's row at a time: loading it through the
package takes half a second and 70 MB.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.embedding import words
from bot.retrieval.embedding.pieces import Pieces
from bot.retrieval.embedding.tensors import rows_of
from bot.retrieval.on_disk import OnDisk

_OWN = 0.7
"""How much eyebot's word vectors count beside wordllama's. With them the nearest of ten utterances
an intent is the right one for 0.77 of CLINC150's questions instead of 0.75.
"""


class Static:
    """Both side by side; the files are opened with the first text."""

    name = "static"
    is_slow = False

    def __init__(self) -> None:
        self._tokens = WordLlama()
        self.width = self._tokens.width + words.WIDTH

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), 320), of unit length where both tables know a word."""
        joined = np.empty((len(texts), self.width), np.float32)
        joined[:, : self._tokens.width] = self._tokens.embed(texts)
        joined[:, self._tokens.width :] = words.word_vectors().embed(texts)
        joined[:, self._tokens.width :] *= np.float32(_OWN)
        joined /= np.float32(np.hypot(1, _OWN))
        return joined


class WordLlama:
    """Looks up and averages tokens."""

    width = 256
    is_slow = False

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), 256); a text without a known word gives zeros."""
        table = self._table
        vectors = np.zeros((len(texts), self.width), np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            ids = self._pieces.of(text or " ")
            # As `mean` does it, without what that looks at first.
            np.add.reduce(table[ids].astype(np.float32), axis=0, out=vector)
            vector /= np.float32(len(ids))  # noqa: PLW2901  # in place
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.maximum(lengths, np.float32(1e-9))
        return vectors

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces.of_file(wheel() / "tokenizers" / "l2_supercat_tokenizer_config.json")

    @cached_property
    def _table(self) -> OnDisk:
        """Shape (tokens, 256)."""
        path = wheel() / "weights" / f"l2_supercat_{self.width}.safetensors"
        table = rows_of(path)
        if table.dtype != np.float16 or table.shape[1] != self.width:
            raise ValueError(
                f"{path.name}: not the table that eyebot was measured with; install the pinned "
                "wordllama"
            )
        return table


def wheel() -> Path:
    """The package's folder, found without importing it."""
    spec = find_spec("wordllama")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("wordllama")
    return Path(spec.submodule_search_locations[0])
