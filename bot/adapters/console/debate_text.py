"""Debates as plain text: the motion with its cited points, and the result with a bar a line."""

from __future__ import annotations

from bot.debate.models import Debate, Ending, View
from bot.wording import Wording

_WIDTH = 30


def card(view: View, wording: Wording) -> str:
    """A running debate: motion, points of both sides, options, deadline, and a live tally where there is one."""
    debate = view.debate
    lines = [wording.say("console.debate.head", id=debate.id, motion=debate.motion)]
    for side in ("for", "against"):
        points = [point for point in debate.points if point.side == side]
        if points:
            lines.append(f"{wording.say(f'debate.option.{side}')}:")
            lines += [f"  - {point.claim} ({', '.join(point.citations)})" for point in points]
    options = ", ".join(f"{option.label} ({option.key})" for option in debate.options)
    lines.append(wording.say("console.debate.options", options=options))
    lines.append(wording.say(f"console.debate.state.{debate.state}", due=f"{debate.due_at.astimezone():%Y-%m-%d %H:%M:%S}"))
    if view.live is not None:
        lines += bars(debate, view.live)
    return "\n".join(lines)


def result(view: View, wording: Wording, k: int) -> str:
    """A closed debate: how it ended, the bars, and a moderator's conclusion."""
    debate, found = view.debate, view.result
    lines = [wording.say("console.debate.result", id=debate.id, motion=debate.motion)]
    if found:
        winner = next((option.label for option in debate.options if option.key == found.winner), "")
        slots = {"winner": winner, "margin": found.margin, "turnout": found.turnout, "quorum": debate.quorum, "k": k}
        lines.append(wording.say(f"debate.ending.{found.ending}", **slots))
        if found.ending is not Ending.TOO_FEW:
            lines += bars(debate, found.counts)
    if debate.conclusion:
        lines.append(wording.say("console.debate.conclusion", text=debate.conclusion))
    return "\n".join(lines)


def bars(debate: Debate, counts: object) -> list[str]:
    """One line an option: label, bar, votes."""
    votes = dict(counts)  # type: ignore[call-overload]  # a mapping of option to votes
    most = max([1, *votes.values()])
    width = max(len(option.label) for option in debate.options)
    return [
        f"  {option.label:<{width}}  {'█' * round(_WIDTH * votes.get(option.key, 0) / most):<{_WIDTH}}  {votes.get(option.key, 0)}"
        for option in debate.options
    ]
