"""Reads a knowledge folder into a `Knowledge`; a broken file raises KnowledgeError naming file,
line, column and cure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from bot.errors import KnowledgeError
from bot.knowledge.conversation import Conversation, FacetFile, Facets
from bot.knowledge.files import read_file
from bot.knowledge.models import (
    ChatSpeak,
    CommonFile,
    CommonGroup,
    Elsewhere,
    EntryFile,
    Glossary,
    Knowledge,
    Language,
    NearMissFile,
    OwnWords,
    PremiseFile,
    Source,
)
from bot.knowledge.pack_files import too_large, yaml_files
from bot.knowledge.packs import slug
from bot.knowledge.positions import Finding
from bot.knowledge.shipped import common_of
from bot.knowledge.turns_loader import read_turns

M = TypeVar("M", bound=BaseModel)
COMMON_GROUPS = ("small_talk", "off_topic", "injection", "unsafe")
"""Files of `common/` with what no article answers. None may be missing: without them orders,
threats and cries for help would be taken for questions.
"""

_ASIDE = {
    "languages",
    "motions",
    "dialogue",
    "acts",
    "facets",
    "conversation.yaml",
    "terms.yaml",
}
"""Folders and files that the ranker of the article learns nothing from."""


def digest_of(article: Path) -> str:
    """SHA-256 (hex) over names and contents: the same knowledge gives the same digest on every
    machine, wherever its `common/` lies.
    """
    whole = hashlib.sha256()
    for name, path in _named(article):
        if _ASIDE.intersection(name.parts[1:]):
            continue
        whole.update(name.as_posix().encode() + b"\0")
        with suppress(OSError):  # a loop of links, or gone meanwhile: reading it tells which
            whole.update(path.read_bytes())
        whole.update(b"\0")
    return whole.hexdigest()


def _named(article: Path) -> list[tuple[Path, Path]]:
    """Every file a knowledge folder is made of, those of its `common/` included, each behind its
    name below the two folders; in a fixed order.
    """
    return sorted(
        (path.relative_to(folder.parent), path)
        for folder in (article, common_of(article))
        for path in yaml_files(folder, "**/*.yaml")
    )


def load(article: Path) -> Knowledge:
    """Read everything below `article` and the `common/` that goes with it, as it stood at one
    moment.

    An editor may save while we read: then what was read belongs to no digest, and a model learned
    from it would be kept under a wrong one. Raises KnowledgeError naming every finding.
    """
    while True:
        for folder in (article, common_of(article)):  # before anything of it is read
            if large := list(too_large(folder)):
                raise KnowledgeError("\n".join(map(str, large)))
        before = digest_of(article)
        knowledge = _read(article, before)
        if digest_of(article) == before:
            return knowledge


def _read(article: Path, digest: str) -> Knowledge:
    if not (article / "source.yaml").is_file():
        raise KnowledgeError(
            f"{article}: no source.yaml here; EYEBOT_KNOWLEDGE must name the folder of one article"
        )
    common = common_of(article)
    files = _Files(article, common)
    read, many, findings = files.read, files.many, files.findings

    source = read(article / "source.yaml", Source)
    entries = many(yaml_files(article / "entries"), EntryFile)
    glossary = read(article / "glossary.yaml", Glossary)
    near = many(yaml_files(article, "out_of_scope*.yaml"), NearMissFile)
    premises = many(yaml_files(article, "premises*.yaml"), PremiseFile)
    speak = read(common / "chat_speak.yaml", ChatSpeak)
    world = read(common / "elsewhere.yaml", Elsewhere)
    if not findings and not any(file.entries for file in entries):
        findings.append(Finding(str(article / "entries"), 1, 1, "holds no entry", "write one"))
    small_talk, off_topic, injection, unsafe = map(files.group, COMMON_GROUPS)
    talk, facets = files.conversation(), files.facets()
    terms = many([path for path in (common / "terms.yaml",) if path.is_file()], Glossary)
    findings += _without_help(unsafe, common / "unsafe.yaml")
    turns = read_turns(common)
    if isinstance(turns, list):
        raise KnowledgeError("\n".join(str(finding) for finding in sorted([*findings, *turns])))
    if findings or source is None or glossary is None or speak is None or world is None:
        raise KnowledgeError("\n".join(str(finding) for finding in sorted(findings)))
    return Knowledge.model_construct(
        source=source,
        entries=tuple(entry for file in entries for entry in file.entries),
        glossary=glossary,
        near_misses=tuple(item for file in near for item in file.groups),
        premises=tuple(item for file in premises for item in file.groups),
        small_talk=small_talk,
        off_topic=off_topic,
        injection=injection,
        unsafe=unsafe,
        chat_speak=speak,
        elsewhere=world.names,
        turns=turns,
        conversation=talk,
        facets=facets,
        terms=tuple(term for file in terms for term in file.terms),
        digest=digest,
        id=source.id or slug(article.resolve().name),
    )


class _Files:
    """Reads files, and keeps what is wrong with them."""

    def __init__(self, article: Path, common: Path) -> None:
        self.findings: list[Finding] = []
        self._article = article
        self._common = common

    def read(self, path: Path, model: type[M]) -> M | None:
        """One file; None, and the findings, where it can't be read."""
        found = read_file(path, model)
        if isinstance(found, model):
            return found
        self.findings.extend(found)  # type: ignore[arg-type]  # not a model, so the findings
        return None

    def many(self, paths: Iterable[Path], model: type[M]) -> list[M]:
        """Those of several files that can be read."""
        return [item for path in paths if (item := self.read(path, model)) is not None]

    def group(self, name: str) -> tuple[CommonGroup, ...]:
        """What is common to all packs, and what this one adds."""
        shared = self.read(self._common / f"{name}.yaml", CommonFile)
        own = self.many(yaml_files(self._article, f"{name}.yaml"), CommonFile)
        return tuple(one for file in (shared, *own) if file for one in file.groups)

    def conversation(self) -> Conversation:
        """What the pack brings to a conversation; a pack may bring nothing."""
        found = self.many(yaml_files(self._article, "conversation.yaml"), Conversation)
        return next(iter(found), Conversation())

    def facets(self) -> tuple[Facets, ...]:
        """Other forms of claims, as far as the pack has some."""
        found = self.many(yaml_files(self._article / "facets"), FacetFile)
        return tuple(one for file in found for one in file.facets)


def _without_help(unsafe: tuple[CommonGroup, ...], path: Path) -> list[Finding]:
    if not unsafe or any(one.crisis for one in unsafe):
        return []
    what = "no group is marked `crisis: true`: nobody in danger would be told where help is"
    cure = "mark the groups on self-harm, or restore the project's file"
    return [Finding(str(path), 1, 1, what, cure)]


def load_languages(article: Path) -> tuple[Language, ...]:
    """The word tables of other languages; apart from `load`, because only a question in another
    language needs them.
    """
    return with_own_words(article, common_languages(common_of(article)))


def common_languages(common: Path) -> tuple[Language, ...]:
    """The tables that all articles share."""
    return tuple(_all_of(yaml_files(common / "languages"), Language))


def with_own_words(article: Path, languages: Sequence[Language]) -> tuple[Language, ...]:
    """The same with the words that a pack adds to them."""
    own = {one.code: one.words for one in _all_of(yaml_files(article / "languages"), OwnWords)}
    return tuple(
        language.model_copy(update={"words": language.words | own[language.code]})
        if language.code in own
        else language
        for language in languages
    )


def _all_of(paths: Iterable[Path], model: type[M]) -> list[M]:
    """Every file as its model. Raises KnowledgeError with what is wrong in any of them."""
    read = [read_file(path, model) for path in paths]
    if findings := [finding for one in read if isinstance(one, list) for finding in one]:
        raise KnowledgeError("\n".join(map(str, findings)))
    return [one for one in read if isinstance(one, model)]
