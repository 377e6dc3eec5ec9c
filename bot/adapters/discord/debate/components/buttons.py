"""Which buttons stand under a debate: they follow its format and phase."""

from __future__ import annotations

from collections.abc import Callable

from bot.adapters.discord.debate.components.debate_button import Button
from bot.debate.formats import (
    OneOf,
    are_arguments_blind,
    ballot_of,
    has_sides,
    is_held_elsewhere,
    main_question,
    takes_statements,
)
from bot.debate.models import Debate, State

_STYLES = {"for": "success", "against": "danger"}
Say = Callable[..., str]


def debate_buttons(debate: Debate, say: Say) -> tuple[Button, ...]:
    """One button an option while a vote is asked, then what else a member can do; none before it
    opens and once it is over.
    """
    if debate.state not in (State.OPEN, State.PAUSED) or is_held_elsewhere(debate):
        return ()
    if takes_statements(debate):
        return _statements(say)
    votes = _votes(debate, say)
    row = (len(votes) + 4) // 5
    return (*votes, *_around(debate, row, say), *_arguments(debate, row + 1 if votes else 0, say))


def _votes(debate: Debate, say: Say) -> tuple[Button, ...]:
    """A button an option where one is chosen; else one that opens the ballot in private."""
    kind = ballot_of(debate)
    if kind is None:
        return ()
    if not isinstance(kind, OneOf):
        return (
            Button(say(f"discord.debate.ballot.{kind.name}"), "ballot", style="primary", row=0),
        )
    return tuple(
        Button(option.label, "vote", option.key, _STYLES.get(option.key, "primary"), row=n // 5)
        for n, option in enumerate(debate.options)
    )


def _around(debate: Debate, row: int, say: Say) -> tuple[Button, ...]:
    mine = Button(say("discord.debate.mine_button"), "mine", row=row)
    if not main_question(debate):
        return (mine,)
    withdraw = Button(say("discord.debate.withdraw_button"), "withdraw", row=row)
    if are_arguments_blind(debate):
        return (mine, withdraw, Button(say("discord.debate.skip_button"), "skip", row=row))
    return (mine, withdraw)


def _arguments(debate: Debate, row: int, say: Say) -> tuple[Button, ...]:
    """Reading and bringing arguments, where the debate has sides."""
    if not has_sides(debate):
        return ()
    return (
        Button(say("discord.debate.arguments_button"), "args", row=row),
        Button(say("discord.debate.card_button"), "card", row=row),
    )


def _statements(say: Say) -> tuple[Button, ...]:
    return (
        Button(say("discord.debate.answer_button"), "next", style="primary", row=0),
        Button(say("discord.debate.state_button"), "state", row=0),
        Button(say("discord.debate.mine_button"), "mine", row=1),
        Button(say("discord.debate.withdraw_all_button"), "withdraw", row=1),
    )


def stance_buttons(statement: int, say: Say) -> tuple[Button, ...]:
    """Under a statement that is served in private."""
    styles = {"agree": "success", "disagree": "danger", "pass": "secondary"}
    stances = tuple(
        Button(say(f"debate.option.{stance}"), "stance", f"{statement}:{stance}", style)
        for stance, style in styles.items()
    )
    return (*stances, Button(say("discord.debate.report_button"), "report", str(statement), row=1))


def decision_buttons(contribution: int, say: Say) -> tuple[Button, ...]:
    """Under a text that waits for a moderator."""
    arg = str(contribution)
    return (
        Button(say("discord.debate.queue.approve"), "approve", arg, "success"),
        Button(say("discord.debate.queue.return"), "return", arg, "primary"),
        Button(say("discord.debate.queue.reject"), "reject", arg, "danger"),
    )
