"""How long a debate lasts, as people write it: `90s`, `30m`, `1.5h`, `3d`, `1d12h`, `2 weeks`, `1
month`.
"""

from __future__ import annotations

import re
from datetime import timedelta

from bot.errors import DebateError

_SECONDS = {
    "s sec secs second seconds": 1,
    "m min mins minute minutes": 60,
    "h hr hrs hour hours": 3_600,
    "d day days": 86_400,
    "w wk wks week weeks": 604_800,
    "mo month months": 30 * 86_400,
}
_UNITS = {name: seconds for names, seconds in _SECONDS.items() for name in names.split()}
_WRITTEN = (("w", 604_800), ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1))
_PART = re.compile(r" ?([0-9]{1,9}(?:[.,][0-9]{1,3})?) ?([A-Za-z]+)(?: ?(?:,|and\b))?")
_LONGEST_TEXT = 60
_MOST_LENGTHS = 20
_MOST = timedelta(days=3_660)
"""Longer ones are read as this, which every rule refuses as too long."""


def read_length(text: str) -> timedelta:
    """The length written; raises DebateError when it cannot be read, or when it is `M`, which some
    read as minutes and some as months.
    """
    line = " ".join(text[: _LONGEST_TEXT + 1].split())
    if len(text) > _LONGEST_TEXT:
        raise DebateError("debate.refused.length")
    seconds, at = 0.0, 0
    while match := _PART.match(line, at):
        seconds += float(match[1].replace(",", ".")) * _unit(match[2])
        at = match.end()
    if not seconds or at < len(line):
        raise DebateError("debate.refused.length")
    return timedelta(seconds=min(round(seconds), _MOST.total_seconds()))


def _unit(name: str) -> int:
    if name == "M":
        raise DebateError("debate.refused.length_of_m")
    seconds = _UNITS.get(name.lower())
    if seconds is None:
        raise DebateError("debate.refused.length")
    return seconds


def read_lengths(text: str) -> tuple[timedelta, ...]:
    """Several lengths, one a phase, between `/` or `|`; no more than any format has phases."""
    return tuple(map(read_length, re.split(r"[/|]", text, maxsplit=_MOST_LENGTHS)))


def write_length(length: timedelta) -> str:
    """A length of whole seconds as `read_length` reads it back, such as `1d 12h`."""
    left = int(length.total_seconds())
    parts = []
    for unit, seconds in _WRITTEN:
        count, left = divmod(left, seconds)
        parts += [f"{count}{unit}"] if count else []
    return " ".join(parts) or "0s"
