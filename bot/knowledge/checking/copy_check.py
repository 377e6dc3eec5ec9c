"""Whether a pack was written from this text: its hashes, figures and names against a numbered copy
of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bot.errors import KnowledgeError
from bot.knowledge.models import Passage, Source
from bot.knowledge.passages import PassageText, figures_in, normalise, read_article
from bot.knowledge.positions import Finding, Positions


def against_copy(article: Path, source: Source, copy: Path) -> Iterator[Finding]:
    """Everything in which `source.yaml` and the copy differ. Raises KnowledgeError when the copy
    can't be read.
    """
    try:
        texts = {passage.locator: passage for passage in read_article(copy)}
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(
            f"{copy}: cannot be read ({error}); give the numbered copy of the article"
        ) from error
    path = article / "source.yaml"
    positions = Positions(path)
    for section_number, section in enumerate(source.sections):
        for number, passage in enumerate(section.passages):
            locator = f"{section.id}:{passage.number}"
            place = positions.at("sections", section_number, "passages", number)
            text = texts.pop(locator, None)
            if text is None:
                what, cure = f"{locator} is not in {copy}", "number the copy as source.yaml does"
                yield Finding(str(path), *place, what, cure)
                continue
            for what, cure in _differences(passage, text, copy):
                yield Finding(str(path), *place, what, cure)
    for locator in texts:
        what = f"{copy} has {locator}, which is not listed"
        yield Finding(str(path), 1, 1, what, "add the passage to its section")


def _differences(passage: Passage, text: PassageText, copy: Path) -> Iterator[tuple[str, str]]:
    """What is wrong with one passage, and the cure."""
    if text.sha256 != passage.sha256 or text.words != passage.words:
        cure = f"re-read its entries, then set words: {text.words} and sha256: {text.sha256}"
        yield f"{text.locator} reads otherwise in {copy}", cure
        return
    if passage.link:  # a link's figures and names are those of the page it leads to
        return
    for figure in sorted(figures_in(text.text) - set(passage.figures)):
        yield f"{text.locator} holds the figure {figure}", "add it to figures"
    read = set(re.findall(r"[\w.&'-]+", normalise(text.text)))
    held = figures_in(text.text) | read
    held |= {word.strip("-.'").removesuffix("'s") for word in read}
    for what, listed in (("figure", passage.figures), ("name", passage.names)):
        for one in listed:
            words = [one] if what == "figure" else re.findall(r"[\w.&'-]+", normalise(one))
            if not all(word in held or word.removesuffix("'s") in held for word in words):
                yield f"the {what} {one} is not in {text.locator}", "take it out of the list"
