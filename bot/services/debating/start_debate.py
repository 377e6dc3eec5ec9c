"""What a moderator typed -> a `Spec`: the one reading of a debate's start, for every surface."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.debate.formats import FOR_AGAINST, format_of
from bot.debate.formats.base import DebateFormat
from bot.debate.lengths import read_length, read_lengths
from bot.debate.models import Eligibility, Option, Phase, Spec
from bot.debate.openings import read_opening
from bot.services.debating.brief import BriefService, spec_of

DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Wish:
    """What a moderator typed; empty strings and zeros are defaults.

    `motion` may name a template. `length` is one length, or one a phase between `/`; `opens` is a
    length from now or a time with its zone. `listed` are options, or first statements where the
    format votes on statements. `remind` is the id of a role, `choose` how many options one ballot
    may name.
    """

    motion: str
    length: str = ""
    format: str = ""
    listed: tuple[str, ...] = ()
    live: bool = False
    eligibility: Eligibility = field(default_factory=Eligibility)
    quorum: int = 0
    thread: bool = False
    opens: str = ""
    weekly: bool = False
    remind: str = ""
    moderated: bool = True
    choose: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a debate is to be held, and what stands in for what was left out there."""

    community: str
    place: str
    format: str = ""
    length: timedelta = timedelta(days=1)
    voters: int = 0
    sides: tuple[Option, ...] = FOR_AGAINST


def spec_from(wish: Wish, setting: Setting, brief: BriefService, now: datetime) -> Spec:
    """What was typed over what the template says, if the motion is one's; a moderator's own options
    leave its points out. Raises DebateError on what can't be read.
    """
    template = brief.template(wish.motion) if not wish.listed else None
    base = spec_of(template, setting.community, setting.place) if template else None
    motion = base.motion if base else wish.motion
    named = wish.format or (template.wish.format if template else "")
    held = format_of(named or setting.format)
    length, phases = _lengths(wish.length, base.length if base else setting.length, held)
    return Spec(
        community=setting.community,
        place=setting.place,
        motion=motion,
        length=length,
        options=() if held.takes_statements else _options(wish, base, setting, held),
        points=brief.points_for_motion(motion) if not wish.listed else (),
        hidden=not (wish.live or (base is not None and not base.hidden)),
        eligibility=wish.eligibility,
        quorum=wish.quorum,
        format=held.key,
        phases=phases,
        opens_at=read_opening(wish.opens, now) if wish.opens.strip() else None,
        repeat_days=DAYS_OF_A_WEEK if wish.weekly else 0,
        remind=wish.remind,
        thread=wish.thread,
        moderated=wish.moderated,
        voters=setting.voters,
        choose=wish.choose or (base.choose if base and base.format == held.key else 0),
        statements=_statements(wish, base) if held.takes_statements else (),
        article=brief.article,
    )


def _lengths(
    text: str, default: timedelta, held: DebateFormat
) -> tuple[timedelta, tuple[Phase, ...]]:
    """The whole length, and the phases where each has one of its own."""
    if "/" not in text:
        return read_length(text) if text.strip() else default, ()
    phases = held.phases_of(read_lengths(text))
    return sum((phase.length for phase in phases), timedelta()), phases


def _statements(wish: Wish, base: Spec | None) -> tuple[str, ...]:
    return wish.listed or (base.statements if base else ())


def _options(
    wish: Wish, base: Spec | None, setting: Setting, held: DebateFormat
) -> tuple[Option, ...]:
    if wish.listed:
        return tuple(Option(f"o{n}", label) for n, label in enumerate(wish.listed, 1))
    return (base.options if base else ()) or (() if held.needs_options else setting.sides)
