"""The questions that members handed to the maintainers, as maintainers read them: by day, the
newest first, and how often each was handed over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.typed import one_line


@dataclass(frozen=True, slots=True)
class Handed:
    """A question handed over on one day, and how many times."""

    day: date
    question: str
    count: int


def by_day(rows: Sequence[tuple[date, str]], since: date) -> list[Handed]:
    """The questions handed over from `since` on; the same words count together, the commonest
    first.

    A question is shown on one line without control characters: it was typed by a member and goes to
    a maintainer's terminal.
    """
    counts: Counter[tuple[date, str]] = Counter()
    spelt: dict[tuple[date, str], str] = {}
    for day, question in rows:
        line = one_line(question)
        if day >= since and line:
            key = (day, line.casefold().strip(" ?!."))
            counts[key] += 1
            spelt.setdefault(key, line)
    order = sorted(counts, key=lambda key: (-key[0].toordinal(), -counts[key]))
    return [Handed(key[0], spelt[key], counts[key]) for key in order]


def inbox_text(handed: Sequence[Handed], days: int) -> str:
    """A head, then each day with its questions."""
    whole = sum(one.count for one in handed)
    if not whole:
        return f"nobody has handed over a question in the last {days} days"
    lines = [f"the last {days} days: {whole} handed over by members"]
    for day in dict.fromkeys(one.day for one in handed):
        of_day = [one for one in handed if one.day == day]
        lines += ["", f"{day} ({sum(one.count for one in of_day)})"]
        lines += [f"{one.count:5d}x  {one.question}" for one in of_day]
    return "\n".join(lines)


def inbox_rows(handed: Sequence[Handed]) -> list[dict[str, object]]:
    """The same for programs."""
    return [
        {"day": one.day.isoformat(), "question": one.question, "count": one.count} for one in handed
    ]
