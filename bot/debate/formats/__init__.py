"""The formats of debate, each one module, and what a debate of any of them asks now."""

from bot.debate.formats.asked import (
    are_arguments_blind,
    ballot_of,
    check_question,
    has_sides,
    is_held_elsewhere,
    main_question,
    main_questions,
    options_of,
    phases_of,
    round_of,
    takes_statements,
)
from bot.debate.formats.base import FOR_AGAINST, DebateFormat, Record, Round
from bot.debate.formats.kinds import BallotKind, OneOf, Ranking, SomeOf, Stances
from bot.debate.formats.questions import (
    LOOKED_AT,
    MOVED,
    REPORTED,
    SKIP,
    is_report,
    report_question,
    statement_question,
)
from bot.debate.formats.registry import check_words, default_format, format_of, formats

__all__ = [
    "FOR_AGAINST",
    "LOOKED_AT",
    "MOVED",
    "REPORTED",
    "SKIP",
    "BallotKind",
    "DebateFormat",
    "OneOf",
    "Ranking",
    "Record",
    "Round",
    "SomeOf",
    "Stances",
    "are_arguments_blind",
    "ballot_of",
    "check_question",
    "check_words",
    "default_format",
    "format_of",
    "formats",
    "has_sides",
    "is_held_elsewhere",
    "is_report",
    "main_question",
    "main_questions",
    "options_of",
    "phases_of",
    "report_question",
    "round_of",
    "statement_question",
    "takes_statements",
]
