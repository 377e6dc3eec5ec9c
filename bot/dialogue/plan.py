"""What to say, before any word is chosen: the value that every kind of request comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.dialogue.replies import Outcome
from bot.knowledge.conversation import Passaged
from bot.knowledge.models import Entry, Side
from bot.retrieval.query.answer_type import AnswerType

SURE = 0.9
"""The confidence of what is not looked for but known: a list, a definition, small talk."""


class Form(StrEnum):
    """The form in which something is said."""

    CLAIM = "claim"
    SHORT = "short"
    PLAIN = "plain"
    MORE = "more"
    REASON = "reason"
    EXAMPLE = "example"
    QUOTE = "quote"
    SENTENCE = "sentence"
    BULLETS = "bullets"
    LONGER = "longer"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of `prompts/` with its slots; or, without a key, a text that is whole already.

    Where several ways to say it stand below the key, `turn` picks one.
    """

    key: str
    slots: Mapping[str, object] = field(default_factory=dict)
    text: str = ""
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """One thing said of the article, with its passages. `entry` is the entry it comes from, empty
    where it comes from none; `bullets` follow the text, a line each; `lead` stands before it where
    it isn't the first that a reply tells.
    """

    text: str
    cites: tuple[str, ...]
    entry: str = ""
    title: str = ""
    form: Form = Form.CLAIM
    bullets: tuple[str, ...] = ()
    lead: tuple[Line, ...] = field(default=(), compare=False)


class Kind(StrEnum):
    """What a turn was about, other than entries."""

    ENTRIES = ""
    ARTICLE = "article"
    SECTION = "section"
    LIST = "list"
    COMPARISON = "comparison"
    TERM = "term"
    SIDE = "side"
    DISCUSSION = "discussion"
    QUIZ = "quiz"
    SURPRISE = "surprise"


@dataclass(frozen=True, slots=True)
class About:
    """What a turn was about: a section's id, a list's, the side argued for, a quiz question's
    number.
    """

    kind: Kind = Kind.ENTRIES
    name: str = ""
    side: Side = Side.NEITHER
    form: Form = Form.CLAIM


@dataclass(frozen=True, slots=True)
class Plan:
    """An outcome with what it shows. `speaker_of` leads with who says an entry; `runners` are the
    entries that came next, for a member who meant another; `asks_debates` that what people here
    voted is to be told, too; `kind` what was asked for, a time or a number, of all that a member
    wrote the only thing that is kept.
    """

    outcome: Outcome
    confidence: float
    lead: tuple[Line, ...] = ()
    points: tuple[Point, ...] = ()
    choices: tuple[Entry, ...] = ()
    related: tuple[Entry, ...] = ()
    speaker_of: Entry | None = None
    about: About = About()
    act: str = ""
    runners: tuple[str, ...] = ()
    tail: tuple[Line, ...] = ()
    asks_debates: bool = False
    kind: AnswerType = AnswerType.OPEN

    @property
    def entries(self) -> tuple[str, ...]:
        """The ids of the entries it says something of."""
        return tuple(dict.fromkeys(point.entry for point in self.points if point.entry))

    @property
    def cites(self) -> tuple[str, ...]:
        """The passages it shows."""
        return tuple(dict.fromkeys(cite for point in self.points for cite in point.cites))


def claim_of(entry: Entry) -> Point:
    """An entry as it stands."""
    return Point(entry.claim, entry.cites, entry.id, entry.title)


def said(
    text: Passaged, form: Form, entry: Entry | None = None, cites: Sequence[str] = ()
) -> Point:
    """A text of the pack; one without passages rests on its entry's."""
    own = text.cites or (entry.cites if entry else tuple(cites))
    return Point(text.text, own, entry.id if entry else "", entry.title if entry else "", form)


def bulleted(items: Iterable[Passaged], title: str = "", form: Form = Form.BULLETS) -> Point:
    """Several texts of the pack as one point, a line each."""
    found = tuple(items)
    cites = tuple(dict.fromkeys(cite for item in found for cite in item.cites))
    return Point(title, cites, title=title, form=form, bullets=tuple(item.text for item in found))


def talk(key: str, *, turn: int = 0, **slots: object) -> Plan:
    """The bot's own words, no passage."""
    return Plan(Outcome.CHAT, SURE, (Line(key, slots, turn=turn),))


def answer(
    *points: Point, lead: Sequence[Line] = (), about: About = About(), confidence: float = SURE
) -> Plan:
    """Passages, with what leads up to them."""
    return Plan(Outcome.ANSWER, confidence, tuple(lead), points, about=about)


def absent(*lead: Line, related: Sequence[Entry] = (), confidence: float = SURE) -> Plan:
    """The article doesn't say, or the pack doesn't hold it."""
    return Plan(Outcome.ABSENT, confidence, lead, related=tuple(related))


def joined(plans: Sequence[Plan]) -> Plan:
    """The plans of one message's wishes as one reply, in their order; what leads up to a later one
    stands before its points.
    """
    first, *rest = plans
    for plan in rest:
        first = _with(first, plan)
    return first


def _with(first: Plan, second: Plan) -> Plan:
    outcomes = (first.outcome, second.outcome)
    outcome = next(
        (one for one in (Outcome.ANSWER, Outcome.CLARIFY) if one in outcomes), second.outcome
    )
    told = {point.text for point in first.points}
    second = _led(second) if first.points else second
    points = tuple(point for point in second.points if point.text not in told)
    return replace(
        first,
        outcome=outcome,
        lead=first.lead if first.points else (*first.lead, *second.lead),
        points=(*first.points, *points),
        tail=(*first.tail, *(second.lead if first.points else ()), *second.tail),
        choices=second.choices or first.choices,
        related=tuple(dict.fromkeys((*second.related, *first.related)))[:3],
        speaker_of=first.speaker_of or second.speaker_of,
        about=second.about if second.points or second.about != About() else first.about,
        act=second.act,
        runners=second.runners,
        asks_debates=first.asks_debates or second.asks_debates,
    )


def _led(plan: Plan) -> Plan:
    """The plan with what leads up to it on its first point, if it has one."""
    whose = plan.speaker_of
    said = (Line(f"ask.speaker.{whose.voice}", {"speaker": whose.speaker}),) if whose else ()
    if not plan.points or not (plan.lead or said):
        return plan
    led = replace(plan.points[0], lead=(*plan.lead, *said, *plan.points[0].lead))
    return replace(plan, lead=(), points=(led, *plan.points[1:]), speaker_of=None)


AFTER_HELP = "after-help"
"""The act of staying beside somebody who was in danger a moment ago."""
HELP = Plan(Outcome.CHAT, 1.0, (Line("ask.crisis"),), act="help")
"""For somebody in danger: people before passages, and no button to hand it to anyone."""
GONE = Plan(Outcome.ABSENT, 0.0, (Line("ask.absent.near"),))
"""For a chosen entry that the knowledge no longer has."""
