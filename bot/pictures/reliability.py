"""The reliability plot of the answers' probabilities, for maintainers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.evaluation.reliability import Bin


def draw_reliability(bins: Sequence[Bin], path: Path) -> None:
    """Observed over predicted, beside the diagonal where both are alike; dots grow with the number
    of questions.
    """
    from matplotlib.figure import Figure  # noqa: PLC0415  # loaded when first a picture is wanted

    figure = Figure(figsize=(5, 5), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], "--", color="gray", label="as it should be")
    sizes = [20 + 4 * one.count for one in bins]
    axes.scatter(
        [one.predicted for one in bins],
        [one.observed for one in bins],
        s=sizes,
        alpha=0.7,
        label="measured",
    )
    for one in bins:
        axes.annotate(
            str(one.count),
            (one.predicted, one.observed),
            textcoords="offset points",
            xytext=(6, -12),
            fontsize=8,
        )
    axes.set(
        xlim=(-0.02, 1.05),
        ylim=(-0.05, 1.05),
        xlabel="predicted probability",
        ylabel="share answered rightly",
    )
    axes.set_title("Does the article answer? Predicted and observed")
    axes.legend(loc="upper left")
    axes.grid(visible=True, alpha=0.3)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)
