"""A member's own answer in words, and typed words as an answer: the same for every surface."""

from __future__ import annotations

from collections.abc import Callable

from bot.debate.formats import SKIP, OneOf, Ranking, ballot_of
from bot.debate.formats.kinds import NONE, BallotKind
from bot.debate.models import Debate, Option
from bot.errors import DebateError

Say = Callable[..., str]
_BETWEEN = {Ranking.name: " > "}
_LONGEST = 1_000


def answer_words(debate: Debate, choice: str, say: Say, shown: Callable[[str], str] = str) -> str:
    """What an answer chose: a label, several with commas, or a ranking. `shown` makes a label fit
    for where it stands.
    """
    if choice in (SKIP, NONE):
        return say(f"debate.chosen.{choice}")
    kind = _kind(debate)
    named = kind.chosen(choice, debate.options)
    return _BETWEEN.get(kind.name, ", ").join(shown(option.label) for option in named) or choice


def typed_answer(debate: Debate, text: str) -> str:
    """What was typed as an answer: names, keys or numbers of options, with `>` or `,` between where
    a ballot holds several. Raises DebateError for a name that no option has.
    """
    line = " ".join(text[:_LONGEST].split())
    if isinstance(_kind(debate), OneOf) or not line:
        return _key(line, debate.options)
    if line.lower() == NONE:
        return NONE
    between = ">" if ">" in line else ","
    return " ".join(_key(part.strip(), debate.options) for part in line.split(between))


def _kind(debate: Debate) -> BallotKind:
    return ballot_of(debate) or OneOf()


def _key(text: str, options: tuple[Option, ...]) -> str:
    wanted = text.lower()
    for number, option in enumerate(options, 1):
        if wanted in (option.key, option.label.lower(), str(number)):
            return option.key
    raise DebateError("debate.refused.choice")
