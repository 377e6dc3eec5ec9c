"""Debates in lists: past ones, planned ones, two beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.adapters.discord.debate.message.links import message_link
from bot.adapters.discord.debate.message.words import DebateWords
from bot.adapters.discord.floor.citations import pack
from bot.adapters.discord.floor.text import plain_line
from bot.adapters.discord.floor.when import exact, relative
from bot.debate.models import Debate, View


def history(
    words: DebateWords, views: Sequence[View], troubles: Mapping[int, str]
) -> tuple[str, ...]:
    """Closed debates, a line each, as many messages as they need; where a result could not be
    posted, with what is in the way.
    """
    if not views:
        return (words.of_debate("history.none"),)
    rows = [words.of_debate("history.title")]
    for view in views:
        debate = view.debate
        ending = words.ending(debate, view.result) if view.result else ""
        when = exact(debate.closed_at or debate.due_at)
        rows.append(
            words.of_debate(
                "history.line",
                id=debate.id,
                motion=plain_line(debate.motion, 300),
                ending=ending,
                when=when,
            )
        )
        if why := troubles.get(debate.id):
            rows[-1] += "\n  " + words.of_debate("unshown", why=why)
    return pack(rows)


def running(words: DebateWords, debates: Sequence[Debate]) -> tuple[str, ...]:
    """Debates that run, a line each with the way to them."""
    if not debates:
        return (words.words("moderate.debates.none"),)
    lines = [
        words.words(
            "moderate.debates.line",
            motion=plain_line(debate.motion, 200),
            link=message_link(debate, debate.message),
            when=relative(debate.due_at),
        )
        for debate in debates
    ]
    return pack([words.words("moderate.debates.running"), *lines])


def planned(words: DebateWords, debates: Sequence[Debate]) -> tuple[str, ...]:
    """Scheduled debates, a line each."""
    rows = [
        words.of_debate(
            "planned_line",
            id=debate.id,
            motion=plain_line(debate.motion, 200),
            format=words.of_format(debate, "name"),
            when=exact(debate.opened_at),
            place=f"<#{debate.place}>",
        )
        + (" " + words.of_debate("every", days=debate.repeat_days) if debate.repeat_days else "")
        for debate in reversed(debates)
    ]
    return (
        pack([words.of_debate("planned_title"), *rows])
        if rows
        else (words.of_debate("nothing_planned"),)
    )
