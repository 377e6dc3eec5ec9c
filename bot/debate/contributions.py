"""What members bring to a debate: arguments and statements, held to rules before a moderator
sees them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import DebateError
from bot.retrieval.duplicates import near_duplicate
from bot.typed import bare, one_line

LONGEST_STATEMENT, LONGEST_ARGUMENT, SHORTEST, LONGEST_NOTE = 140, 400, 5, 300
LONGEST_MOTION = 300
MOST_WAITING, MOST_EACH = 3, 10
"""Of one member in one debate: at a moderator's, and in all."""
SIDES = ("for", "against")

_LINK = re.compile(
    r"(?:https?|ftp)://|\bwww\.|\bdiscord\.(?:gg|com)/|[\w-]\.(?:com|net|org|io|gg|xyz|ru|cn)\b",
    re.IGNORECASE,
)
_MENTION = re.compile(r"@everyone|@here|<[@#][!&]?\d+>|<a?:\w+:\d+>", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")
_SAID = re.compile(r"[^\W_]")


class Kind(StrEnum):
    """What was brought."""

    ARGUMENT = "argument"
    STATEMENT = "statement"


class Standing(StrEnum):
    """What became of it: waits for a moderator, shown, handed back with a request, refused, hidden
    by reports until a moderator has looked, or not decided on before the debate was over.
    """

    WAITING = "waiting"
    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    REPORTED = "reported"
    LATE = "late"


UNDECIDED = (Standing.WAITING, Standing.REPORTED)
"""What a moderator has to decide on while the debate runs."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """An argument (with a side, and the passage it rests on if any) or a statement. `author` is
    empty for a moderator's own and once forgotten.

    `note` is what a moderator wrote to the author; `is_told` says whether the author has been told
    the outcome.
    """

    id: int
    debate_id: int
    kind: Kind
    text: str
    side: str = ""
    citation: str = ""
    standing: Standing = Standing.WAITING
    author: str = ""
    note: str = ""
    is_told: bool = True

    @property
    def may_come_late(self) -> bool:
        """Whether a moderator may still take it after the close: an argument is read beside the
        result, a statement can't be voted on any more; and only as long as its author is known.
        """
        return self.standing is Standing.LATE and self.kind is Kind.ARGUMENT and bool(self.author)


def check_statement(text: str, others: Sequence[str]) -> str:
    """The statement on one line; raises DebateError for one too short or long, with a link or a
    mention, or said before.
    """
    return _check(text, LONGEST_STATEMENT, others)


def check_argument(side: str, text: str, others: Sequence[str]) -> str:
    """The argument on one line; raises DebateError as `check_statement` does, and on an unknown
    side.
    """
    if side not in SIDES:
        raise DebateError("debate.refused.side")
    return _check(text, LONGEST_ARGUMENT, others)


def check_motion(text: str, others: Sequence[str]) -> str:
    """A motion that a member proposes, on one line; raises DebateError as `check_statement`
    does.
    """
    return _check(text, LONGEST_MOTION, others)


def says_something(text: str) -> bool:
    """Whether there is a letter or a digit besides mentions and custom emoji."""
    return bool(_SAID.search(_MENTION.sub("", text)))


def check_note(text: str) -> str:
    """A moderator's request to an author; raises DebateError when it is empty or too long."""
    line = one_line(text)
    if not 1 <= len(line) <= LONGEST_NOTE:
        raise DebateError("debate.refused.note", most=LONGEST_NOTE)
    return line


def check_count(mine: Sequence[Contribution]) -> None:
    """Raise DebateError when a member has brought enough to this debate."""
    if sum(one.standing is Standing.WAITING for one in mine) >= MOST_WAITING:
        raise DebateError("debate.refused.waiting", most=MOST_WAITING)
    if len(mine) >= MOST_EACH:
        raise DebateError("debate.refused.enough", most=MOST_EACH)


def _check(text: str, most: int, others: Sequence[str]) -> str:
    line = one_line(text)
    if not SHORTEST <= len(line) <= most or len(_LETTERS.findall(line)) < SHORTEST - 1:
        raise DebateError("debate.refused.text_length", least=SHORTEST, most=most)
    shown = bare(line)
    if _LINK.search(shown):
        raise DebateError("debate.refused.link")
    if _MENTION.search(shown):
        raise DebateError("debate.refused.mention")
    if (same := near_duplicate(line, others)) is not None:
        raise DebateError("debate.refused.duplicate", other=same)
    return line
