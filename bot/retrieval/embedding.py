"""Static sentence embeddings: wordllama's table, whose weights ship in its wheel, so nothing is downloaded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
WIDTH = 256


@cache
def _model() -> Any:  # noqa: ANN401  # an untyped third-party class
    import wordllama  # noqa: PLC0415  # half a second to import: only when first used

    # Its default looks for the tokenizer outside the wheel and would download one.
    return wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)


def embed(texts: Sequence[str]) -> Vectors:
    """Unit vectors, shape (len(texts), 256); a text without a known word gives zeros."""
    vectors = np.asarray(_model().embed([text or " " for text in texts]), dtype=np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    units: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 1e-9)
    return units
