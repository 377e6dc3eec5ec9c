"""What a voter is shown once an answer is stored."""

from __future__ import annotations

from dataclasses import dataclass

from bot.debate.models import Debate


@dataclass(frozen=True, slots=True)
class Receipt:
    """A counted answer: `before` is the choice it replaced, or None. `question` is what was
    answered.
    """

    debate: Debate
    choice: str
    before: str | None
    question: str = "vote"
