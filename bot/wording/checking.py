"""What is wrong with a folder of `prompts/`, also what keeps nothing from starting: sentences that
nothing says, slots that an edit dropped, texts that Discord cuts off or refuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from bot.errors import WordingError
from bot.knowledge.positions import Finding
from bot.wording.catalogue import Catalogue
from bot.wording.speech import Wording
from bot.wording.templates import Template, read_locale

TABLES = ("ask.chat.", "commands.", "demo.", "pictures.", "prompts.", "talk.")
"""Beginnings of keys that are read as a whole table, so that one more is said as well."""
_ELSEWHERE = ("console.", "demo.", "workshop.")
"""Beginnings of keys that Discord never sees."""
_MESSAGE, _BUTTON, _LISTED, _NAME = 2000, 80, 100, 32
"""Discord's limits: a message, what stands on a button, a description or choice of a command, a
command's name.
"""
_IS_NAME = re.compile(r"[\w-]+")


def prompt_findings(folder: Path) -> list[Finding]:
    """Everything wrong with the sentences of every locale."""
    try:
        Wording.load(folder)
    except WordingError as error:
        return [Finding.read(line) for line in str(error).splitlines()]
    catalogue = Catalogue.load()
    return sorted(
        finding
        for path in sorted(folder.iterdir())
        if path.is_dir() and len(path.name) in (2, 5)
        for key, template in read_locale(path).items()
        for finding in _of(key, template, catalogue)
    )


def _of(key: str, template: Template, catalogue: Catalogue) -> Iterator[Finding]:
    told = Finding.read(f"{template.place}: ")
    for what, cure in (*_unsaid(key, catalogue), *_dropped(key, template, catalogue)):
        yield Finding(told.path, told.line, told.column, what, cure)
    for what, cure in _too_long(key, template.text.strip()):
        yield Finding(told.path, told.line, told.column, f"{key}: {what}", cure)


def _unsaid(key: str, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    if key in catalogue.slots or key.startswith(TABLES):
        return
    near = get_close_matches(key, catalogue.slots, 1, 0.8)
    cure = f"mend its spelling: {near[0]}" if near else "take it out"
    yield f"nothing says {key}", cure


def _dropped(key: str, template: Template, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for slot in sorted(catalogue.slots.get(key, frozenset()) - template.slots):
        yield f"{key}: {{{slot}}} is gone, so that what it stood for isn't told", "put it back"


def _too_long(key: str, text: str) -> Iterator[tuple[str, str]]:
    """Where Discord would refuse it, or the bot would have to cut it off."""
    if key.startswith(_ELSEWHERE):
        return
    last = key.rpartition(".")[2]
    most, what = _MESSAGE, "a message"
    if key.startswith("commands."):
        is_name = last == "name" and ".options." not in key
        most, what = (_NAME, "a name") if is_name else (_LISTED, "a description")
        if is_name and (not _IS_NAME.fullmatch(text) or text != text.lower()):
            yield f"“{text}” is no name of a command", "write it in lower case, without blanks"
        if not text:
            yield "is empty, and Discord wants a description", "write 1 to 100 characters"
    elif last == "button" or last.endswith("_button") or ".buttons." in key:
        most, what = _BUTTON, "a button"
    if len(text) > most:
        yield f"has {len(text)} characters; {what} holds {most}", "shorten it"
