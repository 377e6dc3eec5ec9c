"""Whether a sentence says no more than its passages: no figure, date, percentage or name that they
lack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.knowledge.models import ENGLISH, Passage, Source
from bot.knowledge.passages import figures_in, names_in

_COUNTED = frozenset({"2", "3"})
"""Counts that a sentence makes itself: "two reasons", "three problems"."""
CURE = "take it out, or cite the passage that holds it"


def ungrounded(text: str, locators: Sequence[str], source: Source) -> Iterator[str]:
    """What a sentence holds that none of these passages does; the length of a list of links that it
    cites is a figure too.
    """
    passages = source.passages()
    held = [passages[locator] for locator in locators if locator in passages]
    known = [passage for _, passage in held]
    lengths = {str(sum(bool(p.link) for p in section.passages)) for section, p in held if p.link}
    figures = {figure for passage in known for figure in passage.figures}
    figures |= {figure.rstrip("%") for figure in figures} | _COUNTED | lengths
    for figure in sorted(figures_in(text)):
        if figure not in figures and figure.rstrip("%") not in figures:
            yield f"the figure {figure} is in none of its passages"
    # Elsewhere a capital letter need not begin a name.
    found = names_in(text) if source.language == ENGLISH else ()
    names = names_of(known, source)
    for name in sorted(found):
        if name not in names and name.removesuffix("'s") not in names:
            yield f"the name {name} is in none of its passages"


def names_of(known: Sequence[Passage], source: Source) -> set[str]:
    """The names of these passages, word by word, and those that may stand anywhere."""
    names = {
        word
        for passage in known
        for name in passage.names
        for word in re.findall(r"[\w.&'-]+", name)
    }
    names |= {word.removesuffix("'s") for word in names}
    return (
        names
        | {word for author in source.authors for word in f"{author.name} {author.also}".split()}
        | set(source.site.split())
        | {word for name in source.subject for word in name.split()}
    )
