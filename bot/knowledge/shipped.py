"""Where the program's own `knowledge/` and `prompts/` are, and which `common/` goes with a pack."""

from __future__ import annotations

from pathlib import Path

_PACKAGED = Path(__file__).parents[1] / "_data"
_CHECKOUT = Path(__file__).parents[2]


def data_root() -> Path:
    """The folder of `knowledge/` and `prompts/`: inside the wheel, or beside `bot/` in a
    checkout.
    """
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def common_of(article: Path) -> Path:
    """What is common to all packs: the folder beside this one, else the one that is shipped."""
    beside = article.parent / "common"
    return beside if beside.is_dir() else data_root() / "knowledge" / "common"
