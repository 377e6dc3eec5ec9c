"""Options that several of the workshop's commands take, and how they end."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Annotated, NoReturn

import typer

from bot.errors import EyebotError, SetUpError
from bot.knowledge.positions import Finding
from bot.knowledge.workshop.additions import Written
from bot.wording import Wording

AsJson = Annotated[bool, typer.Option("--json", help="The machine form.")]


def learning() -> None:
    """What is said before the questions are learned."""
    progress("learning the questions (once after each change of the knowledge; seconds)")


def progress(line: str) -> None:
    """How far long work has come: on the side, so that what is printed can be piped."""
    print(f"eyebot: {line}", file=sys.stderr, flush=True)


def print_json(row: object) -> None:
    """One line."""
    print(json.dumps(row, ensure_ascii=False))


def as_row(finding: Finding) -> Mapping[str, object]:
    """A finding in the machine form."""
    return {
        "file": finding.path,
        "line": finding.line,
        "column": finding.column,
        "what": finding.what,
        "cure": finding.cure,
    }


def as_rows(findings: Iterable[Finding]) -> list[Mapping[str, object]]:
    """Many."""
    return [as_row(finding) for finding in findings]


def show(words: Wording, written: Written, *, as_json: bool) -> None:
    """What was written, or why nothing was; then the exit code is 1."""
    if as_json:
        print_json(
            {
                "written": [str(path) for path in written.files],
                "places": list(written.places),
                "findings": as_rows(written.findings),
            }
        )
    elif written.findings:
        print(words.say("workshop.new.refused"))
        for finding in written.findings:
            print(f"  {finding}")
    else:
        for line in lines_of(words, written):
            print(line)
    if written.findings:
        sys.exit(1)


def lines_of(words: Wording, written: Written) -> list[str]:
    """What became of an addition that nothing speaks against."""
    if not written.files:
        return [words.say("workshop.new.there")]
    return [words.say("workshop.new.file_written", place=place) for place in written.places]


def refuse(words: Wording, error: EyebotError) -> NoReturn:
    """End with an error in words; one that keeps anything from starting says itself."""
    if isinstance(error, SetUpError):
        raise error
    sys.exit(f"eyebot: {words.say(error.key, **error.slots)}")
