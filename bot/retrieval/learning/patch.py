"""Takes an edit into a learned model without learning all of it again: only the classes whose
phrasings changed are fitted anew, on features that are kept. For looking at an edit at once; the
bot itself learns in full.

What is left out: letters and pairs of words that no phrasing had before get no weight of their own
(their embedding, and the words a class uses, count all the same).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.examples import Example
from bot.retrieval.learning.descent import descend
from bot.retrieval.learning.learn import (
    CENTRE,
    DENSE,
    MARGIN,
    SOFTNESS,
    USUAL,
    centres,
    turned_rows,
)
from bot.retrieval.model import NARROW, Model
from bot.retrieval.query.features import Sparse
from bot.retrieval.query.lexicon import Lexicon
from bot.retrieval.query.text import clean, words

Floats = NDArray[np.float32]


class Patcher:
    """Holds a learned model and what its phrasings come to, which is worked out at the first
    edit.
    """

    def __init__(self, model: Model, examples: Sequence[Example]) -> None:
        self.model = model
        self._texts = _by_label(examples)
        self._known: dict[str, tuple[tuple[str, ...], Sparse, Floats]] = {}

    def warm(self) -> None:
        """Work out the phrasings' features: seconds for a large knowledge."""
        self._read({text for texts in self._texts.values() for text in texts}, self.model)

    def patched(self, examples: Sequence[Example], synonyms: Mapping[str, str]) -> Model:
        """The model with these examples in the place of those it had."""
        before, texts = self._texts, _by_label(examples)
        changed = [label for label in sorted(texts) if texts[label] != before.get(label)]
        model = replace(self.model, lexicon=_lexicon(self.model.lexicon, texts, before, synonyms))
        self._read({text for some in texts.values() for text in some}, model)
        self.model = self._assembled(model, examples, changed)
        self._texts = texts
        return self.model

    def _read(self, texts: set[str], model: Model) -> None:
        new = sorted(texts - self._known.keys())
        if not new:
            return
        plain = [tuple(model.lexicon.plain(words(clean(text)))) for text in new]
        dense = model.embedder.embed([" ".join(document) for document in plain]) @ model.basis
        for number, text in enumerate(new):
            expanded = tuple(model.lexicon.expand(plain[number]))
            self._known[text] = expanded, model.vectoriser.weigh(expanded), dense[number]

    def _assembled(self, model: Model, examples: Sequence[Example], changed: list[str]) -> Model:
        labels = tuple(sorted({example.label for example in examples}))
        number = {label: i for i, label in enumerate(labels)}
        order = sorted(range(len(examples)), key=lambda i: number[examples[i].label])
        held = [self._known[examples[i].text] for i in order]
        classes = np.array([number[examples[i].label] for i in order], np.int32)
        dense = np.stack([row for _, _, row in held])
        starts = np.searchsorted(classes, np.arange(len(labels) + 1)).astype(np.int64)
        scopes = {example.label: example.scope for example in examples}
        weights, along, bias = self._columns(model, labels)
        if changed:
            places = np.array([number[label] for label in changed])
            fresh = _fitted(model, [row for _, row, _ in held], dense, classes, places)
            weights[:, places], along[:, places], bias[places] = fresh
            along[:, places] += centres(dense, starts)[:, places] * np.float32(CENTRE)
        return replace(
            model,
            labels=labels,
            scopes=tuple(scopes[label] for label in labels),
            weights=weights,
            dense=along,
            bias=bias,
            phrasings=np.ascontiguousarray(dense[:, :NARROW]),
            starts=starts,
            numbers=np.array(order, np.int32),
            postings=turned_rows([row for _, row, _ in held], model.vectoriser.width),
            vocabularies=tuple(
                frozenset(word for expanded, _, _ in held[first:last] for word in expanded)
                for first, last in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)
            ),
        )

    def _columns(self, model: Model, labels: Sequence[str]) -> tuple[Floats, Floats, Floats]:
        """The weights of classes that were there, nothing for new ones."""
        old = {label: i for i, label in enumerate(model.labels)}
        kept = [(new, old[label]) for new, label in enumerate(labels) if label in old]
        to, of = (np.array(side, np.int64) for side in zip(*kept, strict=True))
        shape = len(labels)
        weights = np.zeros((len(model.weights), shape), np.float32)
        along = np.zeros((len(model.dense), shape), np.float32)
        bias = np.zeros(shape, np.float32)
        weights[:, to], along[:, to] = np.asarray(model.weights)[:, of], model.dense[:, of]
        bias[to] = model.bias[of]
        return weights, along, bias


def _fitted(
    model: Model,
    sparse: list[Sparse],
    dense: Floats,
    classes: NDArray[np.int32],
    places: NDArray[np.int64],
) -> tuple[Floats, Floats, Floats]:
    """The columns of the classes at `places`, each against everything else."""
    column = np.full(int(classes.max()) + 1, len(places), np.int32)
    column[places] = np.arange(len(places))
    weights, along, bias = descend(
        sparse,
        dense,
        column[classes],
        model.vectoriser.width,
        softness=SOFTNESS,
        scale=DENSE,
    )
    count = len(places)
    return (
        weights[:, :count] * np.float32(MARGIN),
        along[:, :count] * np.float32(MARGIN),
        bias[:count] * np.float32(MARGIN) - np.float32(USUAL),
    )


def _by_label(examples: Sequence[Example]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for example in examples:
        found.setdefault(example.label, []).append(example.text)
    return {label: tuple(sorted(texts)) for label, texts in found.items()}


def _lexicon(
    old: Lexicon,
    texts: Mapping[str, tuple[str, ...]],
    before: Mapping[str, tuple[str, ...]],
    synonyms: Mapping[str, str],
) -> Lexicon:
    """With the words of new phrasings, so that a new name isn't corrected to an old word."""
    had = {text for some in before.values() for text in some}
    counts = Counter(old.counts)
    for text in {text for some in texts.values() for text in some} - had:
        for word in words(clean(text)):
            counts.update(old.abbreviations.get(word, (word,)))
    abbreviations = {key: " ".join(value) for key, value in old.abbreviations.items()}
    return Lexicon.of(dict(counts), old.zipf, abbreviations, synonyms)
