"""One pass for all classes comes to the machines that scikit-learn learns one by one."""

import numpy as np
from sklearn.svm import LinearSVC

from bot.retrieval.learning.descent import descend

EXAMPLES, FEATURES, DENSE, CLASSES = 240, 60, 8, 6


def _problem() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    chance = np.random.default_rng(1)
    classes = np.sort(chance.integers(CLASSES, size=EXAMPLES)).astype(np.int32)
    means = chance.random((CLASSES, FEATURES + DENSE)) < 0.2
    rows = (means[classes] * chance.random((EXAMPLES, FEATURES + DENSE))).astype(np.float32)
    rows += (chance.random(rows.shape) < 0.05) * np.float32(0.5)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows[:, :FEATURES], rows[:, FEATURES:], classes


def test_margins_agree_with_one_machine_a_class() -> None:
    sparse, dense, classes = _problem()
    rows = [
        (np.flatnonzero(row).astype(np.int32), row[np.flatnonzero(row)].astype(np.float32))
        for row in sparse
    ]
    whole = np.concatenate((sparse, dense), axis=1)
    machine = LinearSVC(C=0.8, random_state=0).fit(whole, classes)

    weights, along, bias = descend(rows, dense, classes, FEATURES, softness=0.8, scale=1)
    margins = sparse @ weights + dense @ along + bias

    assert weights.shape == (FEATURES, CLASSES)
    assert np.abs(margins - machine.decision_function(whole)).mean() < 0.05
    assert (margins.argmax(axis=1) == machine.predict(whole)).mean() > 0.98


def test_an_example_without_features_harms_nothing() -> None:
    nothing = (np.empty(0, np.int32), np.empty(0, np.float32))
    dense = np.zeros((2, 1), np.float32)

    weights, _, bias = descend(
        [nothing, nothing], dense, np.array([0, 1]), 3, softness=0.8, scale=1
    )

    assert not weights.any()
    assert np.isfinite(bias).all()
