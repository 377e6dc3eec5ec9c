"""What was told, once more: the last answer, an earlier one, or the one that is named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.dialogue.acts import Wish
from bot.dialogue.mind import Mind
from bot.dialogue.plan import About, Form, Kind, Plan, answer, claim_of
from bot.dialogue.plans.lengths import resize
from bot.dialogue.plans.places import place, placed, selected, shown
from bot.dialogue.plans.wanted import is_pointing, lost, side_told, with_offers
from bot.dialogue.talk import Talk
from bot.retrieval.query.query import Query

_SEVERAL = 2


def repeat(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """The last answer once more; "the full one" is the one before it was cut down."""
    if before.told is not None and wish.length is not None and wish.length.kind != "longer":
        return resize(wish, before, mind)
    if (side := side_told(wish, before, mind)) is not None:
        return answer(side)
    if wish.subject is not None and (found := shown_again(wish.subject, before, mind)):
        return found
    told_now = list(before.back())
    if not told_now or before.near is not None:
        return replace(before.last, act="") if before.last else lost(before)
    if (meant := _by_place(wish, told_now, before, mind)) is not None:
        return meant
    short = (Form.SHORT, Form.PLAIN)
    full = next(
        (plan for plan in told_now if not any(p.form in short for p in plan.points)), told_now[0]
    )
    is_full = wish.length is not None and wish.length.kind == "longer"
    wanted_plan = full if is_full or told_now[0].points[0].form in short else told_now[0]
    return _again(wanted_plan)


def go_back(wish: Wish, before: Talk, mind: Mind) -> Plan | None:
    """An earlier answer: the first, the one before, or the one that is named; None where what is
    named was not told yet.
    """
    earlier = apart(before.back())
    if not earlier:
        return lost(before)
    if wish.subject is not None and not is_pointing(wish, mind):
        return _listed(wish.subject, before, mind) or shown_again(wish.subject, before, mind)
    first = any(word in ("first", "start", "beginning", "begin") for word in wish.query.plain)
    return _again(earlier[-1] if first else earlier[min(1, len(earlier) - 1)])


def _listed(subject: Query, before: Talk, mind: Mind) -> Plan | None:
    """The list that words name of those that were told, or the items of it that they name: "back
    to the rivers, only the northern ones".
    """
    named = mind.subjects.listing(subject.plain)
    for plan in before.back():
        if named is not None and plan.about == About(Kind.LIST, named.id):
            found = selected(subject, plan, mind)
            return answer(*shown(found), about=plan.about) if found else _again(plan)
    return None


def apart(told: Iterable[Plan]) -> list[Plan]:
    """What was told in its order, each once though it was told again."""
    found: list[Plan] = []
    for plan in told:
        if all(plan.points != other.points for other in found):
            found.append(plan)
    return found


def _by_place(wish: Wish, told_now: Sequence[Plan], before: Talk, mind: Mind) -> Plan | None:
    """The item, else the earlier answer, whose place is named: "the first once more"."""
    if (found := placed(wish.query, before, mind)) is not None:
        return answer(found)
    at = place(wish.query, len(told_now))
    return None if at is None or len(told_now) < _SEVERAL else _again(told_now[::-1][at])


def shown_again(subject: Query, before: Talk, mind: Mind) -> Plan | None:
    """The earlier answer that words name."""
    shown = [name for plan in before.back() for name in plan.entries if name in mind.entries]
    entry = mind.subjects.among(subject, shown)
    if entry is None:
        return None
    plan = next(plan for plan in before.back() if entry.id in plan.entries)
    points = tuple(point for point in plan.points if point.entry == entry.id)
    point = points[0] if points[0].form in (Form.CLAIM, Form.QUOTE) else claim_of(entry)
    return with_offers(answer(point), [entry], mind, before)


def _again(plan: Plan) -> Plan:
    return replace(plan, act="", related=())
