"""Reply -> terminal text: plain for pipes, with styles for a screen that has them."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.adapters.console.fitting import fit
from bot.dialogue.replies import Answer, Citation, Outcome, Reply
from bot.wording import Wording


def citation_line(number: int, citation: Citation) -> str:
    """`[1] Lack of Trust, passage 2 (trust:2)` and the address where the passage is one."""
    link = f" {citation.link}" if citation.link else ""
    return f"[{number}] {citation.heading}, passage {citation.number} ({citation.locator}){link}"


def plain_text(reply: Reply, wording: Wording) -> str:
    """The whole reply without styles: answers with their passages, choices, related questions."""
    lines = [reply.text] if reply.text else []
    number = 0
    for answer in reply.answers:
        if answer.text:
            lines.append(answer.text)
        if answer.attribution:
            lines.append(f"  {answer.attribution}.")
        for citation in answer.citations:
            number += 1
            lines.append(f"  {citation_line(number, citation)}")
    lines += [f"  {n}. {choice.title}" for n, choice in enumerate(reply.choices, 1)]
    offers = () if reply.choices else reply.related
    if offers and reply.outcome is Outcome.ANSWER:
        lines.append(f"{wording.say('ask.related')}:")
    lines += [
        f"  {n}. {item.title} ({', '.join(c.locator for c in item.citations)})"
        for n, item in enumerate(offers, 1)
    ]
    return "\n".join(lines)


def styled(reply: Reply, wording: Wording, numbers: int = 0) -> RenderableType:
    """The reply for a colour terminal; `numbers` is how many numbered offers stand before it."""
    parts: list[RenderableType] = []
    if reply.text:
        parts.append(
            Text(reply.text, style="italic" if reply.outcome is Outcome.ANSWER else "bold")
        )
    cited = 0
    for answer in reply.answers:
        parts.append(_answer(answer, cited))
        cited += len(answer.citations)
    offers = reply.choices or reply.related
    if offers and reply.outcome is Outcome.ANSWER:
        parts.append(Text(f"\n{wording.say('ask.related')}:", style="dim"))
    for n, item in enumerate(offers, numbers + 1):
        places = ", ".join(citation.locator for citation in item.citations)
        parts.append(
            Padding(
                Text.assemble((f"{n} ", "bold cyan"), item.title, (f"  {places}", "dim")),
                (0, 0, 0, 2),
            )
        )
    return Group(*parts)


def _answer(answer: Answer, before: int) -> RenderableType:
    lines: list[RenderableType] = [Text(answer.text)] if answer.text else []
    if answer.attribution:
        lines.append(Text(f"{answer.attribution}.", style="italic dim"))
    lines += [
        Text(citation_line(n, citation), style="cyan")
        for n, citation in enumerate(answer.citations, before + 1)
    ]
    return Group(*lines)


def console() -> Console:
    """A console that drops colours where the terminal, a pipe or NO_COLOR says so. What members
    write in square brackets is no markup.
    """
    return Console(highlight=False, soft_wrap=False, markup=False, emoji=False)


def show(screen: Console, content: RenderableType) -> None:
    """Print it; plain text is fitted to the screen with its indents."""
    if isinstance(content, Text):
        content = Text(fit(content.plain, screen.width), style=content.style)
    screen.print(content, soft_wrap=isinstance(content, Text))
