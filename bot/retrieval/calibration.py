"""Signals -> the probability that the article answers: a logistic model whose weights were chosen
by cross-validation.

Learned by `eyebot kb calibrate` from signals that every phrasing got from a model which had not
seen it (out-of-scope phrasings: not even their subject), and kept as `calibration.json` beside the
knowledge, so that a restart or an edit does not move the thresholds.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.errors import SetUpError
from bot.retrieval.signals import NAMES, Signals

Rows = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Calibration:
    """`weights` apply to standardised signals and their pairwise products; thresholds are
    probabilities.
    """

    names: tuple[str, ...]
    mean: Rows
    scale: Rows
    weights: Rows
    bias: float
    answer_at: float
    clarify_at: float

    def probability(self, signals: Signals) -> float:
        """The calibrated probability (0-1) that the top entry answers."""
        return float(self.probabilities(signals.row()[None, :])[0])

    def probabilities(self, rows: Rows) -> Rows:
        """The same for many rows of signals."""
        logit = _products((rows - self.mean) / self.scale) @ self.weights + self.bias
        found: Rows = 1 / (1 + np.exp(-np.clip(logit, -30, 30)))
        return found

    def save(self, path: Path) -> None:
        """Write as JSON with six digits."""
        plain = {
            "signals": list(self.names),
            "mean": self.mean.round(6).tolist(),
            "scale": self.scale.round(6).tolist(),
            "weights": self.weights.round(6).tolist(),
            "bias": round(self.bias, 6),
            "answer_at": round(self.answer_at, 4),
            "clarify_at": round(self.clarify_at, 4),
        }
        path.write_text(json.dumps(plain) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Calibration:
        """Read what `save` wrote; raises SetUpError when it is missing or of another version."""
        try:
            plain = json.loads(path.read_text(encoding="utf-8"))
            names = tuple(plain["signals"])
            mean, scale, weights = (
                np.array(plain[key], dtype=np.float64) for key in ("mean", "scale", "weights")
            )
            bias, answer_at, clarify_at = (
                float(plain[key]) for key in ("bias", "answer_at", "clarify_at")
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SetUpError(
                f"{path}: not a calibration ({error}); run `eyebot kb calibrate`"
            ) from error
        if names != NAMES:
            raise SetUpError(f"{path}: made for other signals; run `eyebot kb calibrate`")
        return cls(names, mean, scale, weights, bias, answer_at, clarify_at)


def fit(
    rows: Rows, answerable: Sequence[bool], *, weight: Rows | None = None, softness: float = 0.3
) -> Calibration:
    """Fit the logistic model; thresholds are set by `with_thresholds`."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  # only calibration needs it

    mean, scale = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
    machine = LogisticRegression(C=softness, max_iter=5000).fit(
        _products((rows - mean) / scale), answerable, sample_weight=weight
    )
    return Calibration(NAMES, mean, scale, machine.coef_[0], float(machine.intercept_[0]), 0.5, 0.3)


def with_thresholds(
    calibration: Calibration, *, answer_at: float, clarify_at: float
) -> Calibration:
    """The same model with other thresholds."""
    return Calibration(
        calibration.names,
        calibration.mean,
        calibration.scale,
        calibration.weights,
        calibration.bias,
        answer_at,
        clarify_at,
    )


@cache
def _pairs(width: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    first, second = np.triu_indices(width)
    return first, second


def _products(rows: Rows) -> Rows:
    """The signals, their squares and their pairwise products."""
    rows = np.clip(rows, -4, 4)
    first, second = _pairs(rows.shape[1])
    pairs = rows[:, first] * rows[:, second]
    return np.concatenate((rows, pairs / 4), axis=1)
