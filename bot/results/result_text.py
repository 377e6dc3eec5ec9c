"""Results in words, the same for every surface: one sentence that says who won by how much."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.debate.formats import main_questions, takes_statements
from bot.debate.maths.opinion_groups import GroupsFinding
from bot.debate.models import Debate, Ending, Result
from bot.debate.publishing.published import PublishedSwing
from bot.debate.publishing.statements import StatementsResult
from bot.debate.publishing.suppression import UNANIMITY_FROM, effective_k

Say = Callable[..., str]
"""A key of `prompts/` and its slots -> the sentence."""
Shown = Callable[[str], str]
"""Makes a member's or moderator's words fit for where they stand."""

_UNDECIDED = "undecided"
"""The option that counts for no side."""
_BOLD, _MEANT = "**", "\ue000"
"""What marks the bold part of a sentence in `prompts/`, and what stands for the same two signs in
a member's words until the marks are gone.
"""


@dataclass(frozen=True, slots=True)
class Needed:
    """How many it takes for a result to be shown: `least`, or `alike` where all vote alike. `kind`
    is one, many, twice or statements: votes, votes whether alike or not, members who vote both
    times, members who answer.
    """

    kind: str
    least: int
    alike: int


def needed_votes(debate: Debate, k: int) -> Needed:
    """What a debate's result takes, where the deployment asks for k voters."""
    least = effective_k(debate.threshold(k))
    alike = max(least, UNANIMITY_FROM)
    if takes_statements(debate):
        return Needed("statements", alike, alike)
    if len(main_questions(debate)) > 1:
        return Needed("twice", alike, alike)
    return Needed("one" if least < alike else "many", least, alike)


def ending(debate: Debate, result: Result, say: Say, k: int, shown: Shown = str) -> str:
    """A result in a sentence or two, as plain text."""
    said = headline(debate, result, say, k, lambda text: shown(text).replace(_BOLD, _MEANT))
    return unmarked(said).replace(_MEANT, _BOLD)


def headline(debate: Debate, result: Result, say: Say, k: int, shown: Shown = str) -> str:
    """The same with what matters most between double asterisks, as Markdown has it for bold."""
    if result.ending in (Ending.NO_QUORUM, Ending.TOO_FEW):
        return _none(debate, result, say, k, shown)
    if result.statements is not None:
        return _heard(result, result.statements, say, shown)
    if result.approvals is not None:
        return _approvals(debate, result, say, shown)
    if result.runoff is not None:
        return _runoff(debate, result, say, shown)
    names = {option.key: shown(option.label) for option in debate.options}
    if result.swing is not None:
        return _swung(result.swing, result.winner, names, say)
    return (_won if result.winner else _tied)(result, names, say)


def _none(debate: Debate, result: Result, say: Say, k: int, shown: Shown) -> str:
    """Why nobody has won, or nothing is told."""
    if result.ending is Ending.TOO_FEW and result.counts:
        counts = ", ".join(
            f"{shown(option.label)} {result.counts.get(option.key, 0)}" for option in debate.options
        )
        return say("pictures.ending.too-few-twice", counts=counts)
    if result.ending is Ending.TOO_FEW:
        needed = needed_votes(debate, k)
        return say(f"pictures.ending.few.{needed.kind}", n=needed.least, all=needed.alike)
    slots = {"turnout": _some(result.turnout), "quorum": debate.quorum}
    return say(f"pictures.ending.{result.ending}", **slots)


def unmarked(said: str) -> str:
    """A sentence of `prompts/` without the marks of its bold part."""
    return said.replace(_BOLD, "")


def heard(result: Result, found: StatementsResult, say: Say) -> str:
    """How many members answered how many statements, and whether they fall into groups."""
    n = len(found.counts) + found.withheld
    slots = {"turnout": result.turnout, "n": n, "groups": _groups(found, say)}
    return say(f"pictures.ending.heard.{'one' if n == 1 else 'other'}", **slots)


def _heard(result: Result, found: StatementsResult, say: Say, shown: Shown) -> str:
    said = heard(result, found, say)
    best = next((one for one in found.counts if one.statement in found.agreed[:1]), None)
    if best is None:
        return f"{say('pictures.ending.heard.no-consensus')} {said}"
    agreed = say(
        "pictures.ending.heard.agreed",
        statement=shown(best.statement),
        agree=best.agree,
        seen=best.seen,
    )
    return f"{agreed} {said}"


def _groups(found: StatementsResult, say: Say) -> str:
    if found.finding is GroupsFinding.TOO_FEW_VOTERS:
        return say("pictures.ending.groups.too-few-voters")
    if found.finding is GroupsFinding.NOT_STABLE:
        return say("pictures.ending.groups.not-stable")
    return say("pictures.ending.groups.groups", n=len(found.groups))


def _approvals(debate: Debate, result: Result, say: Say, shown: Shown) -> str:
    found = result.approvals
    leaders = _labels(debate, found.leaders if found else (), shown)
    slots = {"winner": leaders, "turnout": result.turnout}
    if found is None or not found.leaders:
        return say("pictures.ending.approvals.none", **slots)
    if len(found.leaders) > 1:
        return say("pictures.ending.approvals.tied", **slots)
    leader = next(one for one in found.options if one.option in found.leaders)
    if leader.exact is not None:
        return say("pictures.ending.approvals.won", votes=leader.exact, **slots)
    if leader.least:
        return say("pictures.ending.approvals.won_over", votes=leader.least - 1, **slots)
    return say("pictures.ending.approvals.most", **slots)


def _runoff(debate: Debate, result: Result, say: Say, shown: Shown) -> str:
    rounds = result.runoff.rounds if result.runoff else ()
    last = sorted(rounds[-1].counts.values(), reverse=True) if rounds else []
    slots = {"winner": _labels(debate, (result.winner,), shown)}
    if result.ending is Ending.TIED:
        key = "tied_at" if last else "tied"
        said = [say(f"pictures.ending.runoff.{key}")]
    elif last:
        said = [say("pictures.ending.runoff.won", votes=last[0], whole=sum(last), **slots)]
    else:
        said = [say("pictures.ending.runoff.withheld", **slots)]
    if result.runoff and result.runoff.condorcet:
        duels = _labels(debate, (result.runoff.condorcet,), shown)
        said.append(say("pictures.ending.runoff.condorcet", option=duels))
    return " ".join(said)


def _labels(debate: Debate, keys: Sequence[str], shown: Shown) -> str:
    named = {option.key: shown(option.label) for option in debate.options}
    return ", ".join(named[key] for key in keys if key in named)


def moved_line(result: Result, say: Say, shown: Shown = str) -> str:
    """The argument that most members named as what moved them; empty where none may be told."""
    if not result.moved:
        return ""
    best = result.moved[0]
    return say("debate.moved", n=best.votes, text=shown(best.text))


def _won(result: Result, names: Mapping[str, str], say: Say) -> str:
    """Two sides as a score with the undecided beside it; of more options the winner's votes and who
    follows. Undecided is no side: where more are undecided than took one, that comes first.
    """
    undecided = result.counts.get(_UNDECIDED, 0)
    sides = _sides(result)
    ranked = sorted(sides, key=lambda key: -sides[key])
    following = sides[ranked[1]]
    slots = {"winner": names[result.winner], "votes": sides[result.winner], "other": following}
    slots |= {"undecided": undecided, "turnout": sum(result.counts.values())}
    if len(ranked) == 2 or _UNDECIDED in result.counts:
        if undecided > sum(sides.values()):
            return say("pictures.ending.won.mostly-undecided", **slots)
        return say(f"pictures.ending.won.{'undecided' if undecided else 'two'}", **slots)
    second = " and ".join(names[key] for key in ranked[1:] if sides[key] == following)
    return say("pictures.ending.won.many", second=second, **slots)


def _tied(result: Result, names: Mapping[str, str], say: Say) -> str:
    undecided, sides = result.counts.get(_UNDECIDED, 0), _sides(result)
    most = max(sides.values(), default=0)
    if not most:
        key = "all-undecided" if undecided else "no-votes"
        return say(f"pictures.ending.tied.{key}", undecided=undecided)
    leaders = ", ".join(names[key] for key, count in sides.items() if count == most)
    slots = {"leaders": leaders, "votes": most, "undecided": undecided}
    if len(sides) > 2:
        return say("pictures.ending.tied.many", **slots)
    return say(f"pictures.ending.tied.{'undecided' if undecided else 'two'}", **slots)


def _sides(result: Result) -> dict[str, int]:
    return {key: count for key, count in result.counts.items() if key != _UNDECIDED}


def _swung(swing: PublishedSwing, winner: str, names: Mapping[str, str], say: Say) -> str:
    """Which side changed more minds, with both sides' votes before and after where they may be
    told.
    """
    if swing.lead is None:
        return say("pictures.ending.swing.withheld", paired=swing.paired)
    first, second = sorted(swing.sides[:2], key=lambda side: winner not in ("", side.side))
    return say(
        f"pictures.ending.swing.{'won' if winner else 'dead-heat'}",
        winner=names[first.side],
        before=first.before,
        after=first.after,
        paired=swing.paired,
        loser=names[second.side],
        loser_before=second.before,
        loser_after=second.after,
    )


def _some(turnout: int | None) -> int | str:
    return "–" if turnout is None else turnout
