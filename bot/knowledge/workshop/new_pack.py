"""Makes a new pack's folder from an article; nothing that exists is written over."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from bot.errors import KnowledgeError
from bot.knowledge.checking.placeholders import unfilled
from bot.knowledge.workshop.article import read
from bot.knowledge.workshop.parts import Article, slug
from bot.knowledge.workshop.skeleton import files_of

_ID_WORDS = 4


@dataclass(frozen=True, slots=True)
class NewPack:
    """What was made. `copy` is the numbered copy of the article, to check hashes against."""

    folder: Path
    files: tuple[Path, ...]
    copy: Path
    sections: int
    passages: int
    to_fill: int


def make(
    article: Path, packs: Path, folder: Path | None = None, schema: Path | None = None
) -> NewPack:
    """Write the skeleton of a pack into `folder`, or below `packs` under the title's words.

    `schema` is the folder of the JSON Schemas (default: `schema/` below `packs`). Raises
    KnowledgeError when the article can't be read or the folder holds anything.
    """
    found = read(article)
    folder = folder or packs / slug(found.article.title, words=_ID_WORDS)
    copy = article.with_suffix(".numbered.md") if found.numbered_here else article
    _refuse_to_overwrite(folder, copy if found.numbered_here else None)
    shown = Path(os.path.relpath(schema or packs / "schema", folder)).as_posix()
    files = {folder / name: text for name, text in files_of(found.article, shown).items()}
    if found.numbered_here:
        files[copy] = numbered_copy(found.article)
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return NewPack(
        folder,
        tuple(files),
        copy,
        len(found.article.sections),
        sum(len(section.passages) for section in found.article.sections),
        len(unfilled(folder)),
    )


def numbered_copy(article: Article) -> str:
    """The article with its passages numbered, as `eyebot kb check --article` reads it."""
    byline = article.byline
    lines = [f"# {article.title}"]
    lines += [f"by: {', '.join(byline.authors)}"] if byline.authors else []
    lines += [f"published: {byline.published}"] if byline.published else []
    lines.append("")
    for section in article.sections:
        lines += [f"## {section.id}", f"heading: {section.heading}", ""]
        lines += [f"[{section.id}:{part.number}] {part.text}" for part in section.passages]
        lines.append("")
    return "\n".join(lines)


def _refuse_to_overwrite(folder: Path, copy: Path | None) -> None:
    if folder.exists() and not folder.is_dir():
        raise KnowledgeError(f"{folder}: is a file; name another folder for the pack")
    # The article itself may lie in its pack's folder already.
    held = sorted(path for path in folder.glob("*") if path.suffix != ".md")
    if held:
        raise KnowledgeError(
            f"{folder}: holds {held[0].name} already; name a new folder, or move it away"
        )
    if copy and copy.exists():
        raise KnowledgeError(f"{copy}: exists already; move it away, or give it as the article")
