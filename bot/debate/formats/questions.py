"""Which question a member may answer in which phase.

A question is what one ballot answers: the name of the phase it is cast in; `moved` (which argument
moved you?) beside a vote; `s12` is the statement with id 12, `r12` a report of the contribution
with id 12.
"""

from __future__ import annotations

MOVED = "moved"
SKIP = "skip"
"""Answers a blind vote of a member who would rather read than be counted."""


REPORTED, LOOKED_AT = "report", "seen"
"""Answers that a report is: one that counts, and one that a moderator has decided on since."""


STRONG = "strong"
"""Answers that an argument is a strong point."""


def strong_question(key: str) -> str:
    """The question that a mark on an argument answers, by the argument's key."""
    return f"k:{key}"


def statement_question(statement: int) -> str:
    """The question that a statement is."""
    return f"s{statement}"


def report_question(contribution: int) -> str:
    """The question that a report answers."""
    return f"r{contribution}"


def is_statement(question: str) -> bool:
    """Whether a question is a statement."""
    return _numbered("s", question)


def is_report(question: str) -> bool:
    """Whether a question is a report."""
    return _numbered("r", question)


def _numbered(letter: str, question: str) -> bool:
    return question.startswith(letter) and question[1:].isdigit()
