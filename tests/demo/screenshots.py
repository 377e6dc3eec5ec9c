"""The pictures of README, taken from the demo in a real browser so that they stay true: `python -m
tests.demo.screenshots [FOLDER]` writes them to `docs/`, and with a folder every result picture on
both grounds too, at a desktop's and a phone's width, to be looked through.
"""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PIL import Image
from playwright.async_api import Page, expect

from bot.pictures.draw import draw
from bot.results.comparing import compare_model, trend_model
from bot.results.picture_models import PictureModel
from bot.results.result_models import map_model, result_model
from tests import samples
from tests.demo import visitor

_PORT = 8784
DOCS = visitor.ROOT / "docs"
_WHOLE, _DESKTOP, _PHONE = 1280, 900, 390
"""The page with all around it; and the channel alone."""
_SHARP = 2
_PATIENCE = 60_000
_MESSAGE = "article.channel-message"
_ANSWER = f'{_MESSAGE}:has(.message-interaction-header:has-text("/ask"))'
_SEEN = """message => [...message.querySelectorAll('img')].some(one => one.naturalWidth >= 1000)"""
"""Whether a message shows a picture as wide as a result's."""
_COLOURS = 255
"""A screenshot has few colours; a palette makes it half the size."""


async def main(gallery: Path | None) -> None:
    """Take them all."""
    with visitor.running(_PORT) as url:
        async with visitor.browser() as opened:
            for width, name in ((_DESKTOP, "desktop"), (_PHONE, "phone")):
                async with visitor.page_of(opened, url, width, scale=_SHARP) as page:
                    await _messages(page, name)
            for light in (False, True):
                async with visitor.page_of(opened, url, _WHOLE, light=light) as page:
                    await visitor.ready(visitor.button(page.frame_locator("iframe"), "For"))
                    taken = await page.screenshot()
                    keep(DOCS / f"demo-{'light' if light else 'dark'}.png", taken)
    for light in (False, True):
        model = result_model(*samples.all_samples()["oxford"], samples.labels())
        if model:
            place = DOCS / f"oxford-{'light' if light else 'dark'}.png"
            place.write_bytes(draw(model, samples.labels(), light=light).png)
    for place, png in _drawn(gallery) if gallery else ():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(png)


async def _messages(page: Page, name: str) -> None:
    """An answer and a result as a member sees them."""
    inside = await page.locator("iframe").get_attribute("src")
    await page.goto(inside or "")  # the channel alone, as an app shows it
    await expect(page.locator(_MESSAGE).first).to_be_visible(timeout=_PATIENCE)
    await _take(page, page.locator(_ANSWER).last, DOCS / f"answer-{name}.png")
    await page.wait_for_function(
        f"() => [...document.querySelectorAll('{_MESSAGE}')].some({_SEEN})", timeout=_PATIENCE
    )
    results = [one for one in await page.locator(_MESSAGE).all() if await one.evaluate(_SEEN)]
    await _take(page, results[-1], DOCS / f"result-{name}.png")


async def _take(page: Page, message: visitor.Locator, place: Path) -> None:
    """One message, with nothing that appears only where the mouse is."""
    await message.scroll_into_view_if_needed(timeout=_PATIENCE)
    await page.mouse.move(0, 0)
    keep(place, await message.screenshot())


def keep(place: Path, png: bytes) -> None:
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT).save(place, optimize=True)


def _drawn(folder: Path) -> Iterator[tuple[Path, bytes]]:
    labels, all_samples = samples.labels(), samples.all_samples()
    models: dict[str, PictureModel | None] = {
        name: result_model(*sample, labels) for name, sample in all_samples.items()
    }
    models["map"] = map_model(*all_samples["groups"], labels, you=0)
    views = [samples.view(all_samples[name]) for name in ("poll", "oxford-withheld")]
    models["compare"] = compare_model(views[0], views[1], labels)
    weeks = (
        {"for": 4, "against": 6},
        {"for": 2},
        {"for": 6, "against": 4},
        {"for": 9, "against": 3},
    )
    series = [samples.poll(votes, id=week) for week, votes in enumerate(weeks, 1)]
    models["trend"] = trend_model(
        [
            samples.view((replace(one, opened_at=one.opened_at + timedelta(weeks=n),
                                  closed_at=samples.NOW + timedelta(weeks=n)), result))
            for n, (one, result) in enumerate(series)
        ],
        labels,
    )  # fmt: skip
    for name, model in models.items():
        for light in (False, True):
            png = draw(model, labels, light=light).png if model else b""
            for width in (400, 270):
                ground = "light" if light else "dark"
                yield folder / f"{name}-{ground}-{width}.png", _as_wide(png, width)


def _as_wide(png: bytes, width: int) -> bytes:
    image, out = Image.open(io.BytesIO(png)), io.BytesIO()
    height = round(image.height * width / image.width)
    image.resize((width, height), Image.Resampling.LANCZOS).save(out, "png")
    return out.getvalue()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
