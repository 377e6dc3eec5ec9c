"""`/debate start …` -> a `Spec`: `[FORMAT] [LENGTH] [live] [in LENGTH] [weekly] [choose N] MOTION
[: option, …]`, with `|` between options that hold commas.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.adapters.console.talk import PLACE
from bot.debate.formats import formats
from bot.debate.models import Spec
from bot.services.debating.brief import BriefService
from bot.services.debating.start_debate import Setting, Wish, spec_from

USUAL_LENGTH = timedelta(hours=1)
_DIGITS = 3


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


def _template(motion: str, brief: BriefService) -> str:
    """The name of the template that a number stands for."""
    offered = list(brief.templates)
    if motion.isdecimal() and len(motion) < 4 and 1 <= int(motion) <= len(offered):
        return offered[int(motion) - 1]
    return motion
