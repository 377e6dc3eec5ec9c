"""Any model to its picture: the one entry to this package."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.pictures.bars import draw_bars
from bot.pictures.flow import draw_flow
from bot.pictures.opinion_map import draw_map
from bot.pictures.pairs import draw_pairs
from bot.pictures.rounds import draw_rounds
from bot.pictures.stacked import draw_stacked
from bot.pictures.style import DARK, LIGHT
from bot.pictures.trend import draw_trend
from bot.results.picture_models import (
    BarsModel,
    FlowModel,
    Labels,
    MapModel,
    PairsModel,
    Picture,
    PictureModel,
    RoundsModel,
    StackedModel,
    TrendModel,
)

_DRAWN: Mapping[type[PictureModel], Callable[..., Picture]] = {
    BarsModel: draw_bars,
    FlowModel: draw_flow,
    PairsModel: draw_pairs,
    StackedModel: draw_stacked,
    MapModel: draw_map,
    RoundsModel: draw_rounds,
    TrendModel: draw_trend,
}


def draw(model: PictureModel, labels: Labels, *, light: bool = False) -> Picture:
    """Draw a model, on the dark ground or the light one; matplotlib is loaded with the first."""
    return _DRAWN[type(model)](model, labels, LIGHT if light else DARK)
