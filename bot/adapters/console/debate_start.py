"""`/debate start …` -> a `Spec`: `[FORMAT] [LENGTH] [live] [in LENGTH] [weekly] MOTION [: option,
…]`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.adapters.console.talk import PLACE
from bot.debate.formats import phases_in
from bot.debate.lengths import read_length, read_lengths
from bot.debate.models import Format, Option, Spec
from bot.services.brief import BriefService, spec_of

_LENGTH = timedelta(hours=1)


def read_start(line: str, brief: BriefService, now: datetime) -> Spec:
    """What was typed; a number stands for a template. Raises DebateError on a length that can't be
    read.
    """
    words = line.split()
    chosen: Format | None = None
    length: str = ""
    live, wait, repeat = False, timedelta(), 0
    while words:
        word = words[0].lower()
        if word in set(Format) and chosen is None:
            chosen = Format(word)
        elif word == "live":
            live = True
        elif word == "weekly":
            repeat = 7
        elif word == "in" and len(words) > 1 and words[1][0].isdigit():
            wait = read_length(words.pop(1))
        elif word[0].isdigit() and not word.isdigit() and not length:
            length = word
        else:
            break
        words.pop(0)
    spec = _of_motion(" ".join(words), brief)
    phases = phases_in(length, read_lengths(length)) if "/" in length else ()
    whole = (
        sum((phase.length for phase in phases), timedelta())
        if phases
        else read_length(length)
        if length
        else _LENGTH
    )
    form = chosen or spec.format
    return replace(
        spec,
        format=form,
        length=whole,
        phases=phases,
        hidden=not (live or not spec.hidden),
        opens_at=now + wait if wait else None,
        repeat_days=repeat,
        statements=spec.statements if form is Format.STATEMENTS else (),
    )


def _of_motion(text: str, brief: BriefService) -> Spec:
    offered = list(brief.templates.values())
    if text.isdigit() and 1 <= int(text) <= len(offered):
        template = offered[int(text) - 1]
        return replace(
            spec_of(template, PLACE, PLACE), points=brief.points_for_motion(template.wish.motion)
        )
    motion, _, listed = text.partition(" : ")
    options = (
        tuple(Option(str(n), name.strip()) for n, name in enumerate(listed.split(","), 1))
        if listed
        else ()
    )
    points = () if listed else brief.points_for_motion(motion)
    return Spec(PLACE, PLACE, motion.strip(), _LENGTH, options=options, points=points)
