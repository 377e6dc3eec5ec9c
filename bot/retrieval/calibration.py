"""Signals -> the probability that the article answers: a logistic model whose weights were chosen
by cross-validation.

The shared one (`learning/shared`) is learned over many young knowledges and ships with eyebot; a
pack's own is learned by `eyebot kb calibrate` from signals that every phrasing got from a model
which had not seen it (out-of-scope phrasings: not even their subject), and kept as
`calibration.json` beside the knowledge, so that a restart or an edit does not move the thresholds.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.errors import SetUpError
from bot.retrieval.signals import NAMES, Signals

Rows = NDArray[np.float64]
_LEAST = np.array([0.5 if name.endswith("_known") else 1e-6 for name in NAMES])
"""The least scale of a signal: how much a knowledge holds is the same for all its phrasings, and a
few near misses more must not look like another world.
"""
_STEPS, _LONGEST, _STILL = 50, 2.0, 1e-6
"""Newton's method: the most steps, the most that a weight moves in one, and when it has arrived."""


class OutdatedError(SetUpError):
    """A calibration weighs other signals than there are now."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """`weights` apply to standardised signals and their pairwise products; thresholds are
    probabilities. `surer` times the usual odds are needed where a class far from the article claims
    most.
    """

    names: tuple[str, ...]
    mean: Rows
    scale: Rows
    weights: Rows
    bias: float
    answer_at: float
    clarify_at: float
    surer: float = 1.0

    def probability(self, signals: Signals) -> float:
        """The calibrated probability (0-1) that the top entry answers."""
        return float(self.probabilities(signals.row()[None, :])[0])

    def probabilities(self, rows: Rows) -> Rows:
        """The same for many rows of signals."""
        logit = _products((rows - self.mean) / self.scale) @ self.weights + self.bias
        found: Rows = 1 / (1 + np.exp(-np.clip(logit, -30, 30)))
        return found

    def surplus(self, rows: Rows) -> Rows:
        """How far above the answer threshold each probability lies, in logits."""
        found: Rows = _logit(self.probabilities(rows)) - _logit(np.array(self.answer_at))
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
            "surer": self.surer,
        }
        path.write_text(json.dumps(plain) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Calibration:
        """Read what `save` wrote; raises SetUpError when it is missing, OutdatedError when another
        version of eyebot made it.
        """
        try:
            plain = json.loads(path.read_text(encoding="utf-8"))
            names = tuple(plain["signals"])
            mean, scale, weights = (
                np.array(plain[key], dtype=np.float64) for key in ("mean", "scale", "weights")
            )
            bias, answer_at, clarify_at, surer = (
                float(plain[key]) for key in ("bias", "answer_at", "clarify_at", "surer")
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SetUpError(
                f"{path}: not a calibration ({error}); run `eyebot kb calibrate`"
            ) from error
        if names != NAMES:
            raise OutdatedError(f"{path}: made for other signals; run `eyebot kb calibrate`")
        return cls(names, mean, scale, weights, bias, answer_at, clarify_at, surer)


def fit(
    rows: Rows,
    answerable: Sequence[bool],
    *,
    weight: Rows | None = None,
    softness: float = 0.3,
    pairs: bool = True,
) -> Calibration:
    """Fit the logistic model; thresholds are set by `with_thresholds`. Without `pairs` no product
    of two signals counts.
    """
    mean, scale = rows.mean(axis=0), np.maximum(rows.std(axis=0), _LEAST)
    products = _products((rows - mean) / scale)
    used = products.shape[1] if pairs else rows.shape[1]
    weights = np.zeros(products.shape[1])
    each = np.ones(len(rows)) if weight is None else weight
    weights[:used], bias = _regress(products[:, :used], np.asarray(answerable), each, softness)
    return Calibration(NAMES, mean, scale, weights, bias, 0.5, 0.3)


def _regress(
    rows: Rows, answerable: NDArray[np.bool_], weight: Rows, softness: float
) -> tuple[Rows, float]:
    """Weights and bias of a logistic regression with squared penalty, by Newton's method."""
    rows = np.concatenate((rows, np.ones((len(rows), 1))), axis=1)
    penalty = np.full(rows.shape[1], 1 / softness)
    penalty[-1] = 1e-9
    found = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        slope = rows.T @ (weight * (chance - answerable)) + penalty * found
        bend = (rows * (weight * chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        # A long step far from the best place can overshoot.
        found -= step * min(1.0, _LONGEST / max(1e-12, float(np.abs(step).max())))
        if np.abs(step).max() < _STILL:
            break
    return found[:-1], float(found[-1])


def with_thresholds(
    calibration: Calibration, *, answer_at: float, clarify_at: float, surer: float = 1.0
) -> Calibration:
    """The same model with other thresholds."""
    return replace(calibration, answer_at=answer_at, clarify_at=clarify_at, surer=surer)


def _logit(probability: Rows) -> Rows:
    chance = np.clip(probability, 1e-12, 1 - 1e-12)
    found: Rows = np.log(chance / (1 - chance))
    return found


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
