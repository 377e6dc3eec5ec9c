"""Asks an editor at the terminal for what was not given as an option, and asks again where it can't
be right.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import typer

from bot.errors import SetUpError
from bot.knowledge.files import read_file
from bot.knowledge.models import (
    Certainty,
    EntryFile,
    NearMissFile,
    NearMissKind,
    PremiseFile,
    Source,
    Voice,
)
from bot.knowledge.pack_files import yaml_files
from bot.wording import Wording

Wrong = Callable[[str], str]
"""Why an answer can't be right; empty where it can."""
_IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LEAST_ASKS = 3


class Asker:
    """Asks in the words of `prompts/`, about one pack."""

    def __init__(self, wording: Wording, article: Path) -> None:
        self._say = wording.say
        source = read_file(article / "source.yaml", Source)
        self._passages = set(source.passages()) if isinstance(source, Source) else set()
        self._entries = _ids(article)
        self._groups = _groups(article)

    def text(self, field: str, given: str, wrong: Wrong, default: str | None = None) -> str:
        """One answer; what was given as an option is held to the same. Raises SetUpError where what
        was given does not hold.
        """
        if given:
            if why := wrong(given):
                raise SetUpError(f"{_option(field)} {given}: {why}")
            return given
        while True:
            answer = self._prompt(self._label(field), default, field)
            if not (why := wrong(answer)):
                return answer
            typer.echo(self._say("workshop.new.again", why=why))

    def asks(self, given: Sequence[str], least: int = _LEAST_ASKS) -> tuple[str, ...]:
        """Ways to ask, one a line, until an empty one."""
        found = [*given]
        if len(found) >= least:
            return tuple(found)
        typer.echo(self._say("workshop.new.field.asks"))
        typer.echo(self._say("workshop.new.more_asks", n=least))
        while True:
            answer = self._prompt(f"  {len(found) + 1}", "", "ask").strip()
            if answer:
                found.append(answer)
            elif len(found) >= least:
                return tuple(found)

    def new_entry_id(self, name: str) -> str:
        """Why an id can't be a new entry's."""
        return self._identifier(name) or self._free(name, self._entries)

    def group_id(self, name: str) -> str:
        """Why an id can't be a group's; one that is there is joined."""
        return self._identifier(name)

    def entry(self, name: str) -> str:
        """Why a name can't be an entry that is there."""
        return "" if name in self._entries else self._say("workshop.new.wrong.entry", name=name)

    def entry_or_none(self, name: str) -> str:
        """The same where it may be left out."""
        return self.entry(name) if name else ""

    def passages(self, names: str) -> str:
        """Why these can't be cited."""
        listed = names.replace(",", " ").split()
        unknown = [name for name in listed if name not in self._passages] if listed else ["–"]
        return self._say("workshop.new.wrong.passage", name=unknown[0]) if unknown else ""

    def passage_or_none(self, name: str) -> str:
        """The same for one that may be left out."""
        return self.passages(name) if name else ""

    def one_of(self, choices: Sequence[str]) -> Wrong:
        """Why an answer is none of these."""

        def wrong(answer: str) -> str:
            if answer in choices:
                return ""
            named = ", ".join(filter(None, choices))
            return self._say("workshop.new.wrong.choice", choices=named)

        return wrong

    def length(self, least: int, most: int) -> Wrong:
        """Why a text is too short or too long."""

        def wrong(answer: str) -> str:
            if least <= len(answer.strip()) <= most:
                return ""
            return self._say("workshop.new.wrong.length", least=least, most=most)

        return wrong

    def has_group(self, name: str) -> bool:
        """Whether a group of near misses or premises has that id."""
        return name in self._groups

    def _identifier(self, name: str) -> str:
        fits = _IDENTIFIER.fullmatch(name) and len(name) <= 60
        return "" if fits else self._say("workshop.new.wrong.id")

    def _free(self, name: str, taken: set[str]) -> str:
        return self._say("workshop.new.wrong.taken", id=name) if name in taken else ""

    def _label(self, field: str) -> str:
        slots = {"kinds": ", ".join(NearMissKind)} if field == "kind" else {}
        return self._say(f"workshop.new.field.{field}", **slots)

    def _prompt(self, label: str, default: str | None, field: str) -> str:
        try:
            return str(
                typer.prompt(label, default=default, show_default=bool(default), prompt_suffix=": ")
            )
        except typer.Abort:
            if sys.stdin.isatty():
                raise
            missing = self._say("workshop.new.missing", options=_option(field))
            raise SetUpError(missing) from None


def _option(field: str) -> str:
    return f"--{field.replace('_', '-')}"


VOICES, CERTAINTIES, KINDS = tuple(Voice), tuple(Certainty), tuple(NearMissKind)


def _ids(article: Path) -> set[str]:
    """The ids of all entries whose files can be read."""
    files = (read_file(path, EntryFile) for path in yaml_files(article / "entries"))
    return {entry.id for file in files if isinstance(file, EntryFile) for entry in file.entries}


def _groups(article: Path) -> set[str]:
    near = [read_file(path, NearMissFile) for path in yaml_files(article, "out_of_scope*.yaml")]
    false = [read_file(path, PremiseFile) for path in yaml_files(article, "premises*.yaml")]
    return {
        group.id
        for file in (*near, *false)
        if isinstance(file, NearMissFile | PremiseFile)
        for group in file.groups
    }
