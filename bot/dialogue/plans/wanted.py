"""What a wish is about when it names nothing, or something: the last thing told, or what its words
find.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.acts import RETELLING, Wish
from bot.dialogue.mind import Mind
from bot.dialogue.plan import Kind, Plan, Point, claim_of, talk
from bot.dialogue.plans.offers import offers
from bot.dialogue.plans.places import placed
from bot.dialogue.talk import Talk
from bot.knowledge.models import Entry
from bot.retrieval.query.query import Query

_THAT = frozenset(("that", "this", "those", "these"))
_PARTS = frozenset(("part", "parts", "bit", "bits"))
_LATELY = 3
"""How many answers back two things may have been compared, one of which is meant now."""
_MOST_LAST = 2
"""Points of the last answer that are said again in another form."""


def lost(before: Talk) -> Plan:
    """Nothing is remembered that "that" could mean."""
    return talk("talk.lost", turn=before.times("lost"))


def unknown(wish: Wish, mind: Mind, before: Talk) -> Plan:
    """The words of a wish name nothing that the article has."""
    words = wish.subject.text if wish.subject else ""
    near = mind.subjects.candidates(wish.subject, before)[:1] if wish.subject else ()
    plan = talk("talk.unknown_subject", subject=words)
    return Plan(plan.outcome, plan.confidence, plan.lead, choices=(), related=tuple(near))


def named(wish: Wish, mind: Mind, before: Talk) -> Entry | None:
    """The entry that a wish's own words name, alone or with the rest of the message."""
    if wish.subject is None or _is_that(wish):
        return None
    if wish.act in RETELLING:
        found = shown_as(wish.subject, mind, before) or mind.subjects.answering(wish.subject)
        return found or (_behind_mark(wish.subject, mind, before) if wish.act == "proof" else None)
    found = mind.subjects.nearest((wish.subject, wish.query), before)
    return found or _behind_mark(wish.subject, mind, before)


def _behind_mark(subject: Query, mind: Mind, before: Talk) -> Entry | None:
    """What the words behind "about" and the like name: "it talks about rice"."""
    marks = {*mind.knowledge.turns.words.naming, "for"}
    at = max((place for place, word in enumerate(subject.raw) if word in marks), default=-1)
    if not 0 <= at < len(subject.raw) - 1:
        return None
    return mind.subjects.nearest((mind.retriever.read(" ".join(subject.raw[at + 1 :])),), before)


def shown_as(subject: Query, mind: Mind, before: Talk) -> Entry | None:
    """Of what this talk told, what words name: "the cash part, simpler"."""
    words = [word for word in subject.plain if word not in _PARTS]
    shown = [name for name in before.shown if name in mind.entries]
    return mind.subjects.sharing(words, shown)


def wanted(wish: Wish, mind: Mind, before: Talk) -> list[Entry]:
    """The entries a wish is about: the named one, else those told last; none where nothing is
    known.
    """
    if (side := side_told(wish, before, mind)) is not None:
        return _of_passages(mind, side.cites[:1])
    if entry := named(wish, mind, before):
        return [entry]
    if (point := placed(wish.query, before, mind)) is not None:
        meant = mind.entries.get(point.entry) or mind.entry_on(point.cites[0])
        return [meant] if meant else []
    is_other = wish.subject is not None and not (is_pointing(wish, mind) or _is_that(wish))
    if is_other and wish.act not in RETELLING:
        return []
    return told(mind, before)


def side_told(wish: Wish, before: Talk, mind: Mind) -> Point | None:
    """The one of two things compared a moment ago that a wish names: "quote the city one"."""
    if wish.subject is None:
        return None
    for plan, _ in zip(before.back(), range(_LATELY), strict=False):
        if plan.about.kind is Kind.COMPARISON:
            at = mind.subjects.comparisons.side(plan.about.name, wish.subject.plain)
            return None if at is None or at >= len(plan.points) else plan.points[at]
    return None


def told(mind: Mind, before: Talk) -> list[Entry]:
    """The entries told last that the knowledge still has; or what was close to an answer."""
    if before.near is not None and before.near.id in mind.entries:
        return [mind.entries[before.near.id]]
    for plan in before.back():
        if plan.about.kind not in (Kind.QUIZ, Kind.DISCUSSION):
            found = [mind.entries[name] for name in plan.entries if name in mind.entries]
            return found[:_MOST_LAST] or _of_passages(mind, plan.cites)
    return []


def with_offers(plan: Plan, entries: Sequence[Entry], mind: Mind, before: Talk) -> Plan:
    """The plan with what leads on from these entries."""
    found = offers(mind.knowledge, entries, before)
    return Plan(
        plan.outcome,
        plan.confidence,
        plan.lead,
        plan.points,
        plan.choices,
        tuple(one for one in found if not set(one.cites) <= set(plan.cites)),
        plan.speaker_of,
        plan.about,
    )


def claims(entries: Sequence[Entry]) -> list[Point]:
    """Entries as they stand."""
    return [claim_of(entry) for entry in entries]


def _of_passages(mind: Mind, cites: Sequence[str]) -> list[Entry]:
    found = (mind.entry_on(locator) for locator in cites[:_MOST_LAST])
    return [entry for entry in found if entry]


def _is_that(wish: Wish) -> bool:
    """Whether a wish's subject only says what was just told: "that place"."""
    if wish.subject is None or len(wish.subject.raw) != 1:
        return False
    raw = wish.query.raw
    at = raw.index(wish.subject.raw[0]) if wish.subject.raw[0] in raw else 0
    return at > 0 and raw[at - 1] in _THAT


def is_pointing(wish: Wish, mind: Mind) -> bool:
    """Whether the words of a wish only point back: "that quote", "the whole thing"."""
    words = mind.knowledge.turns.words
    pointing = {*words.function, *" ".join((*words.leaning, *words.leaning_first)).split()}
    known = mind.retriever.model.lexicon.counts
    return wish.subject is None or all(
        word in pointing or word not in known for word in wish.subject.plain
    )
