"""Passages of a local copy of the article, to quote from where the deployment may. The copy stays
where it is: nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.errors import SetUpError
from bot.knowledge.models import Source
from bot.knowledge.passages import PassageText, read_article


def read_copy(copy: Path) -> tuple[PassageText, ...]:
    """The passages of a numbered copy. Raises SetUpError where it can't be read, or holds none."""
    try:
        found = tuple(read_article(copy))
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "is no UTF-8 text"
        raise SetUpError(
            f"EYEBOT_ARTICLE: {copy}: {why}; name the numbered copy of the article, or leave it out"
        ) from error
    if not found:
        raise SetUpError(
            f"EYEBOT_ARTICLE: {copy}: holds no numbered passage; `eyebot kb init` writes one"
        )
    return found


def quotes_of(source: Source, copy: tuple[PassageText, ...]) -> Mapping[str, str]:
    """Locator -> text of the passages that read as they did when the pack was written; none of
    another article's.
    """
    hashes = {name: passage.sha256 for name, (_, passage) in source.passages().items()}
    return {
        passage.locator: passage.text
        for passage in copy
        if hashes.get(passage.locator) == passage.sha256
    }
