"""A pack's own calibration is kept only where it refuses no less than the shared one."""

from __future__ import annotations

import pytest

from bot.retrieval.learning.tune import Comparison, Measured

SHARED = Measured(answered=0.80, near=0.40, other=0.98)


@pytest.mark.parametrize(
    ("own", "level", "is_better"),
    [
        # It refuses 22 % of near misses where the shared one refuses 40 %.
        (Measured(0.97, 0.22, 0.98), Measured(0.80, 0.45, 0.98), False),
        # It tells apart worse where it answers as many.
        (Measured(0.78, 0.45, 0.98), Measured(0.80, 0.35, 0.98), False),
        # It lets small talk and orders through.
        (Measured(0.80, 0.45, 0.90), Measured(0.80, 0.45, 0.90), False),
        (Measured(0.82, 0.45, 0.98), Measured(0.80, 0.48, 0.97), True),
    ],
)
def test_a_calibration_that_refuses_less_is_not_kept(
    own: Measured, level: Measured, is_better: bool
) -> None:
    assert Comparison(own, SHARED, level).is_better is is_better
