"""Sums over the features of a question agree however they are taken."""

import numpy as np
from scipy.sparse import csc_matrix

from bot.retrieval.model import Rows


def test_one_columns_total_is_that_of_all_columns() -> None:
    chance = np.random.default_rng(0)
    dense = np.where(chance.random((40, 7)) < 0.3, chance.random((40, 7)), 0).astype(
        np.float32
    )  # phrasings by features
    matrix = csc_matrix(dense)
    rows = Rows(matrix.indptr.astype(np.int64), matrix.indices.astype(np.int32), matrix.data, 40)
    question = (np.array([0, 3, 6], np.int32), np.array([0.5, 0.2, 0.9], np.float32))

    total = rows.total(question)

    assert np.allclose(total, dense[:, [0, 3, 6]] @ question[1], atol=1e-6)
    assert np.allclose([rows.of_column(question, column) for column in range(40)], total, atol=1e-6)


def test_a_question_without_known_features_is_like_nothing() -> None:
    rows = Rows(np.array([0, 1]), np.array([0], np.int32), np.ones(1, np.float32), 3)
    nothing = (np.empty(0, np.int32), np.empty(0, np.float32))

    assert rows.total(nothing).tolist() == [0, 0, 0]
    assert rows.of_column(nothing, 0) == 0
