"""What a process of its own is asked to do; nothing else of the bot is loaded there."""

from __future__ import annotations

from bot.results.picture_models import Labels, Picture, PictureModel


def draw_there(model: PictureModel, labels: Labels, light: bool) -> Picture:  # sent as it is
    """Draw; the plotting library is loaded with the first picture."""
    from bot.pictures.draw import draw  # noqa: PLC0415  # not where it is only asked for

    return draw(model, labels, light=light)
