"""A message read once: the value that every later step takes, so that none reads the text again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.query.features import Sparse

Floats = NDArray[np.float32]


class Featuriser(Protocol):
    """Turns corrected words into what a ranker weighs."""

    def weigh(self, plain: tuple[str, ...]) -> Sparse:
        """Word and letter features."""

    def embed(self, plain: tuple[str, ...]) -> Floats:
        """The embedding, turned to the ranker's directions."""


@dataclass(frozen=True)
class Query:
    """`text` is what was typed, on one line; `line` the same in lower case without markup and
    look-alikes; `raw` its words, `plain` the words corrected. Features are computed when first
    asked for, and once.
    """

    text: str
    line: str
    raw: tuple[str, ...]
    plain: tuple[str, ...]
    featuriser: Featuriser = field(repr=False, compare=False)

    @cached_property
    def sparse(self) -> Sparse:
        """Word and letter features."""
        return self.featuriser.weigh(self.plain)

    @cached_property
    def dense(self) -> Floats:
        """The embedding."""
        return self.featuriser.embed(self.plain)

    def beside(self, other: Query) -> Query:
        """Both together, as one question of more words."""
        return replace(
            self,
            text=f"{self.text} {other.text}",
            line=f"{self.line} {other.line}",
            raw=self.raw + other.raw,
            plain=self.plain + other.plain,
        )
