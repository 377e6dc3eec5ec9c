"""Talks with the bot, for tests of what it says in the light of what was said before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.dialogue.replies import Reply
from bot.services.asking.ask import AskService

_BEGIN = datetime(2026, 5, 1, tzinfo=UTC)
_BETWEEN = timedelta(seconds=20)


def replies(ask: AskService, *turns: str) -> list[Reply]:
    """The reply to each of several turns of a member whom nobody else's talk is mixed with."""
    member = " | ".join(turns)
    return [
        ask.ask(text, member=member, place="here", now=_BEGIN + number * _BETWEEN)
        for number, text in enumerate(turns)
    ]


def talk(ask: AskService, *turns: str) -> Reply:
    """The reply to the last of several turns."""
    return replies(ask, *turns)[-1]


def said(reply: Reply) -> str:
    """All that a reply says."""
    return " ".join((reply.text, *(answer.text for answer in reply.answers)))


def cited(reply: Reply) -> set[str]:
    """The passages that a reply shows."""
    return {citation.locator for answer in reply.answers for citation in answer.citations}
