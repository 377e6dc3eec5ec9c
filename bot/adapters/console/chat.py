"""The terminal: a prompt with history and completion on a screen, a plain loop in a pipe."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.adapters.console.render import console, show
from bot.adapters.console.talk import Talk

_OFFERED = 8
"""Questions offered while one is typed."""


async def chat(talk: Talk, title: str, history: Path) -> None:
    """Talk until /quit, Ctrl-D or the end of the pipe."""
    if sys.stdin.isatty():
        await _on_screen(talk, title, history)
    else:
        await _in_pipe(talk)


def announce_to(screen: Console, talk: Talk, text: str) -> None:
    """What comes up by itself, such as a result, in the talk it comes up in."""
    talk.heard(text)
    show(screen, Text(text))


async def _in_pipe(talk: Talk) -> None:
    """A question a line; answers in plain text, an empty line between."""
    for line in sys.stdin:
        if not line.strip():
            continue
        shown = await talk.reply_to(line)
        if shown.plain:
            sys.stdout.write(shown.plain + "\n\n")
            sys.stdout.flush()
        if shown.leaves:
            return


async def _on_screen(talk: Talk, title: str, history: Path) -> None:
    from prompt_toolkit import PromptSession  # noqa: PLC0415  # not needed in a pipe
    from prompt_toolkit.history import FileHistory, InMemoryHistory  # noqa: PLC0415  # as above
    from prompt_toolkit.patch_stdout import patch_stdout  # noqa: PLC0415  # as above

    from bot.adapters.console.completion import ChatCompleter  # noqa: PLC0415  # as above

    screen = console()
    show(screen, Text(talk.say("console.welcome", title=title), style="bold"))
    session: PromptSession[str] = PromptSession(
        history=FileHistory(str(history)) if _writable(history) else InMemoryHistory(),
        completer=ChatCompleter(talk.words(), lambda typed: talk.ask.complete(typed, _OFFERED)),
        complete_while_typing=True,
    )
    while True:
        try:
            with patch_stdout():
                line = await session.prompt_async(
                    talk.say("console.prompt", name=talk.member) + " "
                )
        except KeyboardInterrupt:
            continue
        except EOFError:
            show(screen, Text(talk.say("console.bye")))
            return
        if line.strip():
            talk.width = screen.width
            shown = await talk.reply_to(line)
            if shown.plain:
                show(screen, shown.styled)
            if shown.leaves:
                return


def _writable(history: Path) -> bool:
    try:
        history.parent.mkdir(parents=True, exist_ok=True)
        history.touch()
    except OSError:
        return False
    return True
