"""Learns a `Model` from examples: spelling lexicon, features, and one linear SVM a class
(scikit-learn's LinearSVC).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from bot.knowledge.models import Knowledge
from bot.retrieval.embedding.choice import Embedder, Vectors, embedder
from bot.retrieval.examples import Example
from bot.retrieval.model import NARROW, TURNED, Model, Rows
from bot.retrieval.query.features import Sparse, Vectoriser
from bot.retrieval.query.lexicon import Lexicon, english
from bot.retrieval.query.text import clean, words

_SOFTNESS = 0.8
"""LinearSVC's C. 0.3-1.0 rank alike on the article's phrasings and on CLINC150; 3 ranks worse."""
_DENSE = 1.25
"""How much the embedding counts beside the word and the letter block, each of length 1."""


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
    spelt = {
        key.replace("'", ""): " ".join(words(clean(value)))
        for key, value in (abbreviations or {}).items()
        if re.fullmatch(r"[\w']+", key)
    }
    documents = [
        [part for word in words(clean(text)) for part in spelt.get(word, word).split()]
        for text in texts
    ]
    return Lexicon.build(documents, english(), spelt, synonyms)


def learn(
    examples: Sequence[Example],
    abbreviations: Mapping[str, str] | None = None,
    synonyms: Mapping[str, str] | None = None,
    lexicon: Lexicon | None = None,
    embeds: Embedder | None = None,
) -> Model:
    """Fit on all examples; takes seconds, so callers keep the result (see `cache`)."""
    from scipy.sparse import csr_matrix, hstack  # noqa: PLC0415  # only learning needs it
    from sklearn.svm import LinearSVC  # noqa: PLC0415  # two seconds to import

    labels = tuple(sorted({example.label for example in examples}))
    number = {label: i for i, label in enumerate(labels)}
    order = sorted(range(len(examples)), key=lambda i: number[examples[i].label])
    examples = [examples[i] for i in order]
    texts = [example.text for example in examples]
    lexicon = lexicon or lexicon_of(texts, abbreviations, synonyms)
    documents = [lexicon.plain(words(clean(text))) for text in texts]
    expanded = [lexicon.expand(document) for document in documents]
    vectoriser = Vectoriser.fit(expanded)
    sparse = _matrix([vectoriser.weigh(document) for document in expanded], vectoriser.width)
    embeds = embeds or embedder()
    dense = embeds.embed([" ".join(document) for document in documents])
    basis = directions(dense)
    dense = dense @ basis
    scopes = {example.label: example.scope for example in examples}
    classes = np.array([number[example.label] for example in examples], dtype=np.int32)
    machine = LinearSVC(C=_SOFTNESS, random_state=0).fit(
        hstack([sparse, csr_matrix(dense * _DENSE)]).tocsr(), classes
    )
    weights = np.ascontiguousarray(machine.coef_.T.astype(np.float32))
    columns = sparse.tocsc()
    return Model(
        labels=labels,
        scopes=tuple(scopes[label] for label in labels),
        lexicon=lexicon,
        vectoriser=vectoriser,
        embedder=embeds,
        weights=weights[: vectoriser.width],
        dense=weights[vectoriser.width :] * np.float32(_DENSE),
        bias=machine.intercept_.astype(np.float32),
        basis=basis,
        phrasings=np.ascontiguousarray(dense[:, :NARROW]),
        starts=np.searchsorted(classes, np.arange(len(labels) + 1)).astype(np.int64),
        numbers=np.array(order, dtype=np.int32),
        postings=Rows(
            columns.indptr.astype(np.int64),
            columns.indices.astype(np.int32),
            columns.data.astype(np.float32),
            len(examples),
        ),
        vocabularies=tuple(
            frozenset(word for place in np.flatnonzero(classes == c) for word in documents[place])
            for c in range(len(labels))
        ),
    )


def directions(vectors: Vectors) -> Vectors:
    """The TURNED directions, shape (width, TURNED), that hold most of the vectors' length, the
    longest first; all when there are fewer.
    """
    _, along = np.linalg.eigh(vectors.T @ vectors)
    return np.ascontiguousarray(along[:, ::-1][:, :TURNED])


def _matrix(rows: Sequence[Sparse], width: int):  # type: ignore[no-untyped-def]  # noqa: ANN202  # SciPy is untyped
    from scipy.sparse import csr_matrix  # noqa: PLC0415  # only learning needs it

    starts = np.cumsum([0, *(len(index) for index, _ in rows)])
    index = np.concatenate([index for index, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return csr_matrix((values, index, starts), shape=(len(rows), width))
