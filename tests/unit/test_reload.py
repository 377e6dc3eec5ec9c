"""Edits of knowledge and prompts while the bot runs: sound ones are taken over, broken ones change
nothing.
"""

from __future__ import annotations

import asyncio
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.articles import brief_of, build_ask
from bot.dialogue.replies import Outcome
from bot.errors import KnowledgeError
from bot.reload import watch
from bot.services.asking.ask import AskService
from bot.settings import Settings
from bot.timers.watch import Watch

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 5, 1, tzinfo=UTC)
QUESTION = "what else could the town do with the money?"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A small pack and the prompts, to be edited; the pack is learned in seconds."""
    pack = tmp_path / "knowledge" / "night-train"
    shutil.copytree(ROOT / "tests" / "packs" / "night-train", pack)
    shutil.copytree(ROOT / "knowledge" / "common", pack.parent / "common")
    shutil.copytree(ROOT / "prompts", tmp_path / "prompts")
    return Settings(
        knowledge=pack,
        prompts=tmp_path / "prompts",
        data=tmp_path / "data",
        cache=tmp_path / "cache",
    )


def answer(ask: AskService) -> str:
    """What the bot says now."""
    reply = ask.ask(QUESTION, member="m", place="p", now=NOW)
    assert reply.outcome is Outcome.ANSWER
    return reply.answers[0].text


async def look_twice(watching: Watch) -> None:
    """An edit is seen at the first look, and read at the second."""
    await watching.check()
    await watching.check()


async def test_sound_edits_are_taken_over_and_broken_ones_are_not(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    ask = build_ask(settings)
    brief = brief_of(ask, settings)
    before, motions = answer(ask), brief.motions()
    told: list[str] = []
    watching = watch(settings, ask, brief, on_outcome=told.append)
    await watching.begin()
    file = next(
        path
        for path in (settings.knowledge / "entries").glob("*.yaml")
        if "id: bus-money" in path.read_text("utf-8")
    )
    whole = file.read_text("utf-8")

    file.write_text(whole.replace("claim: >-", "claim: [", 1), "utf-8")
    await look_twice(watching)
    assert told.pop() == "refused"
    assert f"{file.name}" in caplog.text, "the log names the file"
    assert answer(ask) == before

    caplog.clear()
    sentences = settings.prompts / "en" / "ask.yaml"
    sentences.write_text(sentences.read_text("utf-8") + "\nbroken: “{nothing\n", "utf-8")
    file.write_text(whole, "utf-8")
    await look_twice(watching)
    assert told.pop() == "refused"
    assert brief.motions() == motions
    assert answer(ask) == before

    shutil.copy(ROOT / "prompts" / "en" / "ask.yaml", settings.prompts / "en" / "ask.yaml")
    (settings.knowledge / "motions" / "cash.yaml").write_text("motion: Cash must stay.\n", "utf-8")
    file.write_text(whole.replace("town's share would run", "town's share could run"), "utf-8")
    await look_twice(watching)
    assert told.pop() == "taken"
    assert "Cash must stay." in brief.motions()
    assert "share could run" in answer(ask)


async def test_an_edit_is_read_once_the_files_are_quiet(tmp_path: Path) -> None:
    read: list[str] = []
    file = tmp_path / "a.yaml"
    file.write_text("0", "utf-8")

    async def take_over() -> None:
        read.append(file.read_text("utf-8"))

    watching = Watch((tmp_path,), take_over)
    await watching.begin()
    for text in ("1", "22", "333"):
        file.write_text(text, "utf-8")
        await watching.check()
    assert read == []
    await look_twice(watching)

    assert read == ["333"]


async def test_it_looks_by_itself_until_it_is_stopped(tmp_path: Path) -> None:
    taken = asyncio.Event()

    async def take_over() -> None:
        taken.set()

    watching = Watch((tmp_path,), take_over, every=0.001)
    await watching.start()
    (tmp_path / "a.yaml").write_text("0", "utf-8")
    await taken.wait()
    await watching.stop()


@pytest.mark.parametrize("lost", ["injection.yaml", "unsafe.yaml"])
async def test_an_edit_that_loses_the_safety_examples_is_refused(
    settings: Settings, caplog: pytest.LogCaptureFixture, lost: str
) -> None:
    ask = build_ask(settings)
    knowledge, before = ask.knowledge, answer(ask)
    told: list[str] = []
    watching = watch(settings, ask, brief_of(ask, settings), on_outcome=told.append)
    await watching.begin()

    (settings.knowledge.parent / "common" / lost).unlink()
    await look_twice(watching)

    assert told == ["refused"]
    assert f"common/{lost}:1:1: the file is missing" in caplog.text
    assert ask.knowledge is knowledge
    assert answer(ask) == before
    with pytest.raises(KnowledgeError):
        build_ask(settings)
