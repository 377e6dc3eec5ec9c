"""Which buttons stand under a debate: they follow its format and phase. Whatever isn't needed by
everybody is behind "⋯", in private.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.adapters.discord.debate.components.debate_button import Button
from bot.adapters.discord.debate.message.symbols import signed
from bot.debate.formats import (
    OneOf,
    are_arguments_blind,
    ballot_of,
    has_sides,
    is_held_elsewhere,
    main_question,
    takes_statements,
)
from bot.debate.models import Debate, Option, State

Say = Callable[..., str]
Rows = tuple[tuple[Button, ...], ...]
_A_ROW = 5


def debate_buttons(debate: Debate, say: Say) -> Rows:
    """One button an option while a vote is asked, then "Arguments" and "⋯"; none before it opens
    and once it is over.
    """
    if debate.state not in (State.OPEN, State.PAUSED) or is_held_elsewhere(debate):
        return ()
    more = Button(say("moderate.more.button"), "more")
    if takes_statements(debate):
        answer = Button(say("discord.debate.answer_button"), "next")
        return ((answer, Button(say("discord.debate.state_button"), "state"), more),)
    others = (Button(say("discord.debate.arguments_button"), "args"),) if has_sides(debate) else ()
    votes = vote_buttons(debate, say)
    if len(votes) == 1:  # a ballot in private
        return ((*votes, *others, more),)
    return (*in_rows(votes), (*others, more))


def result_buttons(debate: Debate, say: Say, *, has_details: bool = True) -> Rows:
    """Under a result: all its numbers, where there are any to show, and what was argued."""
    args = (Button(say("discord.debate.arguments_button"), "args"),) if has_sides(debate) else ()
    details = (Button(say("moderate.result.details"), "details"),) if has_details else ()
    return ((*details, *args, Button(say("discord.debate.mine_button"), "mine")),)


def vote_buttons(debate: Debate, say: Say, act: str = "vote", chosen: str = "") -> list[Button]:
    """A button an option where one is chosen, all in one style, for colours would take sides; else
    one that opens the ballot in private.
    """
    kind = ballot_of(debate)
    if kind is None:
        return []
    if not isinstance(kind, OneOf):
        return [Button(say(f"discord.debate.ballot.{kind.name}"), "ballot")]
    return [
        Button(("✓ " if option.key == chosen else "") + signed(option, say), act, option.key)
        for option in debate.options
    ]


def more_buttons(debate: Debate, say: Say, *, is_moderator: bool, reminds: bool) -> Rows:
    """Behind "⋯": what a member can do besides, and the way to the moderators' panel."""
    if debate.state not in (State.OPEN, State.PAUSED):
        return ()
    own = [Button(say("discord.debate.mine_button"), "mine")]
    if takes_statements(debate):
        own.append(Button(say("discord.debate.withdraw_all_button"), "withdraw"))
    elif main_question(debate):
        own.append(Button(say("discord.debate.withdraw_button"), "withdraw"))
    if are_arguments_blind(debate):
        own.append(Button(say("discord.debate.skip_button"), "skip"))
    if has_sides(debate):
        own.append(Button(say("discord.debate.card_button"), "card"))
    if reminds:
        own.append(Button(say("moderate.remind.button"), "remind"))
    if is_moderator:
        own.append(Button(say("moderate.panel.open"), "panel"))
    return in_rows(own)


def receipt_buttons(debate: Debate, say: Say, chosen: str, *, reminds: bool) -> Rows:
    """Under a vote's receipt: change it, take it back, and what comes next."""
    kind = ballot_of(debate)
    change = vote_buttons(debate, say, "revote", chosen) if isinstance(kind, OneOf) else []
    after = [Button(say("discord.debate.withdraw_button"), "withdraw")]
    if has_sides(debate):
        after.append(Button(say("discord.debate.arguments_button"), "args"))
        after.append(Button(say("discord.debate.card_button"), "card"))
    if reminds:
        after.append(Button(say("moderate.remind.button"), "remind"))
    return (*in_rows(change), tuple(after))


def in_rows(buttons: Iterable[Button]) -> Rows:
    """Five a row."""
    every = list(buttons)
    return tuple(tuple(every[start : start + _A_ROW]) for start in range(0, len(every), _A_ROW))


def stance_buttons(statement: int, say: Say) -> tuple[Button, ...]:
    """Under a statement that is served in private."""
    stances = tuple(
        Button(
            signed(Option(stance, say(f"debate.option.{stance}")), say),
            "stance",
            f"{statement}:{stance}",
        )
        for stance in ("agree", "disagree", "pass")
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
