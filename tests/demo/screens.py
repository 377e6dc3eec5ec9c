"""Every screen of the bot on Discord, in a real browser, to be looked through one by one: `python
-m tests.demo.screens FOLDER` plays a member's and a moderator's way in the make-believe server and
takes each message at a desktop's and a phone's width. The simulation draws Discord's dark theme
only; pictures on the light ground come from `tests.demo.screenshots`.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Page, expect

from bot.debate.models import Voter
from bot.demo.preview import Turns
from bot.demo.run import MakeBelieve, make_believe
from bot.settings import load_settings
from tests import samples
from tests.demo import visitor
from tests.demo.screenshots import keep

_PORT = 8796
_WIDTHS = {"desktop": 900, "phone": 390}
_HEIGHT = 2000
"""High enough for the longest message to be shown whole."""
_PATIENCE = 60_000
_MESSAGE = "article.channel-message:not(:has-text('started a thread'))"
_DRAWN = """message => [...message.querySelectorAll('img')]
    .every(one => one.complete && one.naturalWidth)"""
_UP_TO_DATE = """([viewer, revision]) => window.simcordPreview.viewerId === viewer
    && window.simcordPreview.publishedRevision >= revision"""
FILLED = {"motion": "Cash should stay.", "format": "oxford", "length": "2h", "options": ""}
ARGUMENT = {"side": "for", "text": "Cash still works when the power is out.", "citation": ""}


@dataclass
class Camera:
    """Shows each member what they see, at every width, and keeps it."""

    made: MakeBelieve
    preview: Any
    pages: dict[str, Page]
    folder: Path
    taken: list[str] = field(default_factory=list)

    async def take(self, name: str, who: Any) -> None:
        """The newest message, as a member sees it."""
        await self.preview.refresh()
        for width, page in self.pages.items():
            await self._show_to(page, who)
            last = page.locator(_MESSAGE).last
            await expect(last).to_be_visible(timeout=_PATIENCE)
            await last.scroll_into_view_if_needed(timeout=_PATIENCE)
            await page.wait_for_function(_DRAWN, arg=await last.element_handle(), timeout=_PATIENCE)
            await page.mouse.move(0, 0)
            keep(self._place(name, width), await last.screenshot())
        self._done(name)

    async def form(self, name: str, who: Any, label: str) -> None:
        """A form that the newest button of that name opens."""
        await self.preview.refresh()
        for width, page in self.pages.items():
            await self._show_to(page, who)
            await page.get_by_role("button", name=label).last.click(timeout=_PATIENCE)
            dialog = page.get_by_role("dialog")
            await expect(dialog).to_be_visible(timeout=_PATIENCE)
            keep(self._place(name, width), await dialog.screenshot())
            await dialog.get_by_role("button", name="Cancel").click(timeout=_PATIENCE)
            await expect(dialog).to_be_hidden(timeout=_PATIENCE)
        self._done(name)

    async def _show_to(self, page: Page, who: Any) -> None:
        """As that member, and as it stands now."""
        await page.bring_to_front()  # one behind another is not drawn
        if await page.evaluate("() => window.simcordPreview.viewerId") != str(who.id):
            viewers = page.get_by_label("Viewing as")
            await viewers.select_option(label=who.name, timeout=_PATIENCE)
        identity = await page.evaluate("() => window.simcordPreview.contextId")
        newest = [str(who.id), self.preview._pages[identity].revision]
        await page.wait_for_function(_UP_TO_DATE, arg=newest, timeout=_PATIENCE)

    def _place(self, name: str, width: str) -> Path:
        return self.folder / f"{len(self.taken):02}-{name}-{width}.png"

    def _done(self, name: str) -> None:
        self.taken.append(name)
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()


async def main(folder: Path) -> None:
    """Take them all."""
    folder.mkdir(parents=True, exist_ok=True)
    async with AsyncExitStack() as stack:
        made = await stack.enter_async_context(make_believe(load_settings(), lambda: None))
        stage = made.stage
        preview = stage.env.preview(
            stage.channel, viewers=stage.visitors, layout="channel", port=_PORT
        )
        Turns(preview)
        await stack.enter_async_context(preview)
        opened = await stack.enter_async_context(visitor.browser())
        pages = {
            name: await stack.enter_async_context(
                visitor.page_of(opened, preview.url, points, height=_HEIGHT, scale=2)
            )
            for name, points in _WIDTHS.items()
        }
        camera = Camera(made, preview, pages, folder)
        for part in (_member, _moderator, _formats):
            await part(camera)


async def _member(camera: Camera) -> None:
    """What a member sees of the article."""
    stage = camera.made.stage
    alice, here = stage.visitors[1], stage.channel
    asked = await alice.slash(here, "ask", question="what is sesame credit?")
    await camera.take("answer", alice)
    await camera.form("follow-up", alice, "Follow up")
    await alice.click(asked.response, label="Sources")
    await camera.take("sources", alice)
    every: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("miss", "ask", {"question": "who is the president of France?"}),
        ("small-talk", "ask", {"question": "thanks!"}),
        ("both-sides", "ask", {"question": "what are the pros and cons?"}),
        ("help", "help", {}),
        ("read", "read", {}),
        ("surprise", "surprise", {}),
        ("glossary", "glossary", {}),
        ("quiz", "quiz", {}),
        ("argue", "argue", {"side": "for"}),
        ("privacy", "privacy show", {}),
        ("debates", "debates", {}),
    )
    for name, command, options in every:
        await stage.pass_time(30)
        done = await alice.slash(here, command, **options)
        await camera.take(name, alice)
        if name == "quiz":
            await alice.click(done.response, label="Tell me")
            await camera.take("quiz-told", alice)


async def _moderator(camera: Camera) -> None:
    """From the form to the conclusion of an Oxford debate, and what members see meanwhile."""
    stage = camera.made.stage
    (mod, alice, _), here = stage.visitors, stage.channel
    await stage.pass_time(60)
    await mod.slash(here, "help")
    await camera.take("help-moderator", mod)
    form = await mod.slash(here, "moderate new")
    refused = await mod.submit_modal(form, FILLED | {"format": "poll", "options": "Tea, Coffee"})
    await camera.take("refused", mod)
    form = await mod.click(refused.response, label="Try again")
    previewed = await mod.submit_modal(form, FILLED)
    await camera.take("preview", mod)
    await camera.form("form", mod, "Edit")
    await camera.form("more-settings", mod, "More settings")
    posted = await mod.click(previewed.response, label="Post now")
    await camera.take("posted", mod)
    running = _newest(stage)
    voted = await alice.click(running, label="▲ For")
    await camera.take("receipt", alice)
    await alice.click(running, label="⋯ More")
    await camera.take("more", alice)
    form = await alice.click(voted.response, label="Add an argument")
    await alice.submit_modal(form, ARGUMENT)
    await camera.take("brought", alice)
    panel = await mod.click(posted.response, label="Moderate")
    await camera.take("panel", mod)
    queue = await mod.click(panel.response, label="Queue (1)")
    await camera.take("queue", mod)
    await mod.click(queue.response, label="Approve")
    moved = await mod.click(panel.response, label="Next phase")
    await camera.take("next-phase", mod)
    await alice.click(voted.response, label="Arguments")
    await camera.take("argument", alice)
    for _ in range(3):
        moved = await mod.click(moved.response, label="Next phase")
    await mod.click(moved.response, label="Close now")
    await camera.take("close-ask", mod)
    await mod.slash(here, "moderate close", debate=str(await _running(camera.made)))
    await camera.take("closed", mod)
    await camera.take("result-too-few", stage.visitors[2])


async def _formats(camera: Camera) -> None:
    """The other kinds of debate: their messages, ballots and results."""
    stage, made = camera.made.stage, camera.made
    (mod, alice, bob), here = stage.visitors, stage.channel
    voters = [*stage.crowd, bob]
    for form in ("approval", "ranked"):
        await _start(stage, form, "Tea | Coffee | Water")
        debate = _newest(stage)
        await camera.take(form, bob)
        await alice.click(debate, label="Choose" if form == "approval" else "Rank the options")
        await camera.take(f"{form}-ballot", alice)
        for n, voter in enumerate(voters):
            choice = ("o1 o2", "o2 o3", "o2")[n % 3]
            number = await _running(made)
            await made.debating.voting.vote(number, Voter(str(voter.id)), choice, stage.now())
        await mod.slash(here, "moderate close", debate=str(number))
        await camera.take(f"{form}-result", bob)
        await alice.click(_newest(stage), label="Details")
        await camera.take(f"{form}-details", alice)
    await _start(stage, "statements", " | ".join(samples.STATEMENTS[:3]))
    debate = _newest(stage)
    await camera.take("statements", bob)
    await alice.click(debate, label="Answer statements")
    await camera.take("statement", alice)
    number = await _running(made)
    statements = made.debating.voting.statements
    for voter in voters:
        who = Voter(str(voter.id))
        served = await statements.next(number, who, stage.now())
        while served.statement:
            served = await statements.answer(number, who, served.statement.id, "agree", stage.now())
    await mod.slash(here, "moderate close", debate=str(number))
    await camera.take("statements-result", bob)
    await alice.click(_newest(stage), label="Details")
    await camera.take("statements-details", alice)


async def _start(stage: Any, form: str, options: str) -> None:
    await stage.pass_time(60)
    await stage.visitors[0].slash(
        stage.channel, "moderate start",
        motion="What should we drink?" if form != "statements" else "Where should it stop?",
        format=form, duration="2h", options=options,
    )  # fmt: skip


async def _running(made: MakeBelieve) -> int:
    community = str(made.stage.moderator.guild.id)
    return max(one.id for one in await made.debating.debates.lists.open_debates(community))


def _newest(stage: Any) -> Any:
    """The newest message of a debate or its result."""
    return [one for one in stage.channel.history() if one.flags.components_v2][-1]


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
