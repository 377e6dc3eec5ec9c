"""Which entry answers which labelled question, and what became of that since the accepted run: an
entry that loses its questions to a sibling on the same passage changes no other figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.dialogue.replies import Reply
from bot.evaluation.golden import Case


@dataclass(frozen=True, slots=True)
class Move:
    """A question whose answer is another than it was; `before` and `now` are entries, or what else
    became of it. `is_sibling` where both stand on one passage.
    """

    question: str
    before: str
    now: str
    is_sibling: bool
    was_right: bool | None
    is_right: bool | None


@dataclass(frozen=True, slots=True)
class EntryCount:
    """How many labelled questions an entry answers, rightly as far as labels tell, and how many it
    did in the accepted run (None without one).
    """

    entry: str
    answered: int
    right: int
    before: int | None


def given(reply: Reply) -> str:
    """The entry that a reply leads with; `(absent)` and the like where it gives none."""
    return reply.answers[0].entry if reply.answers else f"({reply.outcome})"


def answers_of(cases: Iterable[Case]) -> dict[str, str]:
    """What each question was given, by its key: what an accepted run keeps."""
    return {case.key: given(case.reply) for case in cases}


def moves(
    cases: Sequence[Case], accepted: Mapping[str, str], passages: Mapping[str, frozenset[str]]
) -> list[Move]:
    """The questions that another entry answers than in the accepted run."""
    found = []
    for case in cases:
        before, now = accepted.get(case.key, ""), given(case.reply)
        if before and before != now:
            held = passages.get(before, frozenset())
            found.append(
                Move(
                    case.question,
                    before,
                    now,
                    bool(held & passages.get(now, frozenset())),
                    is_right(case, before, passages),
                    is_right(case, now, passages),
                )
            )
    return found


def is_right(case: Case, entry: str, passages: Mapping[str, frozenset[str]]) -> bool | None:
    """Whether an entry would be a right answer, as far as the label tells."""
    if named := case.label.get("entry"):
        return entry in named
    if case.right:
        return bool(passages.get(entry, frozenset()) & case.right)
    return None if "kind" not in case.label else entry not in passages


def counts(
    cases: Sequence[Case], accepted: Mapping[str, str], passages: Mapping[str, frozenset[str]]
) -> list[EntryCount]:
    """Every entry that answers a question or did, the most asked first."""
    now = Counter(given(case.reply) for case in cases)
    right = Counter(
        given(case.reply) for case in cases if is_right(case, given(case.reply), passages)
    )
    asked = {case.key for case in cases}
    before = Counter(entry for key, entry in accepted.items() if key in asked)
    names = sorted({*now, *before} & passages.keys(), key=lambda name: (-now[name], name))
    return [
        EntryCount(name, now[name], right[name], before[name] if accepted else None)
        for name in names
    ]


def as_text(moved: Sequence[Move], counted: Sequence[EntryCount], *, every: bool) -> str:
    """Entries whose number of questions changed (or all), then the questions that moved."""
    shown = [one for one in counted if every or one.before not in (None, one.answered)]
    lines: list[str] = []
    if shown:
        lines = [f"{'entry':42s} {'answers':>7s} {'rightly':>7s} {'accepted':>8s}"]
        lines += [
            f"{one.entry:42s} {one.answered:7d} {one.right:7d} "
            f"{'–' if one.before is None else one.before:>8}"
            for one in shown
        ]
    if moved:
        lines += ["", f"another answer than in the accepted run: {len(moved)}"]
        lines += [f"  {line_of(one)}" for one in moved]
    return "\n".join(lines).strip("\n")


def line_of(move: Move) -> str:
    """One change in a line."""
    marks = [mark for flag, mark in ((move.is_sibling, "a sibling on the same passage"),) if flag]
    if move.was_right is not None and move.was_right != move.is_right:
        marks.append("now right" if move.is_right else "now WRONG")
    note = f"  ({', '.join(marks)})" if marks else ""
    return f"{move.question!r}: {move.before} → {move.now}{note}"
