"""The preview of a pack in a real browser: it answers, says why, and follows edits as they are
saved.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import ClientSession
from playwright.async_api import expect

from tests.demo import visitor

ROOT = Path(__file__).parents[2]
_PATIENCE = 30_000

pytestmark = pytest.mark.skipif(
    not visitor.CHROMIUM, reason="needs Debian's chromium, which the checks' own script installs"
)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("preview") / "night-train"
    return shutil.copytree(ROOT / "tests" / "packs" / "night-train", folder)


@pytest.fixture(scope="module")
def url(pack: Path) -> Iterator[str]:
    settings = {"EYEBOT_KNOWLEDGE": str(pack), "EYEBOT_DATA": str(pack.parent / "data")}
    command = ("kb", "preview", "--port", "0", "--article", str(pack / "article.md"))
    with visitor.served(*command, **settings) as address:
        yield address


def _edit(pack: Path, name: str, old: str, new: str) -> None:
    path = pack / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


async def test_a_question_is_answered_as_on_discord_and_explained(url: str) -> None:
    async with visitor.browser() as opened, visitor.page_of(opened, url) as page:
        await page.get_by_label("Ask what a member would ask").fill("how did the council vote?")
        await page.get_by_role("button", name="Ask", exact=True).click()

        message = page.locator("#message")
        await expect(message).to_contain_text("voted 7 to 4", timeout=_PATIENCE)
        await expect(message).to_contain_text("What the town is proposing, passage 1")
        await expect(message.locator("text=**")).to_have_count(0)
        rows = page.locator("#candidates tr")
        await expect(rows.first).to_contain_text("council-vote")
        await expect(page.locator("#facts")).to_contain_text("answers from")
        await page.get_by_text("Signals").click()
        await expect(page.locator("#signals")).to_contain_text("matched_lead")
        if folder := os.environ.get("EYEBOT_SCREENSHOTS"):
            await page.screenshot(path=f"{folder}/preview.png")


async def test_entries_stand_by_passage_with_its_text_and_can_be_looked_for(url: str) -> None:
    async with visitor.browser() as opened, visitor.page_of(opened, url) as page:
        contents = page.locator("#contents")
        await expect(contents.locator(".passage")).to_have_count(35, timeout=_PATIENCE)
        await expect(page.locator("#counts")).to_contain_text("35 passages · 52 entries")

        await page.get_by_label("Show entries with").fill("maternity")

        await expect(contents.locator(".passage")).not_to_have_count(35)
        entry = contents.locator("details").first
        await entry.locator("summary").click()
        await expect(entry.locator("li").first).to_be_visible()


async def test_an_edit_is_followed_as_it_is_saved(url: str, pack: Path) -> None:
    name = "entries/plan.yaml"
    whole = (pack / name).read_text("utf-8")
    async with visitor.browser() as opened, visitor.page_of(opened, url) as page:
        await page.get_by_label("Ask what a member would ask").fill("zorgly ballot outcome")
        await page.get_by_role("button", name="Ask", exact=True).click()
        await expect(page.locator("#why")).to_be_visible(timeout=_PATIENCE)

        more = "    asks:\n      - zorgly ballot outcome\n      - how did the town council vote\n"
        _edit(pack, name, "    asks:\n      - how did the town council vote\n", more)
        _edit(pack, name, "The town council voted 7 to 4", "The council of the town voted 7 to 4")
        message = page.locator("#message")
        await expect(message).to_contain_text("The council of the town voted", timeout=_PATIENCE)
        await expect(page.locator("#candidates tr").first).to_contain_text("council-vote")

        _edit(pack, name, "voice: reporting", "voice: shouting")
        health = page.locator("#health")
        await expect(health).to_contain_text("To be mended", timeout=_PATIENCE)
        await expect(health).to_contain_text("plan.yaml:")
        await expect(message).to_contain_text("The council of the town voted")
        if folder := os.environ.get("EYEBOT_SCREENSHOTS"):
            await page.screenshot(path=f"{folder}/preview-broken.png")

        (pack / name).write_text(whole, "utf-8")
        await expect(health).to_contain_text("Sound.", timeout=_PATIENCE)
        await expect(message).not_to_contain_text("The council of the town voted")


async def test_nobody_but_this_machine_under_its_path_is_served(url: str) -> None:
    async with ClientSession() as session:
        async with session.get(url) as answer:
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        async with session.get(url.rsplit("/", 2)[0] + "/") as answer:
            assert answer.status == 404
        async with session.get(url, headers={"Host": "evil.example:80"}) as answer:
            assert answer.status == 403
    assert url.startswith("http://127.0.0.1:")
