"""Questions and dialogues from a JSONL file -> one machine-readable answer a question or turn,
always the same for the same input.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from bot.dialogue.replies import Reply
from bot.errors import SetUpError


class Asks(Protocol):
    """Whatever answers a member's question."""

    def __call__(self, question: str, /, *, member: str, place: str, now: datetime) -> Reply:
        """The reply."""


_START = datetime(2026, 1, 1, tzinfo=UTC)
_BETWEEN = timedelta(seconds=20)


def as_row(reply: Reply) -> dict[str, object]:
    """A reply in the machine form; `answers` and `suggestions` best first."""
    return {
        "outcome": str(reply.outcome),
        "text": _joined(
            [
                reply.text,
                *(
                    f"{answer.text} ({answer.attribution}.)" if answer.attribution else answer.text
                    for answer in reply.answers
                ),
            ]
        ),
        "confidence": round(reply.confidence, 4),
        "answers": [
            {
                "entry": answer.entry,
                "text": answer.text,
                "attribution": answer.attribution,
                "citations": [c.locator for c in answer.citations],
            }
            for answer in reply.answers
        ],
        "suggestions": [
            {
                "entry": item.entry,
                "title": item.title,
                "citations": [c.locator for c in item.citations],
            }
            for item in (*reply.choices, *reply.related)
        ],
    }


def _joined(parts: Sequence[str]) -> str:
    """Sentences behind one another, lists on lines of their own."""
    said = [part for part in parts if part]
    return ("\n" if any("\n" in part for part in said) else " ").join(said)


def answer_file(path: Path, ask: Asks) -> Iterator[dict[str, object]]:
    """One row for each question, and for each turn of a dialogue in its order; every dialogue is a
    talk of its own. Raises SetUpError naming the line that can't be read.
    """
    for number, row in read_questions(path):
        listed = row.get("turns")
        turns: list[object] = listed if isinstance(listed, list) else [row]
        for turn, item in enumerate(turns):
            if not isinstance(item, dict) or not isinstance(item.get("q"), str):
                raise SetUpError(
                    f'{path}:{number}: no question here; write {{"id": "…", "q": "…"}} or {{"id": '
                    f'"…", "turns": [{{"q": "…"}}]}}'
                )
            reply = ask(
                item["q"], member=f"batch-{number}", place="batch", now=_START + turn * _BETWEEN
            )
            yield {"id": row.get("id", str(number)), "turn": turn, **as_row(reply)}


def read_questions(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    """The rows of a JSONL file with their line numbers; raises SetUpError naming file, line and
    cure.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SetUpError(
            f"{path}: cannot be read ({error}); give a UTF-8 file of one JSON object a line"
        ) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise SetUpError(
                f"{path}:{number}: not JSON ({error}); write one object a line"
            ) from error
        if not isinstance(row, dict):
            raise SetUpError(f"{path}:{number}: not an object; write one object a line")
        yield number, row
