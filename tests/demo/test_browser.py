"""The demo in a real browser."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterator

import pytest
from playwright.async_api import expect

from bot.wording import Wording
from tests.demo import visitor

pytestmark = pytest.mark.skipif(
    not visitor.CHROMIUM, reason="needs Debian's chromium, which the checks' own script installs"
)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with visitor.running(_two_free_ports()) as found:
        yield found


def _two_free_ports() -> int:
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port


async def test_a_vote_is_counted_in_private(url: str) -> None:
    async with visitor.browser() as opened, visitor.page_of(opened, url) as page:
        discord = page.frame_locator("iframe")
        await visitor.become(discord, "bob")
        await visitor.press(discord, "For")
        receipt = discord.get_by_label("Conversation").get_by_text("Counted: For").last
        await expect(receipt).to_be_visible(timeout=20_000)

        await visitor.become(discord, "alice")
        await visitor.ready(visitor.button(discord, "For"))

        await expect(receipt).to_have_count(0)


async def test_a_visitor_is_never_stuck(url: str) -> None:
    async with visitor.browser() as opened:
        for number in range(3):
            async with visitor.page_of(opened, url) as page:
                # For repeatable visits.
                await visitor.play_through(page, random.Random(number))  # noqa: S311


async def test_the_clock_brings_the_next_phase(url: str) -> None:
    opening = Wording.load(visitor.ROOT / "prompts").say("formats.oxford.phase.opening")
    async with visitor.browser() as opened, visitor.page_of(opened, url) as page:
        discord = page.frame_locator("iframe")
        await visitor.ready(visitor.button(discord, "For"))

        await page.get_by_role("button", name="To the next deadline").click()

        conversation = discord.get_by_label("Conversation")
        await expect(conversation.get_by_text(opening).last).to_be_visible(timeout=60_000)
