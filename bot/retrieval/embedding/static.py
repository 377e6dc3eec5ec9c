"""Static sentence embeddings: the mean of wordllama's token vectors, whose table ships in its
wheel, so nothing is downloaded.

The table is read where it lies on disk, a token's row at a time: loading it through the package
takes half a second and 70 MB.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.embedding.tensors import read_tensors

if TYPE_CHECKING:
    from tokenizers import Tokenizer


class WordLlama:
    """Looks up and averages; the files are opened with the first text."""

    name = "static"
    width = 256
    is_slow = False

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), 256); a text without a known word gives zeros."""
        table = self._table
        vectors = np.zeros((len(texts), self.width), np.float32)
        for vector, encoded in zip(
            vectors,
            self._tokenizer.encode_batch([text or " " for text in texts], add_special_tokens=False),
            strict=True,
        ):
            if encoded.ids:
                vector[:] = table[encoded.ids].astype(np.float32).mean(axis=0)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        units: NDArray[np.float32] = np.divide(
            vectors, lengths, out=np.zeros_like(vectors), where=lengths > 1e-9
        )
        return units

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer  # noqa: PLC0415  # only when first used

        return Tokenizer.from_file(
            str(_wheel() / "tokenizers" / "l2_supercat_tokenizer_config.json")
        )

    @cached_property
    def _table(self) -> NDArray[np.floating]:
        """Shape (tokens, 256)."""
        path = _wheel() / "weights" / f"l2_supercat_{self.width}.safetensors"
        (table,) = read_tensors(path).values()
        if table.dtype != np.float16 or table.shape[1] != self.width:
            raise ValueError(
                f"{path.name}: not the table that eyebot was measured with; install the pinned wordllama"
            )
        return table


def _wheel() -> Path:
    """The package's folder, found without importing it."""
    spec = find_spec("wordllama")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("wordllama")
    return Path(spec.submodule_search_locations[0])
