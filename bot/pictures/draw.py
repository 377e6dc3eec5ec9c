"""Any card to its picture: the one entry to this package."""

from __future__ import annotations

from bot.pictures.bars import draw_bars
from bot.pictures.flow import draw_flow
from bot.pictures.opinion_map import draw_map
from bot.pictures.rounds import draw_rounds
from bot.results.cards import BarsCard, Card, FlowCard, Labels, MapCard, Picture, RoundsCard


def draw(card: Card, labels: Labels) -> Picture:
    """Draw a card; matplotlib is loaded with the first."""
    match card:
        case BarsCard():
            return draw_bars(card, labels)
        case FlowCard():
            return draw_flow(card, labels)
        case MapCard():
            return draw_map(card, labels)
        case RoundsCard():
            return draw_rounds(card, labels)
