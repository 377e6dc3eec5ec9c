"""The terminal: a prompt with history and completion on a screen, a plain loop in a pipe."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.adapters.console.render import console
from bot.adapters.console.talk import Talk


async def chat(talk: Talk, title: str, history: Path) -> None:
    """Talk until /quit, Ctrl-D or the end of the pipe."""
    if sys.stdin.isatty():
        await _on_screen(talk, title, history)
    else:
        await _in_pipe(talk)


async def _in_pipe(talk: Talk) -> None:
    """A question a line; answers in plain text, an empty line between."""
    for line in sys.stdin:
        if not line.strip():
            continue
        shown = await talk.reply_to(line)
        sys.stdout.write(shown.plain + "\n\n")
        sys.stdout.flush()
        if shown.leaves:
            return


async def _on_screen(talk: Talk, title: str, history: Path) -> None:
    from prompt_toolkit import PromptSession  # noqa: PLC0415  # not needed in a pipe

    # Not needed in a pipe.
    from prompt_toolkit.history import FileHistory, InMemoryHistory  # noqa: PLC0415
    from prompt_toolkit.patch_stdout import patch_stdout  # noqa: PLC0415  # not needed in a pipe

    screen = console()
    screen.print(talk.say("console.welcome", title=title), style="bold")
    session: PromptSession[str] = PromptSession(
        history=FileHistory(str(history)) if _writable(history) else InMemoryHistory()
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
            screen.print(talk.say("console.bye"))
            return
        if line.strip():
            shown = await talk.reply_to(line)
            screen.print(shown.styled)
            if shown.leaves:
                return


def _writable(history: Path) -> bool:
    try:
        history.parent.mkdir(parents=True, exist_ok=True)
        history.touch()
    except OSError:
        return False
    return True
