"""Edits of knowledge and prompts while the bot runs: sound ones are taken over, broken ones change
nothing.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import brief_of, build_ask
from bot.reload import watch
from bot.services.ask import AskService
from bot.services.replies import Outcome
from bot.settings import Settings

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 5, 1, tzinfo=UTC)
QUESTION = "who approved the company pilots?"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A copy of knowledge and prompts that may be edited, with what was learned of them if the
    checkout has it.
    """
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    shutil.copytree(ROOT / "prompts", tmp_path / "prompts")
    cache = tmp_path / "data" / "cache"
    cache.mkdir(parents=True)
    newest = max(
        (ROOT / "var" / "cache").glob("model-*.npz"),
        key=lambda path: path.stat().st_mtime,
        default=None,
    )
    for path in (newest, newest.with_suffix(".npy")) if newest else ():
        shutil.copy(path, cache)
    return Settings(
        knowledge=tmp_path / "knowledge" / "eye-in-the-sky",
        prompts=tmp_path / "prompts",
        data=tmp_path / "data",
        cache=cache,
    )


def answer(ask: AskService) -> str:
    """What the bot says now."""
    reply = ask.ask(QUESTION, member="m", place="p", now=NOW)
    assert reply.outcome is Outcome.ANSWER
    return reply.answers[0].text


async def until(true: Callable[[], bool], seconds: float = 90) -> None:
    """Wait for it, looking often."""
    for _ in range(int(seconds / 0.05)):
        if true():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it never came")


async def test_sound_edits_are_taken_over_and_broken_ones_are_not(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    ask = build_ask(settings)
    brief = brief_of(ask, settings)
    before, motions = answer(ask), brief.motions()
    watching = watch(settings, ask, brief, every=0.1)
    await watching.start()
    try:
        file = next(
            path
            for path in (settings.knowledge / "entries").glob("*.yaml")
            if "id: pilots-approved" in path.read_text("utf-8")
        )
        whole = file.read_text("utf-8")

        file.write_text(whole.replace("claim: >-", "claim: [", 1), "utf-8")
        await until(lambda: "goes on as before" in caplog.text)
        assert f"{file.name}" in caplog.text, "the log names the file"
        assert answer(ask) == before

        caplog.clear()
        sentences = settings.prompts / "en" / "ask.yaml"
        sentences.write_text(sentences.read_text("utf-8") + "\nbroken: “{nothing\n", "utf-8")
        file.write_text(whole, "utf-8")
        await until(lambda: "goes on as before" in caplog.text)
        assert brief.motions() == motions
        assert answer(ask) == before

        shutil.copy(ROOT / "prompts" / "en" / "ask.yaml", settings.prompts / "en" / "ask.yaml")
        (settings.prompts / "motions" / "cash.yaml").write_text(
            "motion: Cash must stay.\n", "utf-8"
        )
        file.write_text(whole.replace("2015", "the year 2015"), "utf-8")
        with caplog.at_level(logging.INFO):
            await until(lambda: "read anew" in caplog.text)
        assert "Cash must stay." in brief.motions()
        assert "the year 2015" in answer(ask)
    finally:
        await watching.stop()


async def test_an_edit_is_read_once_the_files_are_quiet(tmp_path: Path) -> None:
    from bot.timers.watch import Watch  # beside the only test of it

    read: list[str] = []
    file = tmp_path / "a.yaml"
    file.write_text("0", "utf-8")

    async def take_over() -> None:
        read.append(file.read_text("utf-8"))

    watching = Watch((tmp_path,), take_over, every=0.2)
    await watching.start()
    for text in ("1", "22", "333"):
        await asyncio.sleep(0.15)
        file.write_text(text, "utf-8")
    await until(lambda: bool(read), 5)
    await asyncio.sleep(0.5)
    await watching.stop()

    assert read == ["333"]
