"""The article's passages in a message: named, numbered, linked, and packed with their claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bot.adapters.discord.floor.text import MESSAGE, plain_line, size
from bot.debate.models import Point
from bot.dialogue.replies import Citation
from bot.wording import Wording

_HEADING = 150
_LINK = 512


def render_points(
    points: Sequence[Point],
    cite: Callable[[str], Citation],
    side: str,
    wording: Wording,
    locale: str = "en",
    *,
    before: int = 0,
) -> list[str]:
    """The article's points for a side with their passages, or that it has none; `before` citations
    are numbered already.
    """
    if not points:
        return [wording.say(f"discord.argue.none_{side}", locale)]
    lines = [wording.say(f"discord.argue.title_{side}", locale)]
    number = before
    for point in points:
        marks = "".join(f"[{n}]" for n in range(number + 1, number + len(point.citations) + 1))
        lines.append(
            wording.say(
                "discord.argue.point", locale, claim=plain_line(point.claim, 500), marks=marks
            )
        )
        for place in point.citations:
            number += 1
            lines.append(citation_line(number, cite(place), wording, locale))
    return lines


def citation_place(citation: Citation, wording: Wording, locale: str = "en") -> str:
    """`Lack of Trust, passage 2`."""
    return wording.say(
        "discord.cite.place", locale, heading=_heading(citation), passage=citation.number
    )


def citation_line(number: int, citation: Citation, wording: Wording, locale: str = "en") -> str:
    """`[1] Lack of Trust, passage 2`, linked where the passage is an address."""
    return wording.say(
        "discord.cite.line",
        locale,
        number=number,
        place=linked(citation_place(citation, wording, locale), citation.link),
    )


def passages_line(
    citations: Sequence[Citation],
    wording: Wording,
    locale: str = "en",
    *,
    before: int = 0,
    heading: int = _HEADING,
    is_linked: bool = True,
    within: str = "",
) -> str:
    """`[1] Lack of Trust, passage 2 · [2] passage 3`: every citation, each linked to its place
    where its address is known. `before` are numbered already; a heading is as long as `heading`,
    and that of `within` stands above already.
    """
    parts = []
    last = within
    for number, citation in enumerate(citations, before + 1):
        named = citation.heading.rstrip(": ")
        again = named == last
        last = named
        place = wording.say(
            "answers.place_again" if again else "answers.place",
            locale,
            number=citation.number,
            **({} if again else {"heading": _heading(citation, heading)}),
        )
        shown = linked(place, citation.link) if is_linked else place
        parts.append(wording.say("answers.passage", locale, mark=f"[{number}]", place=shown))
    return f" {wording.say('answers.between', locale)} ".join(parts)


def pack(lines: Iterable[str], limit: int = MESSAGE) -> tuple[str, ...]:
    """Lines into as few messages as hold them, none cut; a single line longer than a message is cut
    by its maker.
    """
    texts: list[str] = []
    for line in lines:
        if texts and size(texts[-1]) + size(line) + 1 <= limit:
            texts[-1] += "\n" + line
        else:
            texts.append(line)
    return tuple(texts)


def _heading(citation: Citation, limit: int = _HEADING) -> str:
    """Without the colon some headings end in: a comma follows."""
    return plain_line(citation.heading.rstrip(": "), limit)


def linked(words: str, url: str) -> str:
    """Angle brackets keep Discord from unfolding a preview."""
    safe = (
        url.startswith(("https://", "http://"))
        and not set(url) & set("<>() \n")
        and size(url) <= _LINK
    )
    return f"[{words}](<{url}>)" if safe else words
