"""What was told last as the items it consists of, and which of them a message means: "the second",
"only the one on tea", "number three".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.dialogue.acts import Asked, Wish
from bot.dialogue.mind import Mind
from bot.dialogue.plan import Form, Plan, Point, answer, claim_of, said
from bot.dialogue.reading.lengths import number_in
from bot.dialogue.talk import Talk
from bot.knowledge.conversation import Passaged
from bot.retrieval.acts import LISTS
from bot.retrieval.query.content import stem
from bot.retrieval.query.query import Query

_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}
_PLACES |= {"1st": 0, "2nd": 1, "3rd": 2, "4th": 3, "5th": 4}
_PLACES |= {"other": 1, "latter": -1, "former": 0, "final": -1, "top": 0, "bottom": -1}
_OTHER = frozenset(("other", "others"))
_MIDDLE = frozenset(("middle", "mid"))
_NUMBERED = frozenset(("number", "no", "nr", "point", "item", "bullet"))
_ENDS = ("first", "last", "top", "final", "bottom")
_SEVERAL = 2
_BACK = 4
"""How many answers back something may have been told that has several items."""
_PICKS = frozenset(
    (
        *("pick-side", "meant", "nth", "not-that", "list", "summary", "second-thing"),
        *("elsewhere", "unconvinced", "shorten", "resize", "repeat"),
    )
)
"""Acts that a pick from what was just told resembles."""
_PICKING = 10
"""Words of the longest message that picks from what was told."""
PLACE_WORDS = frozenset(_PLACES) | _MIDDLE | _NUMBERED


def items(plan: Plan, mind: Mind) -> tuple[Point, ...]:
    """What a plan told, one by one; of one statement on several passages, what each has."""
    if len(plan.points) == 1 and not plan.points[0].bullets:
        alone = plan.points[0]
        is_claim = alone.entry in mind.entries and alone.form is Form.CLAIM
        parts = [mind.entries[alone.entry]] if is_claim else []
        found = [_part(cite, alone.entry, mind) for cite in alone.cites] if parts else []
        points = [point for point in found if point]
        return tuple(points) if len(points) > 1 else plan.points
    return tuple(one for point in plan.points for one in _one_by_one(point, mind))


def place(query: Query, count: int) -> int | None:
    """The place that a message names among so many; None where it names none of them."""
    at = ordinal(query, count)
    if at is None and _NUMBERED & set(query.raw):
        number = number_in(query.raw)
        at = None if number is None else number - 1
    return at if at is not None and -count <= at < count else None


def ordinal(query: Query, count: int) -> int | None:
    """The place that a message names by a word such as "third"."""
    if count > 2 and _MIDDLE & set(query.raw):
        return count // 2
    at = next((_PLACES[word] for word in query.raw if word in _PLACES), None)
    return at if at is not None and -count <= at < count else None


def placed(query: Query, before: Talk, mind: Mind) -> Point | None:
    """The item whose place a message names, of the last answer that had several."""
    if not PLACE_WORDS & set(query.raw):
        return None
    if (other := other_of_two(query, before, mind)) is not None:
        return other
    for plan, _ in zip(before.back(), range(_BACK), strict=False):
        told = items(plan, mind)
        if len(told) > 1:
            at = place(query, len(told))
            return None if at is None else told[at]
    return None


def other_of_two(query: Query, before: Talk, mind: Mind) -> Point | None:
    """The other one of two things that were told together, where one was told again alone."""
    if _OTHER.isdisjoint(query.raw):
        return None
    told = [items(plan, mind) for plan, _ in zip(before.back(), range(_BACK), strict=False)]
    pair = next((several for several in told if len(several) > 1), ())
    if len(pair) != _SEVERAL or not told or len(told[0]) != 1:
        return None
    left = [one for one in pair if not set(one.cites) & set(told[0][0].cites)]
    return left[0] if len(left) == 1 else None


def selected(query: Query, plan: Plan, mind: Mind) -> tuple[Point, ...]:
    """The items of the last answer that a message names by a word of theirs, if not all."""
    told = items(plan, mind)
    function = frozenset(mind.knowledge.turns.words.function)
    wanted = {stem(word) for word in query.plain if word not in function}
    for one in mind.knowledge.source.contrasts:  # "the northern ones" are those of the north
        alike = {stem(word) for word in one.words} - function
        wanted |= alike if alike & wanted else set()
    shared = [len(wanted & _stems(point.text, mind)) for point in told]
    most = max(shared, default=0)
    found = tuple(point for point, count in zip(told, shared, strict=True) if count == most)
    return found if most and len(found) < len(told) else ()


def _one_by_one(point: Point, mind: Mind) -> Iterator[Point]:
    if not point.bullets:
        yield point
    written = {one.text: one for one in _written(mind)} if point.bullets else {}
    for text in point.bullets:
        known = written.get(text)
        yield said(known, Form.CLAIM) if known else Point(text, point.cites)


def _written(mind: Mind) -> Iterator[Passaged]:
    """All that the pack has in lists and summaries."""
    conversation = mind.knowledge.conversation
    for listed in conversation.lists:
        yield from listed.items
    if conversation.summary is not None:
        yield from conversation.summary.bullets
    for section in conversation.sections:
        yield from section.bullets


def _part(cite: str, besides: str, mind: Mind) -> Point | None:
    others = (one for one in mind.knowledge.entries if one.id != besides and not one.role)
    on_it = [one for one in others if one.cites[0] == cite]
    entry = min(on_it, key=lambda one: len(one.cites), default=None)
    return claim_of(entry) if entry is not None else None


def _stems(text: str, mind: Mind) -> set[str]:
    return {stem(word) for word in mind.retriever.read(text).plain}


def shown(points: Sequence[Point]) -> tuple[Point, ...]:
    """Items as an answer of their own: several as one list."""
    if len(points) < 2 or any(point.entry for point in points):
        return tuple(points)
    cites = tuple(dict.fromkeys(cite for point in points for cite in point.cites))
    return (Point("", cites, bullets=tuple(point.text for point in points)),)


def picked(act: Wish | Asked, before: Talk, mind: Mind) -> Plan | None:
    """What is picked from several things that were just told: "only the one on tea"."""
    last, query = before.last, act.query
    if last is None or len(query.raw) > _PICKING or _is_other(act):
        return None
    if some := _run(query, items(last, mind)):
        return answer(*shown(some), about=last.about)
    words = mind.knowledge.turns.words
    if set(words.picking).isdisjoint(query.raw) or len(items(last, mind)) < _SEVERAL:
        return None
    meant = act.subject if isinstance(act, Wish) and act.act == "meant" else None
    found = selected(meant or query, last, mind)
    return answer(*shown(found), about=last.about) if found else None


def _run(query: Query, told: Sequence[Point]) -> tuple[Point, ...]:
    """Several items from either end: "just the first two"; none where no number is named, or as
    many as were told.
    """
    for word, following in pairwise(query.raw):
        count = number_in((following,))
        if word in _ENDS and count and _SEVERAL <= count < len(told):
            return tuple(told[:count] if _PLACES[word] >= 0 else told[-count:])
    return ()


def _is_other(act: Wish | Asked) -> bool:
    """Whether something else is wanted than a pick from what was told."""
    if isinstance(act, Asked):
        return act.asks and "which" not in act.query.raw
    return act.act not in _PICKS and not act.act.startswith(LISTS)
