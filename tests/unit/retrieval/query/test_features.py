"""Our features are the ones scikit-learn would compute, so its published behaviour holds
for them.
"""

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.retrieval.query.features import Vectoriser

DOCUMENTS = [
    "who approved the company pilots",
    "are the city pilots voluntary",
    "what is social credit",
    "social credit and trust",
]


def _dense(vectoriser: Vectoriser, text: str) -> np.ndarray:
    row = np.zeros(vectoriser.width, np.float32)
    index, values = vectoriser.weigh(text.split())
    row[index] = values
    return row


def test_weights_agree_with_scikit_learn() -> None:
    ours = Vectoriser.fit([document.split() for document in DOCUMENTS])
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\S+").fit(
        DOCUMENTS
    )
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True).fit(
        DOCUMENTS
    )

    for text in ("are company pilots voluntary", "social trust trust"):
        mine = _dense(ours, text)
        split = len(ours.word.idf)
        assert np.allclose(
            np.sort(mine[:split]), np.sort(words.transform([text]).toarray()[0]), atol=1e-5
        )
        assert np.allclose(
            np.sort(mine[split:]), np.sort(letters.transform([text]).toarray()[0]), atol=1e-5
        )


def test_unknown_words_give_no_weights() -> None:
    vectoriser = Vectoriser.fit([["social", "credit"]])

    index, values = vectoriser.weigh(["zzz"])

    assert len(index) == len(values) == 0
