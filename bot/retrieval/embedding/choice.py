"""Sentence embeddings: a text as a vector that texts of like meaning share. Static ones are the
default, a transformer's an extra.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.embedding.static import Static

Vectors = NDArray[np.float32]
STATIC = "static"


class Embedder(Protocol):
    """Turns texts into unit vectors. `name` tells models and calibrations made with it from
    others.
    """

    @property
    def name(self) -> str:
        """How settings and file names call it."""

    @property
    def width(self) -> int:
        """The length of a vector."""

    @property
    def is_slow(self) -> bool:
        """Whether a text takes so long that it should hold up nobody else."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), width)."""


@cache
def embedder(name: str = STATIC) -> Embedder:
    """`static` or `minilm`, opened once a process; raises SetUpError when its extra is not
    installed.
    """
    if name != STATIC:
        from bot.retrieval.embedding.transformer import MiniLM  # noqa: PLC0415  # an extra

        return MiniLM()
    return Static()


class Remembering:
    """An embedder that keeps what it has embedded: cross-validation asks for the same texts once a
    fold.
    """

    def __init__(self, inner: Embedder) -> None:
        self.name, self.width, self.is_slow = inner.name, inner.width, inner.is_slow
        self._inner = inner
        self._kept: dict[str, Vectors] = {}

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), width)."""
        new = [text for text in dict.fromkeys(texts) if text not in self._kept]
        if new:
            self._kept.update(zip(new, self._inner.embed(new), strict=True))
        return np.stack([self._kept[text] for text in texts])
