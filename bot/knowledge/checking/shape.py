"""Whether a folder is a pack at all, and what it lacks to be one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.knowledge.pack_files import yaml_files
from bot.knowledge.positions import Finding

_BEGIN = "`eyebot kb init ARTICLE.md` begins a pack with every file"


def not_a_pack(article: Path) -> list[Finding]:
    """Why a folder is no pack, a line each; empty where it has a `source.yaml`."""
    if (article / "source.yaml").is_symlink() or (article / "source.yaml").exists():
        return []
    return [Finding(str(article), 1, 1, what, cure) for what, cure in _lacks(article)]


def _lacks(article: Path) -> Iterator[tuple[str, str]]:
    packs = sorted(path.parent for path in article.glob("*/source.yaml"))
    if not article.exists():
        yield "there is no such folder", f"name a pack's folder in EYEBOT_KNOWLEDGE; {_BEGIN}"
    elif not article.is_dir():
        yield "is a file", "name the pack's folder in EYEBOT_KNOWLEDGE"
    elif packs:
        named = ", ".join(map(str, packs))
        yield "is no pack but holds some", f"name one of them in EYEBOT_KNOWLEDGE: {named}"
    else:
        yield "has no source.yaml: title, authors, passages", _BEGIN
        if not yaml_files(article / "entries"):
            yield "has no entries/*.yaml: what the article says", _BEGIN
        if not (article / "glossary.yaml").exists():
            yield "has no glossary.yaml: what members call things", "write it; `terms: []` will do"
