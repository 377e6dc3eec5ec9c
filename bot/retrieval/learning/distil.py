"""Makes the shipped word vectors: `python -m bot.retrieval.learning.distil` (two minutes; needs the
MiniLM extra and wordfreq).

Every common English word goes through the transformer alone; the mean of all is taken off and the
WIDTH directions in which frequent words differ most are kept (the idea is Model2Vec's, Tulkens and
van Dongen 2024).
"""

from __future__ import annotations

import math
import sys

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.embedding.choice import embedder
from bot.retrieval.embedding.words import PATH, VECTORS, WIDTH

_LISTED, _VECTORED = 2.0, 2.5
"""Zipf frequencies from which a word is listed, and from which it has a vector."""
_FREQUENT = 20_000
_BATCH = 2048


def english(at_least: float = _LISTED) -> dict[str, float]:
    """English words with their Zipf frequency (log10 of uses in a billion words) from wordfreq's
    list, without apostrophes.
    """
    from wordfreq import get_frequency_dict  # noqa: PLC0415  # only the table is made with it

    found: dict[str, float] = {}
    for word, frequency in get_frequency_dict("en").items():
        zipf = round(math.log10(frequency) + 9, 2)
        if zipf >= at_least and word.replace("'", "").isalnum():
            found.setdefault(word.replace("'", ""), zipf)
    return found


def narrowed(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """Unit vectors, shape (words, WIDTH), in whole steps of 1/127 of the largest number; the
    commonest words come first in `vectors`.
    """
    centred = vectors - vectors.mean(axis=0)
    first = centred[:_FREQUENT]
    _, along = np.linalg.eigh(first.T @ first)
    turned = centred @ along[:, ::-1][:, :WIDTH]
    turned /= np.linalg.norm(turned, axis=1, keepdims=True)
    steps: NDArray[np.int8] = np.round(turned * (127 / np.abs(turned).max())).astype(np.int8)
    return steps


def main() -> None:
    """Write the table."""
    zipf = english()
    common = sorted((w for w in zipf if zipf[w] >= _VECTORED), key=lambda w: (-zipf[w], w))
    embed = embedder("minilm").embed
    parts = [embed(common[at : at + _BATCH]) for at in range(0, len(common), _BATCH)]
    rows = narrowed(np.concatenate(parts))
    place = {word: number for number, word in enumerate(common)}
    words = sorted(zipf, key=str.encode)
    known = np.array([word in place for word in words])
    np.savez_compressed(
        PATH,
        words=np.frombuffer("\n".join(words).encode(), np.uint8),
        zipf=np.array([round(zipf[word] * 100) for word in words], np.uint16),
        known=np.packbits(known),
    )
    np.save(VECTORS, rows[[place[word] for word in words if word in place]])
    sys.stdout.write(f"{PATH}: {len(words)} words, {len(common)} with vectors\n")


if __name__ == "__main__":
    main()
