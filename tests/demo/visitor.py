"""A visitor of the demo in a real browser: a script that switches members, votes, fills in a form,
and waits for each control to be ready again.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from pathlib import Path

from playwright.async_api import (
    Browser,
    Error,
    FrameLocator,
    Locator,
    Page,
    async_playwright,
    expect,
)

ROOT = Path(__file__).parents[2]
__all__ = ["Browser", "Error", "Locator"]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
_PATIENCE = 20_000
"""Milliseconds for one click on a busy machine; a control that is stuck stays so for good."""


_BRING, _ARGUMENTS, _LOOKED_UP = "Add an argument", "Arguments", ("My vote",)
"""Buttons of a debate. The vote's own are named as its sides."""


def running(port: int) -> AbstractContextManager[str]:
    """The demo as a process of its own; the address of its page."""
    return served("demo", "--port", str(port))


@contextmanager
def served(*command: str, **environment: str) -> Iterator[str]:
    """A command that serves a page, as a process of its own; the page's address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *command],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield address(process)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()


def address(process: subprocess.Popen[str]) -> str:
    """The address that a process tells on its output."""
    said = []
    for line in process.stdout or ():
        said.append(line)
        if found := re.search(r"http://\S+", line):
            return found[0]
    raise AssertionError("no page is served: " + "".join(said))


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    """The system's Chromium."""
    async with async_playwright() as play:
        opened = await play.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        try:
            yield opened
        finally:
            await opened.close()


@asynccontextmanager
async def page_of(
    opened: Browser,
    url: str,
    width: int = 1280,
    *,
    height: int = 900,
    light: bool = False,
    scale: float = 1,
) -> AsyncIterator[Page]:
    """A fresh visitor's page; `scale` is how many pixels a point has."""
    context = await opened.new_context(
        viewport={"width": width, "height": height},
        color_scheme="light" if light else "dark",
        device_scale_factor=scale,
    )
    try:
        page = await context.new_page()
        await page.goto(url)
        yield page
    finally:
        await context.close()


async def play_through(page: Page, luck: random.Random) -> None:
    """Vote, change the vote, bring an argument and look the vote up, as two members in turn."""
    discord = page.frame_locator("iframe")
    for name in luck.sample(["mod", "alice", "bob"], 2):
        await become(discord, name)
        for side in luck.sample(["For", "Against", "Undecided"], 2):
            await press(discord, side)
            await asyncio.sleep(luck.choice([0.0, 0.3, 0.9]))
        await _bring_an_argument(discord, f"A thought, number {luck.random()}")
        for label in _LOOKED_UP:
            if await button(discord, label).count():
                await press(discord, label)
    await ready(button(discord, "For"))


async def _bring_an_argument(discord: FrameLocator, text: str) -> None:
    """By the button under the debate, or by that in the panel of arguments."""
    if not await button(discord, _BRING).count():
        await press(discord, _ARGUMENTS)
    await press(discord, _BRING)
    form = discord.get_by_role("dialog")
    await form.get_by_role("textbox").first.fill(text)
    await form.get_by_role("button", name="Submit").click(timeout=_PATIENCE)
    await expect(form).to_be_hidden(timeout=_PATIENCE)


async def become(discord: FrameLocator, name: str) -> None:
    """Look at the server as another member."""
    await discord.get_by_label("Viewing as").select_option(label=name, timeout=_PATIENCE)


def button(discord: FrameLocator, label: str) -> Locator:
    """The newest button of that name, whatever sign stands before it."""
    named = re.compile(rf"(?:^|\s){re.escape(label)}$")
    return discord.get_by_role("button", name=named).last


async def ready(control: Locator) -> None:
    """Wait until it can be used."""
    await expect(control).to_be_enabled(timeout=_PATIENCE)


async def press(discord: FrameLocator, label: str) -> None:
    """Press a button once it can be."""
    await ready(button(discord, label))
    await button(discord, label).click(timeout=_PATIENCE)
