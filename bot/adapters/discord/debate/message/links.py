"""The addresses of messages on Discord."""

from __future__ import annotations

from bot.debate.models import Debate


def message_link(debate: Debate, message: str) -> str:
    """The address of a message in the debate's channel."""
    return f"https://discord.com/channels/{debate.community}/{debate.place}/{message}"
