"""Which files of a folder belong to a pack; what editors leave beside them (locks, swap files) does
not.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from bot.knowledge.positions import Finding

LARGEST_FILE = 4_000_000
LARGEST_PACK = 10_000_000
"""Bytes. 5,000 entries with 12 asks are some five million; a file of ten took gigabytes to learn.
"""
_SHORT = 4_000
"""Bytes up to which a file is looked at for being empty."""
_PACK = ("source", "glossary", "conversation", "small_talk", "off_topic", "injection", "unsafe")
_MANY = ("out_of_scope", "premises")
_COMMON = ("small_talk", "off_topic", "injection", "unsafe", "chat_speak", "elsewhere", "terms")
_FOLDERS = ("entries", "facets", "languages", "motions")


def yaml_files(folder: Path, pattern: str = "*.yaml") -> list[Path]:
    """The YAML files of a folder in a fixed order, without hidden ones: Emacs locks `x.yaml` with a
    dangling link `.#x.yaml`, macOS leaves `._x.yaml`. A file that nothing is written in yet, or a
    link that leads nowhere, is passed over: it keeps no edit of another file from being read.
    """
    return [path for path in _matching(folder, pattern) if not _holds_nothing(path)]


def _matching(folder: Path, pattern: str) -> list[Path]:
    return sorted(
        path
        for path in folder.glob(pattern)
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _holds_nothing(path: Path) -> bool:
    """Whether there is no line to be read, or nothing at its end."""
    try:
        if path.stat().st_size > _SHORT:
            return False
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return path.is_symlink()
    except UnicodeDecodeError:
        return False
    return all(not line.strip() or line.lstrip().startswith("#") for line in lines)


def passed_over(article: Path) -> Iterator[Finding]:
    """Files that are not read because nothing can be."""
    for path in _matching(article, "**/*.yaml"):
        if _holds_nothing(path):
            what, cure = "is empty", "write into it, or delete it"
            if not path.exists():
                what, cure = "leads nowhere", "remove the link"
            yield Finding(str(path), 1, 1, f"{what}, so it isn't read", cure)


def ignored(article: Path, common: Path) -> Iterator[Finding]:
    """Files that look like knowledge but are never read."""
    for path in _below(article):
        if not _is_read(path.relative_to(article)):
            yield _unread(path, [*_PACK, *_MANY])
    for path in _below(common):
        place = path.relative_to(common)
        if path.suffix != ".yaml" or not _is_common(place):
            yield _unread(path, [*_COMMON])


def too_large(article: Path) -> Iterator[Finding]:
    """Whether a pack, or what is common to all, is larger than can be learned."""
    sizes = {path: path.stat().st_size for path in _below(article) if path.exists()}
    total = sum(sizes.values())
    if total > LARGEST_PACK:
        largest = max(sizes, key=lambda path: sizes[path])
        yield Finding(
            str(largest),
            1,
            1,
            f"the pack holds {total / 1e6:.0f} MB of YAML; {LARGEST_PACK / 1e6:.0f} MB can be "
            "learned",
            "take asks out, or make two packs of it",
        )


def _below(folder: Path) -> list[Path]:
    """All YAML files, however deep and whatever their name's ending."""
    return sorted(
        path for ending in ("*.yaml", "*.yml") for path in yaml_files(folder, f"**/{ending}")
    )


def _is_read(place: Path) -> bool:
    if place.suffix != ".yaml":
        return False
    if len(place.parts) == 1:
        return place.stem in _PACK or place.stem.startswith(_MANY)
    return len(place.parts) == 2 and place.parts[0] in _FOLDERS


def _is_common(place: Path) -> bool:
    if place.parts[0] == "acts":
        return len(place.parts) == 3 or place.name == "lengths.yaml"
    return place.stem in _COMMON or place.parts[0] in ("languages", "dialogue")


def _unread(path: Path, known: list[str]) -> Finding:
    if path.suffix == ".yml" and path.with_suffix("").stem:
        cure = f"name it {path.stem}.yaml"
    elif "acts" in path.parts[-3:]:
        cure = "put it into a family's folder, acts/FAMILY/ACT.yaml, as a list of `asks`"
    elif near := get_close_matches(path.stem.lower(), known, 1, 0.7):
        cure = f"name it {near[0]}.yaml"
    else:
        cure = "put entries into entries/*.yaml, or move it out of the folder"
    return Finding(str(path), 1, 1, "is not read", cure)
