"""All that `eyebot kb check` looks at: the pack, and what is looked at only when the bot starts or
when somebody measures (calibration, golden questions, motions, sentences).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.articles import check_apart
from bot.debate.formats import check_words
from bot.errors import EyebotError, KnowledgeError
from bot.knowledge.checking.advice import advise
from bot.knowledge.checking.checks import check
from bot.knowledge.checking.labelled import labelled_findings
from bot.knowledge.checking.shape import not_a_pack
from bot.knowledge.files import read_file
from bot.knowledge.models import EntryFile, Source
from bot.knowledge.pack_files import yaml_files
from bot.knowledge.positions import Finding
from bot.retrieval.calibration import Calibration
from bot.services.debating.brief import check_templates
from bot.settings import Settings
from bot.wording import Wording
from bot.wording.checking import prompt_findings
from bot.wording.motions import motion_files, read_motion


@dataclass(frozen=True, slots=True)
class Soundness:
    """What must be mended, and what would make it better."""

    findings: tuple[Finding, ...]
    advice: tuple[Finding, ...]


def examine(
    settings: Settings, copy: Path | None, tell: Callable[[str], None] = lambda _: None
) -> Soundness:
    """Look at everything of every pack; one broken part does not hide another."""
    findings: list[Finding] = []
    for pack in settings.packs:
        tell(str(pack))
        findings += not_a_pack(pack) or _of_pack(settings.of(pack), copy)
    if len(settings.packs) > 1 and not findings:
        findings += _findings_apart(settings)
    findings += prompt_findings(settings.prompts)
    advice = [] if findings else [one for pack in settings.packs for one in advise(pack)]
    return Soundness(tuple(dict.fromkeys(findings)), tuple(advice))


def _of_pack(settings: Settings, copy: Path | None) -> list[Finding]:
    pack = settings.knowledge
    found = _findings_of(lambda: check(pack, copy))
    return [*found, *_calibration(settings), *_golden(pack), *_motions(settings)]


def _findings_of(work: Callable[[], list[Finding]]) -> list[Finding]:
    """The findings, also of what can't even be loaded."""
    try:
        return work()
    except KnowledgeError as error:
        return [Finding.read(line) for line in str(error).splitlines()]


def _findings_apart(settings: Settings) -> list[Finding]:
    """Two packs that can be taken for one another, told at the second one's source."""
    try:
        check_apart(settings)
    except KnowledgeError as error:
        what, _, cure = str(error).rpartition("; ")
        named = (pack for pack in settings.packs if f"and {pack} have" in what)
        pack = next(named, settings.packs[-1])
        return [Finding(str(pack / "source.yaml"), 1, 1, what, cure)]
    return []


def _calibration(settings: Settings) -> Iterator[Finding]:
    """The pack's own, for either kind of embeddings; a pack without one has the shared one."""
    for path in sorted(settings.knowledge.glob("calibration*.json")):
        try:
            Calibration.load(path)
        except EyebotError as error:
            told = Finding.read(str(error))
            cure = f"{told.cure}, or delete it: the shared one decides then"
            yield Finding(str(path), 1, 1, told.what, cure)


def _golden(pack: Path) -> Iterator[Finding]:
    source = read_file(pack / "source.yaml", Source)
    passages = set(source.passages()) if isinstance(source, Source) else set()
    files = [read_file(path, EntryFile) for path in yaml_files(pack / "entries")]
    entries = {one.id for file in files if isinstance(file, EntryFile) for one in file.entries}
    for path in sorted((pack / "golden").glob("*.jsonl")):
        yield from labelled_findings(path, passages, entries)


def _motions(settings: Settings) -> Iterator[Finding]:
    """Each template by itself, then the words of the formats."""
    try:
        wording = Wording.load(settings.prompts)
        check_words(wording.under)
    except EyebotError:
        return  # what is wrong with the sentences is told of them
    for path in motion_files(settings.prompts, settings.knowledge):
        try:
            check_templates([read_motion(path)], wording.say)
        except EyebotError as error:
            yield from map(Finding.read, str(error).splitlines())
