"""`eyebot …`: the command line."""

from bot.cli.commands import app, main

__all__ = ["app", "main"]
