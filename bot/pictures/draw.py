"""Any model to its picture: the one entry to this package."""

from __future__ import annotations

from bot.pictures.bars import draw_bars
from bot.pictures.flow import draw_flow
from bot.pictures.opinion_map import draw_map
from bot.pictures.rounds import draw_rounds
from bot.results.picture_models import (
    BarsModel,
    FlowModel,
    Labels,
    MapModel,
    Picture,
    PictureModel,
    RoundsModel,
)


def draw(model: PictureModel, labels: Labels) -> Picture:
    """Draw a model; matplotlib is loaded with the first."""
    match model:
        case BarsModel():
            return draw_bars(model, labels)
        case FlowModel():
            return draw_flow(model, labels)
        case MapModel():
            return draw_map(model, labels)
        case RoundsModel():
            return draw_rounds(model, labels)
