"""Edits of knowledge and prompts taken over while the bot runs: checked and learned in a process of
its own, loaded aside, then swapped in between two questions; each article by itself.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.articles import forget_languages
from bot.clock import Clock, wall_clock
from bot.debate.formats import check_words
from bot.errors import KnowledgeError, SetUpError
from bot.knowledge.checking.checks import check
from bot.knowledge.loader import load
from bot.knowledge.models import Knowledge
from bot.knowledge.packs import require_apart
from bot.knowledge.positions import Finding
from bot.knowledge.shipped import common_of
from bot.retrieval import cache
from bot.retrieval.acts import kept_acts, load_acts
from bot.retrieval.calibration import Calibration
from bot.retrieval.retriever import Retriever, kept_model, load_model
from bot.retrieval.turns import kept_turns, load_turns
from bot.services.asking.edits import Edit, Fate
from bot.services.asking.library import Library, Shelf
from bot.services.debating.brief import check_templates
from bot.settings import Settings
from bot.timers.aside import run_aside
from bot.timers.watch import (
    Change,
    EditedMeanwhileError,
    Outcome,
    Print,
    Watch,
    Watching,
    fingerprint,
)
from bot.wording import Wording
from bot.wording.motions import MotionTemplate, read_motions

Prints = Mapping[Path, Print]
"""What the folders of each pack, and of the prompts, look like."""


def fingerprints(settings: Settings) -> Prints:
    """Taken before anything is read: what is saved meanwhile differs from them."""
    packs = {pack: fingerprint(_folders(pack)) for pack in settings.packs}
    return {**packs, settings.prompts: fingerprint((settings.prompts,))}


def _folders(pack: Path) -> tuple[Path, ...]:
    return (pack, common_of(pack))


async def learn_aside(settings: Settings, announce: Callable[[], None]) -> None:
    """Learn every article that no kept model fits, each in a process of its own, whose memory goes
    back to the machine. Where nothing can be kept, the bot learns by itself.
    """
    if not _is_writable(settings.models):
        return
    for pack in settings.packs:
        knowledge = await asyncio.to_thread(load, pack)
        models, embedding, turns = settings.models, settings.embedding, knowledge.turns.digest
        kept = (
            cache.cache_path(models, knowledge.digest, embedding, knowledge.id),
            cache.turns_path(models, turns),
            cache.acts_path(models, turns),
        )
        if not all(path.exists() for path in kept):
            announce()
            await run_aside(learn_pack, pack, models, models, embedding)


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class Learned:
    """What a pack was when it was learned, and the folder in which that is kept."""

    digest: str
    turns_digest: str
    folder: Path


def learn_pack(
    pack: Path,
    folder: Path,
    spare: Path,
    embedding: str,
    is_checked: bool = False,  # a process is started with it
) -> Learned:
    """Load a pack and keep what was learned of it, in the spare folder where the usual one can't be
    written to. For a process of its own. Raises KnowledgeError where the pack is broken.
    """
    if is_checked and (findings := check(pack)):
        raise KnowledgeError("\n".join(map(str, findings)))
    knowledge = load(pack)
    kept = folder if _is_writable(folder) else spare
    load_model(knowledge, kept, embedding=embedding)
    load_turns(knowledge.turns, knowledge.chat_speak, kept)
    load_acts(knowledge.turns, knowledge.chat_speak, kept)
    return Learned(knowledge.digest, knowledge.turns.digest, kept)


def watch(
    settings: Settings,
    library: Library,
    started: Prints,
    *,
    every: float = 5.0,
    clock: Clock = wall_clock,
    on_outcome: Callable[[str], None] = lambda _: None,
) -> Watching:
    """Looks after the folders of every article and of the prompts. What does not load or pass `kb
    check` changes nothing; the log, the library's edits and `on_outcome` are told what was taken or
    refused. `started` is what the folders were like before the library was built.
    """

    def note(article: str, outcome: Outcome) -> None:
        fate = Fate.REFUSED if outcome.why else Fate.TAKEN
        shown = partial(_without_root, settings)
        files = tuple(map(shown, outcome.change.files))
        library.edits.note(Edit(article, fate, clock(), files, shown(outcome.why)))
        on_outcome(fate)

    watches = [
        Watch(
            _folders(pack),
            partial(_take_pack, settings.of(pack), library, shelf),
            started[pack],
            partial(note, shelf.id),
        )
        for pack, shelf in zip(settings.packs, library, strict=True)
    ]
    prompts = Watch(
        (settings.prompts,),
        partial(_take_prompts, settings, library),
        started[settings.prompts],
        partial(note, ""),
    )
    return Watching([*watches, prompts], every=every)


def _without_root(settings: Settings, text: str) -> str:
    """Names of files as an editor knows them: where they lie on this machine is nobody's
    business.
    """
    for pack in settings.packs:
        text = text.replace(f"{pack.parent}{os.sep}", "")
        text = text.replace(f"{common_of(pack).parent}{os.sep}", "")
    return text.replace(f"{settings.prompts.parent}{os.sep}", "")


async def _take_pack(settings: Settings, library: Library, shelf: Shelf, change: Change) -> None:
    _refuse_emptied(change)
    if any(f"{os.sep}languages{os.sep}" in name for name in change.files):
        forget_languages()
    pack, models = settings.knowledge, settings.models
    with tempfile.TemporaryDirectory(prefix="eyebot-learned-") as spare:
        learned = await run_aside(learn_pack, pack, models, Path(spare), settings.embedding, True)
        knowledge, retriever = await asyncio.to_thread(_read, settings, learned)
    others = [(Path(one.id), one.ask.knowledge) for one in library if one is not shelf]
    require_apart([*others, (pack, knowledge)])
    if knowledge.id != shelf.id:
        what = f"the id was {shelf.id} and is {knowledge.id}: servers and debates know it by that"
        raise KnowledgeError(str(Finding(str(pack / "source.yaml"), 1, 1, what, "restart the bot")))
    wording = shelf.ask.wording
    templates = await asyncio.to_thread(read_motions, settings.prompts, pack)
    check_templates(templates, wording.say)
    shelf.brief.adopt(templates)
    shelf.ask.reload(knowledge, retriever)
    await asyncio.to_thread(shelf.ask.read_languages)
    forget_languages()


def _read(settings: Settings, learned: Learned) -> tuple[Knowledge, Retriever]:
    """What the other process has learned; never learned here."""
    knowledge = load(settings.knowledge)
    if (knowledge.digest, knowledge.turns.digest) != (learned.digest, learned.turns_digest):
        raise EditedMeanwhileError
    model = kept_model(knowledge, learned.folder, settings.embedding)
    turns = kept_turns(knowledge.turns, learned.folder)
    acts = kept_acts(knowledge.turns, learned.folder)
    if model is None or turns is None or acts is None:
        raise SetUpError(
            f"{learned.folder}: what was learned could not be kept; mend its permissions, or is the"
            " disk full?"
        )
    calibration = Calibration.load(settings.calibration)
    return knowledge.once_learned(), Retriever(knowledge, model, calibration, turns, acts)


def _refuse_emptied(change: Change) -> None:
    """Half a save, or a slip; whoever means it deletes the file."""
    if change.emptied:
        findings = (
            Finding(name, 1, 1, "was emptied", "write into it, or delete it")
            for name in change.emptied
        )
        raise KnowledgeError("\n".join(map(str, findings)))


async def _take_prompts(settings: Settings, library: Library, change: Change) -> None:
    _refuse_emptied(change)

    def read() -> tuple[Wording, list[tuple[MotionTemplate, ...]]]:
        wording = Wording.load(settings.prompts)
        check_words(wording.under)
        found = [read_motions(settings.prompts, pack) for pack in settings.packs]
        for templates in found:
            check_templates(templates, wording.say)
        return wording, found

    wording, found = await asyncio.to_thread(read)
    library.first.ask.wording.adopt(wording)
    for shelf, templates in zip(library, found, strict=True):
        shelf.brief.adopt(templates)
