"""Joins the demo: the bot's own parts, the simulated server, and the page."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import simcord

from bot.adapters.discord.client import EyebotClient, discord_clock
from bot.app import draw_later, open_database, open_library
from bot.articles import build_library
from bot.assembly import Debating, assemble
from bot.demo.clock import Clock
from bot.demo.page import Page
from bot.demo.preview import Advance, Turns, frame_in
from bot.demo.stage import Stage, set_up
from bot.demo.story import BEFORE, Story
from bot.errors import SetUpError
from bot.log import set_up as set_up_log
from bot.process.lifetime import Late
from bot.serve import services_of
from bot.services.debating.settling import Settling
from bot.settings import Settings
from bot.timers.sweep import Sweep
from bot.wording import Wording

_NAMES = ("mod", "alice", "bob")
_CROWD = 14


@dataclass(frozen=True, slots=True)
class MakeBelieve:
    """A make-believe server in which something has happened."""

    stage: Stage
    debating: Debating
    wording: Wording


@asynccontextmanager
async def make_believe(
    settings: Settings, announce: Callable[[], None]
) -> AsyncIterator[MakeBelieve]:
    """The server with the bot in it. Data goes to a folder that is deleted at the end."""
    library = await asyncio.to_thread(build_library, settings, announce)
    wording = library.first.ask.wording
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="eyebot-demo-"))
        own = settings.model_copy(
            update={"database_url": "", "data": Path(folder), "keys": None, "account_days": 0}
        )
        engine = await stack.enter_async_context(open_database(own))
        await open_library(library, engine)
        late = Late()
        debating = assemble(
            engine,
            k=own.k_anonymity,
            announcer=late.announcer,
            passages=lambda article: library.of(article).brief.passages(),
            wake=late.wake,
        )
        late.sweep = Sweep(debating.catch_up.sweep, debating.settling.next_due, discord_clock)
        bot = late.client = EyebotClient(
            services_of(library, debating, own, engine),
            wording,
            background=(late.sweep,),
            draw=draw_later,
            shard_count=1,
        )
        stage = await stack.enter_async_context(set_up(bot, _NAMES, _CROWD, BEFORE))
        first = library.first
        await Story(stage, debating, first.brief, wording).play()
        yield MakeBelieve(stage, debating, wording)


@asynccontextmanager
async def demo(
    settings: Settings, announce: Callable[[], None], *, port: int
) -> AsyncIterator[Page]:
    """The page, being served. Raises SetUpError when a port is taken."""
    async with (
        make_believe(settings, announce) as made,
        _served(made.stage, made.debating.settling, made.wording, port) as page,
    ):
        yield page


@asynccontextmanager
async def _served(
    stage: Stage, settling: Settling, wording: Wording, port: int
) -> AsyncIterator[Page]:
    """The simulation's page at the next port but one, ours around it, and time that passes."""
    env = stage.env
    preview = env.preview(stage.channel, viewers=stage.visitors, layout="channel", port=port + 1)
    turns = Turns(preview)
    clock = Clock(Advance(env, preview, turns), stage.now, settling.next_due)
    page = Page(wording, clock, port)
    frame_in(preview, page.origin)
    async with _listening(preview, page):
        ticking = asyncio.create_task(clock.run())
        try:
            yield page
        finally:
            ticking.cancel()
            with suppress(asyncio.CancelledError):
                await ticking


@asynccontextmanager
async def _listening(preview: simcord.Preview, page: Page) -> AsyncIterator[None]:
    try:
        await preview.__aenter__()
    except simcord.SetupError as error:
        raise SetUpError(f"the demo can't listen: {error}; name another --port") from error
    try:
        await page.start(preview.url)
    except OSError as error:
        await preview.close()
        raise SetUpError(f"the demo can't listen: {error}; name another --port") from error
    try:
        yield
    finally:
        await page.close()
        await preview.close()


def run_demo(
    settings: Settings, announce: Callable[[], None], show: Callable[[str], None], *, port: int
) -> None:
    """Serve the demo until interrupted; `show` is given each line for whoever started it."""
    set_up_log("ERROR", as_json=settings.log_json)

    async def serve() -> None:
        async with demo(settings, announce, port=port) as page:
            words = page.wording
            show(words.say("demo.ready", url=page.url))
            show(words.say("demo.stop"))
            await asyncio.Event().wait()

    with suppress(KeyboardInterrupt):
        asyncio.run(serve())
