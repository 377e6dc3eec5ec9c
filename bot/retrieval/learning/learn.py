"""Learns a `Model` from examples: spelling lexicon, features, one linear SVM a class, and the
centre of each class's embeddings. Needs NumPy alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from sys import intern

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.models import Knowledge
from bot.retrieval.embedding.choice import Embedder, Vectors, embedder
from bot.retrieval.embedding.words import word_vectors
from bot.retrieval.examples import Example
from bot.retrieval.learning.descent import ROUNDS, descend
from bot.retrieval.model import NARROW, TURNED, Model, Rows
from bot.retrieval.query.features import Sparse, Vectoriser
from bot.retrieval.query.lexicon import Lexicon
from bot.retrieval.query.text import clean, words

SOFTNESS = 0.8
"""The SVM's C. 0.3-1.0 rank alike on the article's phrasings and on CLINC150; 3 ranks worse."""
DENSE = 1.25
"""How much the embedding counts beside the word and the letter block, each of length 1."""
MARGIN, CENTRE, USUAL = 0.64, 2.0, 1.3
"""A class's score is the SVM's margin, the cosine to the class's mean embedding and (see `Witness`)
how well the class's words match, less what they come to for a usual right answer, so that a score
above 0 still claims the question. The proportions are a conditional logit's over unseen phrasings
of the article with 6, 12 and 55 asks an entry, of CLINC150 (10) and of HWU64 (6): one set of
weights did for all.
"""


def synonyms_of(knowledge: Knowledge) -> dict[str, str]:
    """Synonym phrase -> the entries' term, both as plain words."""

    def flat(text: str) -> str:
        return " ".join(words(clean(text)))

    pairs = {
        flat(synonym): flat(term.term)
        for term in knowledge.glossary.terms
        for synonym in term.synonyms
    }
    return {synonym: term for synonym, term in pairs.items() if synonym and synonym != term}


def lexicon_of(
    texts: Sequence[str],
    abbreviations: Mapping[str, str] | None = None,
    synonyms: Mapping[str, str] | None = None,
) -> Lexicon:
    """The vocabulary of the phrasings, abbreviations already spelt out in it."""
    return _lexicon_of([words(clean(text)) for text in texts], abbreviations, synonyms)


def _lexicon_of(
    read: Sequence[Sequence[str]],
    abbreviations: Mapping[str, str] | None,
    synonyms: Mapping[str, str] | None,
) -> Lexicon:
    spelt = {
        key.replace("'", ""): " ".join(words(clean(value)))
        for key, value in (abbreviations or {}).items()
        if re.fullmatch(r"[\w']+", key)
    }
    documents = [
        [part for word in phrasing for part in spelt.get(word, word).split()] for phrasing in read
    ]
    return Lexicon.build(documents, word_vectors().frequencies, spelt, synonyms)


def learn(
    examples: Sequence[Example],
    abbreviations: Mapping[str, str] | None = None,
    synonyms: Mapping[str, str] | None = None,
    lexicon: Lexicon | None = None,
    embeds: Embedder | None = None,
    *,
    rounds: int = ROUNDS,
) -> Model:
    """Fit on all examples, in so many passes; takes seconds, so callers keep the result (see
    `cache`).
    """
    labels = tuple(sorted({example.label for example in examples}))
    number = {label: i for i, label in enumerate(labels)}
    order = sorted(range(len(examples)), key=lambda i: number[examples[i].label])
    examples = [examples[i] for i in order]
    read = [list(map(intern, words(clean(example.text)))) for example in examples]
    lexicon = lexicon or _lexicon_of(read, abbreviations, synonyms)
    documents = [lexicon.plain(phrasing) for phrasing in read]
    embeds = embeds or embedder()
    dense = embeds.embed([" ".join(document) for document in documents])
    basis = directions(dense)
    dense = dense @ basis
    expanded = [lexicon.expand(document) for document in documents]
    del read, documents
    vectoriser = Vectoriser.fit(expanded)
    sparse = [vectoriser.weigh(document) for document in expanded]
    scopes = {example.label: example.scope for example in examples}
    classes = np.array([number[example.label] for example in examples], dtype=np.int32)
    weights, along, bias = descend(
        sparse, dense, classes, vectoriser.width, softness=SOFTNESS, scale=DENSE, rounds=rounds
    )
    starts = np.searchsorted(classes, np.arange(len(labels) + 1)).astype(np.int64)
    weights *= np.float32(MARGIN)
    return Model(
        labels=labels,
        scopes=tuple(scopes[label] for label in labels),
        lexicon=lexicon,
        vectoriser=vectoriser,
        embedder=embeds,
        weights=weights,
        dense=along * np.float32(MARGIN) + centres(dense, starts) * np.float32(CENTRE),
        bias=bias * np.float32(MARGIN) - np.float32(USUAL),
        basis=basis,
        phrasings=np.ascontiguousarray(dense[:, :NARROW]),
        starts=starts,
        numbers=np.array(order, dtype=np.int32),
        postings=turned_rows(sparse, vectoriser.width),
        vocabularies=tuple(
            frozenset(word for place in np.flatnonzero(classes == c) for word in expanded[place])
            for c in range(len(labels))
        ),
    )


def directions(vectors: Vectors) -> Vectors:
    """The TURNED directions, shape (width, TURNED), that hold most of the vectors' length, the
    longest first; all when there are fewer.
    """
    _, along = np.linalg.eigh(vectors.T @ vectors)
    return np.ascontiguousarray(along[:, ::-1][:, :TURNED])


def centres(vectors: Vectors, starts: NDArray[np.int64]) -> Vectors:
    """The unit vectors, shape (width, classes), that the vectors of each class lie around."""
    mean = np.add.reduceat(vectors, starts[:-1], axis=0)
    lengths = np.linalg.norm(mean, axis=1, keepdims=True)
    return np.ascontiguousarray((mean / np.maximum(lengths, 1e-9)).T)


def turned_rows(sparse: Sequence[Sparse], width: int) -> Rows:
    """The phrasings' features as a row a feature."""
    sizes = np.zeros(width, np.int64)
    for index, _ in sparse:
        sizes[index] += 1
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))
    # Each into its place, a phrasing at a time: sorting all at once would take thrice the room.
    columns = np.empty(int(starts[-1]), np.int32)
    weights = np.empty(int(starts[-1]), np.float32)
    free = starts[:-1].copy()
    for number, (index, values) in enumerate(sparse):
        places = free[index]
        columns[places], weights[places] = number, values
        free[index] += 1
    return Rows(starts, columns, weights, len(sparse))
