"""Results in words and as fixed-width lines, the same for every surface."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.debate.maths.opinion_groups import GroupsFinding
from bot.debate.models import Debate, Ending, Result
from bot.debate.publishing.published import PublishedSwing
from bot.results.export_tables import Cell, result_tables
from bot.results.picture_models import Labels
from bot.results.result_models import stands
from bot.results.text_table import text_table

Say = Callable[..., str]
"""A key of `prompts/` and its slots -> the sentence."""

_UNDECIDED = "undecided"
"""The option that counts for no side."""


def ending(
    debate: Debate, result: Result, say: Say, k: int, shown: Callable[[str], str] = str
) -> str:
    """A result in a sentence or two; `shown` makes a member's or moderator's words fit for where
    they stand.
    """
    names = {option.key: shown(option.label) for option in debate.options}
    if result.statements is not None and result.ending is Ending.HEARD:
        n = len(result.statements.counts) + result.statements.withheld
        groups = _groups(result, say)
        return say("debate.ending.heard", turnout=result.turnout, n=n, groups=groups)
    if result.approvals is not None and result.ending in (Ending.WON, Ending.TIED):
        return _approvals(debate, result, say, shown)
    if result.runoff is not None and result.ending in (Ending.WON, Ending.TIED):
        return _runoff(debate, result, say, shown)
    swing = result.swing
    if swing is not None and result.ending in (Ending.WON, Ending.DEAD_HEAT):
        return _swung(swing, result.winner, names, say)
    if result.ending is Ending.WON:
        return _won(result, names[result.winner], say)
    slots = {"turnout": _some(result.turnout), "quorum": debate.quorum, "k": debate.threshold(k)}
    return say(f"debate.ending.{result.ending}", **slots)


def _approvals(debate: Debate, result: Result, say: Say, shown: Callable[[str], str]) -> str:
    found = result.approvals
    leaders = _labels(debate, found.leaders if found else (), shown)
    slots = {"winner": leaders, "turnout": result.turnout}
    if found is None or not found.leaders:
        return say("debate.ending.approvals.none", **slots)
    if len(found.leaders) > 1:
        return say("debate.ending.approvals.tied", **slots)
    leader = next(one for one in found.options if one.option in found.leaders)
    if leader.exact is not None:
        return say("debate.ending.approvals.won", votes=leader.exact, **slots)
    if leader.least:
        return say("debate.ending.approvals.won_over", votes=leader.least - 1, **slots)
    return say("debate.ending.approvals.most", **slots)


def _runoff(debate: Debate, result: Result, say: Say, shown: Callable[[str], str]) -> str:
    rounds = result.runoff.rounds if result.runoff else ()
    last = sorted(rounds[-1].counts.values(), reverse=True) if rounds else []
    slots = {"winner": _labels(debate, (result.winner,), shown)}
    if result.ending is Ending.TIED:
        said = [say("debate.ending.runoff.tied" if not last else "debate.ending.runoff.tied_at")]
    elif last:
        said = [say("debate.ending.runoff.won", votes=last[0], whole=sum(last), **slots)]
    else:
        said = [say("debate.ending.runoff.withheld", **slots)]
    if result.runoff and result.runoff.condorcet:
        duels = _labels(debate, (result.runoff.condorcet,), shown)
        said.append(say("debate.ending.runoff.condorcet", option=duels))
    return " ".join(said)


def _labels(debate: Debate, keys: Sequence[str], shown: Callable[[str], str]) -> str:
    named = {option.key: shown(option.label) for option in debate.options}
    return ", ".join(named[key] for key in keys if key in named)


def moved_line(result: Result, say: Say, shown: Callable[[str], str] = str) -> str:
    """The argument that most members named as what moved them; empty where none may be told."""
    if not result.moved:
        return ""
    best = result.moved[0]
    return say("debate.moved", n=best.votes, text=shown(best.text))


def figures(debate: Debate, result: Result, labels: Labels, label: int) -> tuple[str, ...]:
    """Every published table as fixed-width lines under its caption, names shortened to `label`
    columns.
    """
    lines: list[str] = []
    for table in result_tables(debate, result, labels):
        rows = [(row.name, *map(_figure, row.cells)) for row in table.rows]
        lines += (
            [f"{table.caption}:", *text_table(table.header, rows, label=label).splitlines(), ""]
            if rows
            else []
        )
    for number, group in enumerate(result.statements.groups if result.statements else ()):
        members = labels.count("members", group.size)
        lines.append(labels.fill("map.legend", name=chr(ord("A") + number), members=members))
        lines += [*(f"  {stands(one, labels)}" for one in group.stands_for), ""]
    return tuple(lines[:-1])


def _won(result: Result, winner: str, say: Say) -> str:
    """Two sides as a score with the undecided beside it; of more options the winner's share."""
    undecided = result.counts.get(_UNDECIDED, 0)
    counts = (count for key, count in result.counts.items() if key != _UNDECIDED)
    most, following, *more = sorted(counts, reverse=True)
    if more:
        return say("debate.ending.won.many", winner=winner, votes=most, turnout=result.turnout)
    key = "undecided" if undecided else "two"
    slots = {"winner": winner, "votes": most, "other": following, "undecided": undecided}
    return say(f"debate.ending.won.{key}", **slots)


def _swung(swing: PublishedSwing, winner: str, names: Mapping[str, str], say: Say) -> str:
    """Which side changed more minds, with both sides' votes before and after where they may be
    told.
    """
    if swing.lead is None:
        return say("debate.ending.swing.withheld", paired=swing.paired)
    if not winner:
        return say("debate.ending.swing.dead-heat", paired=swing.paired)
    gained, lost = sorted(swing.sides[:2], key=lambda side: side.side != winner)
    return say(
        "debate.ending.swing.won",
        winner=names[winner],
        before=gained.before,
        after=gained.after,
        paired=swing.paired,
        loser=names[lost.side],
        loser_before=lost.before,
        loser_after=lost.after,
    )


def _figure(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    return "–" if cell is None else f"{cell:,}".replace("-", "−")


def _groups(result: Result, say: Say) -> str:
    found = result.statements
    if found is None or found.finding is GroupsFinding.TOO_FEW_VOTERS:
        return say("debate.ending.groups.too-few-voters")
    if found.finding is GroupsFinding.NOT_STABLE:
        return say("debate.ending.groups.not-stable")
    return say("debate.ending.groups.groups", n=len(found.groups))


def _some(turnout: int | None) -> int | str:
    return "–" if turnout is None else turnout
