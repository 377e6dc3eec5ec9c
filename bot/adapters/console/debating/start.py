"""`/debate start …` -> a `Spec`: `[FORMAT] [LENGTH] [live] [in LENGTH] [weekly] [choose N] MOTION
[: option, …]`, with `|` between options that hold commas.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from difflib import get_close_matches

from bot.adapters.console.talk import PLACE
from bot.debate.formats import formats
from bot.debate.models import Spec
from bot.errors import DebateError
from bot.services.debating.brief import BriefService
from bot.services.debating.start_debate import Setting, Wish, spec_from

USUAL_LENGTH = timedelta(hours=1)
_DIGITS = 3
_LENGTH = re.compile(r"(?:[0-9]{1,9}[a-z]{1,7}){1,5}", re.IGNORECASE)
_ALIKE = 0.75
"""How alike a word and a format's name are where it is taken for that name, misspelt."""
_SHOWN = 40


def read_start(
    line: str, brief: BriefService, now: datetime, setting: Setting | None = None
) -> Spec:
    """What was typed; a number stands for a template. Raises DebateError on what can't be read."""
    words = line.split()
    form = length = opens = ""
    live, weekly, choose = False, False, 0
    while words:
        word = words[0].lower()
        if word in formats() and not form:
            form = word
        elif word == "live":
            live = True
        elif word == "weekly":
            weekly = True
        elif word == "in" and len(words) > 1 and words[1][0].isdigit():
            opens = words.pop(1)
        elif word == "choose" and len(words) > 1 and words[1].isdecimal():
            choose = int(words.pop(1)[:_DIGITS])
        elif word[0].isdigit() and not word.isdigit() and not length:
            length = words[0]
        else:
            break
        words.pop(0)
    motion, _, listed = " ".join(words).partition(" : ")
    _check(motion.split(), brief, form, length, has_options=bool(listed))
    between = "|" if "|" in listed else ","
    options = tuple(name for part in listed.split(between) if (name := part.strip()))
    wish = Wish(
        _template(motion.strip(), brief),
        length,
        form,
        options,
        live=live,
        opens=opens,
        weekly=weekly,
        choose=choose,
    )
    return spec_from(wish, setting or Setting(PLACE, PLACE, length=USUAL_LENGTH), brief, now)


def _check(
    words: Sequence[str], brief: BriefService, form: str, length: str, *, has_options: bool
) -> None:
    """Raises DebateError where what would be taken for the motion begins with what was meant for a
    format, or holds what was meant for the length.
    """
    if not words:
        raise DebateError("console.debate.start.motion")
    if brief.template(_template(" ".join(words), brief)):
        return
    first, second = words[0], words[1] if len(words) > 1 else ""
    is_alone = not second and not has_options
    meant = get_close_matches(first.lower(), formats(), 1, _ALIKE)
    if not form and (meant or is_alone or _LENGTH.fullmatch(second)):
        lasts = length or (second if _LENGTH.fullmatch(second) else "1h")
        raise DebateError(
            "console.debate.start.format",
            word=first[:_SHOWN],
            formats=", ".join(formats()),
            example=f"{meant[0] if meant else 'poll'} {lasts}",
        )
    late = next((word for word in (*words[1:4], words[-1]) if _LENGTH.fullmatch(word)), "")
    if late and not length:
        raise DebateError("console.debate.start.length", length=late[:_SHOWN])


def _template(motion: str, brief: BriefService) -> str:
    """The name of the template that a number stands for."""
    offered = list(brief.templates)
    if motion.isdecimal() and len(motion) < 4 and 1 <= int(motion) <= len(offered):
        return offered[int(motion) - 1]
    return motion
