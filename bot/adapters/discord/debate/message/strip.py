"""Where a debate stands, in one line: `① Vote ▸ **② Argue** ▸ ③ Vote again ▸ ④ Result`.

Rounds in which members only talk are one step, whatever a format calls them.
"""

from __future__ import annotations

from itertools import groupby

from bot.adapters.discord.debate.message.words import DebateWords
from bot.debate.formats import format_of
from bot.debate.models import Debate, State

_NUMBERS = "①②③④⑤⑥⑦⑧⑨"


def phase_strip(words: DebateWords, debate: Debate) -> str:
    """The steps with the present one in bold; of a debate that is over, the last."""
    steps = [*_steps(debate), "result"]
    now = len(steps) - 1 if debate.state is State.CLOSED else _now(debate)
    told = []
    for place, step in enumerate(steps):
        text = f"{_NUMBERS[min(place, len(_NUMBERS) - 1)]} {words.words(f'moderate.strip.{step}')}"
        told.append(f"**{text}**" if place == now else text)
    return " ▸ ".join(told)


def _steps(debate: Debate) -> list[str]:
    """`vote`, `argue`, `again`: the first vote, talk between votes, each later vote."""
    steps: list[str] = []
    for is_vote, _ in groupby(_votes(debate)):
        step = "again" if "vote" in steps else "vote"
        steps.append(step if is_vote else "argue")
    return steps


def _now(debate: Debate) -> int:
    """The step that the present phase belongs to."""
    votes = _votes(debate)[: debate.phase + 1]
    return len(list(groupby(votes))) - 1


def _votes(debate: Debate) -> list[bool]:
    """Of each round, whether something is voted on in it."""
    return [one.ballot is not None for one in format_of(debate.format).rounds] or [True]
