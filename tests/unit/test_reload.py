"""Edits of knowledge and prompts while the bot runs: sound ones are taken over, broken ones change
nothing, and none is missed; each article by itself.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot import reload
from bot.articles import build_library
from bot.dialogue.replies import Outcome
from bot.errors import KnowledgeError
from bot.knowledge.pack_files import yaml_files
from bot.reload import fingerprints, learn_aside, learn_pack, watch
from bot.services.asking.edits import Fate
from bot.services.asking.library import Library, Shelf
from bot.settings import Settings
from bot.timers.watch import Change, Watch, Watching, fingerprint

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 5, 1, tzinfo=UTC)
_MEMBERS = count()
OTHER = ("other", "Another Article About Sleep")
QUESTION = "what else could the town do with the money?"


def copy_pack(folder: Path, name: str, title: str = "") -> Path:
    """A copy of the small pack, learned in seconds, perhaps under another title."""
    pack = folder / name
    shutil.copytree(ROOT / "tests" / "packs" / "night-train", pack)
    if title:
        source = pack / "source.yaml"
        text = source.read_text("utf-8")
        line = next(line for line in text.splitlines() if line.startswith("title:"))
        source.write_text(text.replace(line, f"title: {title}"), "utf-8")
    return pack


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is learned of the packs as they are before any edit."""
    folder = tmp_path_factory.mktemp("learned")
    shutil.copytree(ROOT / "knowledge" / "common", folder / "packs" / "common")
    packs = [copy_pack(folder / "packs", "night-train"), copy_pack(folder / "packs", *OTHER)]
    for pack in packs:
        learn_pack(pack, folder / "cache", folder, "static")
    return folder / "cache"


@pytest.fixture
def settings(tmp_path: Path, learned: Path) -> Settings:
    """A small pack and the prompts, to be edited."""
    shutil.copytree(learned, tmp_path / "cache")
    pack = copy_pack(tmp_path / "knowledge", "night-train")
    shutil.copytree(ROOT / "knowledge" / "common", pack.parent / "common")
    shutil.copytree(ROOT / "prompts", tmp_path / "prompts")
    return Settings(
        knowledge=pack,
        prompts=tmp_path / "prompts",
        data=tmp_path / "data",
        cache=tmp_path / "cache",
    )


@pytest.fixture
def two(settings: Settings) -> Settings:
    """Two packs of one folder."""
    copy_pack(settings.knowledge.parent, *OTHER)
    return settings.model_copy(update={"knowledge": settings.knowledge.parent})


def answer(shelf: Shelf) -> str:
    """What the bot says now to somebody it has never met."""
    reply = shelf.ask.ask(QUESTION, member=f"m{next(_MEMBERS)}", place="p", now=NOW)
    assert reply.outcome is Outcome.ANSWER
    return reply.answers[0].text


def file_of(pack: Path, entry: str) -> Path:
    """The file that holds an entry."""
    files = yaml_files(pack / "entries")
    return next(path for path in files if f"id: {entry}" in path.read_text("utf-8"))


def reword(pack: Path, old: str = "would run", new: str = "could run") -> None:
    """A sound edit of the claim that is asked for."""
    file = file_of(pack, "bus-money")
    share = "town's share "
    file.write_text(file.read_text("utf-8").replace(share + old, share + new), "utf-8")


async def look_twice(watching: Watch | Watching) -> None:
    """An edit is seen at the first look, and read at the second."""
    await watching.check()
    await watching.check()


def watched(settings: Settings, **more: Any) -> tuple[Library, Watching, list[str]]:
    """The articles, their watch, and what it tells."""
    told: list[str] = []
    started = fingerprints(settings)
    library = build_library(settings)
    return library, watch(settings, library, started, on_outcome=told.append, **more), told


async def test_sound_edits_are_taken_over_and_broken_ones_are_not(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    library, watching, told = watched(settings, clock=lambda: NOW)
    shelf = library.first
    before, motions = answer(shelf), shelf.brief.motions()
    file = file_of(settings.knowledge, "bus-money")
    whole = file.read_text("utf-8")

    file.write_text(whole.replace("claim: >-", "claim: [", 1), "utf-8")
    await look_twice(watching)
    assert told == ["refused"]
    assert f"{file.name}" in caplog.text, "the log names the file"
    assert answer(shelf) == before

    file.write_text(whole, "utf-8")
    sentences = settings.prompts / "en" / "ask.yaml"
    sentences.write_text(sentences.read_text("utf-8") + "\nbroken: “{nothing\n", "utf-8")
    told.clear()
    await look_twice(watching)
    assert sorted(told) == ["refused", "taken"], "broken prompts keep no pack from being mended"
    assert shelf.brief.motions() == motions
    assert answer(shelf) == before

    shutil.copy(ROOT / "prompts" / "en" / "ask.yaml", settings.prompts / "en" / "ask.yaml")
    (settings.knowledge / "motions" / "cash.yaml").write_text("motion: Cash must stay.\n", "utf-8")
    reword(settings.knowledge)
    told.clear()
    await look_twice(watching)
    assert told == ["taken", "taken"]
    assert "Cash must stay." in shelf.brief.motions()
    assert "share could run" in answer(shelf)
    assert not shelf.ask.knowledge.turns.acts, "examples that were learned from are kept nowhere"


async def test_what_was_taken_or_refused_can_be_looked_up(settings: Settings) -> None:
    library, watching, _ = watched(settings, clock=lambda: NOW)
    file = file_of(settings.knowledge, "bus-money")
    whole = file.read_text("utf-8")
    name = f"night-train/entries/{file.name}"

    file.write_text(whole.replace("claim: >-", "claim: [", 1), "utf-8")
    await look_twice(watching)
    (refused,) = library.edits.of("night-train")
    file.write_text(whole, "utf-8")
    await look_twice(watching)

    assert (refused.fate, refused.at, refused.files) == (Fate.REFUSED, NOW, (name,))
    assert refused.why.startswith(f"{name}:"), "where it is, but not where on this machine"
    (taken,) = library.edits.of("night-train")
    assert (taken.fate, taken.why) == (Fate.TAKEN, ""), "what is mended is refused no more"


async def test_an_article_is_edited_without_the_other(two: Settings) -> None:
    library, watching, told = watched(two)
    train, other = library
    file = file_of(two.packs[1], "bus-money")
    file.write_text("entries: [", "utf-8")
    reword(two.packs[0])

    await look_twice(watching)

    assert sorted(told) == ["refused", "taken"]
    assert [library.edits.of(one.id)[0].fate for one in library] == [Fate.TAKEN, Fate.REFUSED]
    assert "could run" in answer(train)
    assert "would run" in answer(other)


async def test_an_edit_that_gives_two_articles_one_title_is_refused(two: Settings) -> None:
    library, watching, told = watched(two)
    source = two.packs[1] / "source.yaml"
    title = library.first.title
    source.write_text(source.read_text("utf-8").replace(OTHER[1], f'"{title}"'))

    await look_twice(watching)

    assert told == ["refused"]
    assert "have the same title" in library.edits.of("other")[0].why
    assert [shelf.title for shelf in library] == [title, OTHER[1]]


async def test_an_edit_saved_while_the_bot_starts_is_taken_over(settings: Settings) -> None:
    started = fingerprints(settings)
    library = build_library(settings)
    reword(settings.knowledge)  # what was loaded is older than this

    await look_twice(watch(settings, library, started))

    assert "could run" in answer(library.first)


async def test_an_edit_saved_while_another_is_learned_is_taken_over_next(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, watching, told = watched(settings)
    aside = reload.run_aside

    async def and_save(work: Callable[..., Any], *args: Any) -> Any:
        learned = await aside(work, *args)
        if not told:
            reword(settings.knowledge, "could run", "might run")
        return learned

    monkeypatch.setattr(reload, "run_aside", and_save)
    reword(settings.knowledge)
    await look_twice(watching)
    told.append("one look")
    await look_twice(watching)

    assert told == ["one look", "taken"]
    assert "might run" in answer(library.first)


async def test_an_edit_is_never_learned_in_the_bots_own_process(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(settings.models)
    await learn_aside(settings, lambda: None)  # also when it starts

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("learned here")

    for module in ("bot.retrieval.retriever", "bot.retrieval.turns", "bot.retrieval.acts"):
        monkeypatch.setattr(f"{module}.learn", forbidden)
    library, watching, told = watched(settings)
    reword(settings.knowledge)
    await look_twice(watching)

    assert told == ["taken"]
    assert "could run" in answer(library.first)


async def test_an_edit_is_taken_over_where_nothing_can_be_kept(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, watching, told = watched(settings)
    own = settings.models
    shutil.rmtree(own)
    own.write_text("a file in its place keeps everybody from writing into it")

    reword(settings.knowledge)
    await look_twice(watching)

    assert told == ["taken"], library.edits.of("night-train")
    assert "could run" in answer(library.first)


async def test_an_edit_is_read_once_the_files_are_quiet(tmp_path: Path) -> None:
    read: list[str] = []
    file = tmp_path / "a.yaml"
    file.write_text("0", "utf-8")

    async def take_over(_: Change) -> None:
        read.append(file.read_text("utf-8"))

    watching = Watch((tmp_path,), take_over, fingerprint((tmp_path,)))
    for text in ("1", "22", "333"):
        file.write_text(text, "utf-8")
        await watching.check()
    assert read == []
    await look_twice(watching)

    assert read == ["333"]


async def test_it_looks_by_itself_until_it_is_stopped(tmp_path: Path) -> None:
    taken = asyncio.Event()

    async def take_over(_: Change) -> None:
        taken.set()

    one = Watch((tmp_path,), take_over, fingerprint((tmp_path,)))
    watching = Watching([one], every=0.001)
    await watching.start()
    (tmp_path / "a.yaml").write_text("0", "utf-8")
    await taken.wait()
    await watching.stop()


@pytest.mark.parametrize("left", ["lock", "backup", "loop", "folder loop", "empty", "comment"])
async def test_what_editors_leave_keeps_no_good_edit_from_being_taken(
    settings: Settings, left: str
) -> None:
    library, watching, told = watched(settings)
    entries = settings.knowledge / "entries"
    match left:
        case "lock":
            (entries / ".#plan.yaml").symlink_to("ada@machine.1234:56")
        case "backup":
            shutil.copy(entries / "plan.yaml", entries / "plan.yaml~")
        case "loop":
            (entries / "loop.yaml").symlink_to(entries / "loop.yaml")
        case "folder loop":
            (entries / "again").symlink_to(entries)
        case "empty":
            (entries / "new.yaml").touch()
        case "comment":
            (entries / "new.yaml").write_text("# to be written\n")

    reword(settings.knowledge)
    await look_twice(watching)

    assert told == ["taken"], library.edits.of("night-train")
    assert "could run" in answer(library.first)


async def test_a_file_that_was_emptied_is_refused(settings: Settings) -> None:
    library, watching, told = watched(settings)

    os.truncate(settings.knowledge / "premises.yaml", 0)
    await look_twice(watching)

    assert told == ["refused"]
    why = library.edits.of("night-train")[0].why
    assert why == "night-train/premises.yaml:1:1: was emptied; write into it, or delete it"


async def test_a_file_of_ten_megabytes_is_refused_with_words(settings: Settings) -> None:
    library, watching, told = watched(settings)

    (settings.knowledge / "entries" / "huge.yaml").write_text("# filling\n" * 1_000_000)
    await look_twice(watching)

    assert told == ["refused"]
    assert "the pack holds 10 MB of YAML" in library.edits.of("night-train")[0].why


@pytest.mark.parametrize("lost", ["injection.yaml", "unsafe.yaml"])
async def test_an_edit_that_loses_the_safety_examples_is_refused(
    two: Settings, caplog: pytest.LogCaptureFixture, lost: str
) -> None:
    library, watching, told = watched(two)
    known = [(shelf.ask.knowledge, answer(shelf)) for shelf in library]

    (two.knowledge / "common" / lost).unlink()
    await look_twice(watching)

    assert told == ["refused", "refused"]
    assert f"common/{lost}:1:1: the file is missing" in caplog.text
    assert [(shelf.ask.knowledge, answer(shelf)) for shelf in library] == known
    with pytest.raises(KnowledgeError):
        build_library(two)


def test_what_is_learned_aside_says_what_it_was(settings: Settings) -> None:
    learned = learn_pack(settings.knowledge, settings.models, settings.models, "static")

    assert learned.folder == settings.models
    assert learned.digest == build_library(settings).first.ask.knowledge.digest
