"""Arguing either side from the article's passages; never the bot's own view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.dialogue.acts import Wish
from bot.dialogue.mind import Mind
from bot.dialogue.plan import About, Kind, Line, Plan, absent, answer, claim_of, joined, said
from bot.dialogue.plans.wanted import named, told, with_offers
from bot.dialogue.talk import Talk
from bot.knowledge.conversation import Passaged, Rebuttal
from bot.knowledge.models import Entry, Role, Side
from bot.retrieval.query.content import stem

_CLAIM = 3
"""Words of the shortest claim."""
_POINTS = 2
"""Arguments given at once."""
_OTHER = {Side.FOR: Side.AGAINST, Side.AGAINST: Side.FOR}


def argue(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """The case for a side: the strongest arguments that this talk hasn't shown."""
    side = _side_of(wish, before, mind)
    return _case(side, before, mind, wish.number or _POINTS, _near(wish, mind))


def strongest(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """What speaks loudest for a side: one argument, or as many as are wished for."""
    return _case(_side_of(wish, before, mind), before, mind, wish.number or 1, _near(wish, mind))


def more_of(side: Side, before: Talk, mind: Mind) -> Plan:
    """Another argument for the side that was just argued."""
    return _case(side, before, mind, 1)


def both_sides(_wish: Wish, before: Talk, mind: Mind) -> Plan:
    """The best of either side."""
    entries = mind.knowledge.in_role(Role.BOTH_SIDES)[:1]
    pair = [next(_arguments(side, before, mind), None) for side in (Side.FOR, Side.AGAINST)]
    if pair[0] is not None and pair[1] is not None:
        cases = zip(("for", "against"), pair, strict=True)
        each = [answer(claim_of(one), lead=[Line(f"talk.case.{key}")]) for key, one in cases if one]
        return with_offers(joined(each), [one for one in pair if one], mind, before)
    found = [entry for entry in pair if entry] or list(entries)
    if not found:
        return absent(Line("talk.no_sides"))
    return with_offers(answer(*map(claim_of, found)), found, mind, before)


def rebut(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """What the article has against a claim, named or told last."""
    claimed = wish.subject if _is_told(wish) else None
    written = mind.subjects.rebuttal_of(claimed) if claimed else None
    written = written or mind.subjects.rebuttal(wish.query.plain)
    if written is not None:
        return _rebuttal(written, before, mind)
    claim = named(wish, mind, before) or next(iter(told(mind, before)), None)
    for one in mind.knowledge.conversation.rebuttals:
        if claim is not None and one.against == claim.id:
            return _rebuttal(one, before, mind)
    if claim is not None and (other := mind.knowledge.entry(claim.follow.opposite)):
        return with_offers(answer(claim_of(other)), [other], mind, before)
    fact = named(wish, mind, before)
    if fact is not None and fact.side is Side.NEITHER and not fact.role:
        return with_offers(answer(claim_of(fact)), [fact], mind, before)
    side = _OTHER.get(claim.side if claim else Side.NEITHER) or _OTHER.get(_stance(wish, mind))
    found = _case(side or Side.AGAINST, before, mind, 1)
    if claimed is None or claim is not None:
        return found
    key = "for" if side is Side.FOR else "against"
    return replace(found, lead=(Line(f"talk.rebut.{key}"),))


def _is_told(wish: Wish) -> bool:
    """Whether a message tells somebody's claim."""
    return wish.subject is not None and len(wish.subject.raw) >= _CLAIM


def devils_advocate(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """Against what the member holds."""
    side = _OTHER.get(_stance(wish, mind)) or _OTHER.get(_last_side(before)) or Side.AGAINST
    return _case(side, before, mind, _POINTS)


def _rebuttal(found: Rebuttal, before: Talk, mind: Mind) -> Plan:
    if isinstance(found.answer, Passaged):
        return answer(said(found.answer, form=claim_of(mind.knowledge.entries[0]).form))
    entry = mind.knowledge.entry(found.answer)
    if entry is None:
        return absent(Line("talk.no_sides"))
    return with_offers(answer(claim_of(entry)), [entry], mind, before)


def _near(wish: Wish, mind: Mind) -> frozenset[str]:
    """The entries that are about what a wish names, or lead on from or to it; none for what all
    are about.
    """
    source = mind.knowledge.source
    of_all = {stem(word.lower()) for name in source.subject for word in name.split()} | _OF_ALL
    sides = mind.knowledge.turns.lengths
    parties = {*sides.supporters, *sides.opponents, *sides.praising, *sides.damning}
    named = wish.subject.plain if wish.subject else ()
    words = [word for word in named if stem(word) not in of_all and word not in parties]
    held = mind.subjects.holding(words) if words else []
    if not held:
        return frozenset()
    entry = mind.subjects.entry(mind.retriever.read(" ".join(words)))
    if entry is None:
        return frozenset(held)
    beside = {one.id for one in mind.knowledge.entries if entry.id in _led_to(one)}
    return frozenset({entry.id, *_led_to(entry), *beside, *held})


_OF_ALL = frozenset(("system", "scor", "score", "idea", "thing", "govern", "people", "program"))
"""Words that an argument on anything may have."""


def _led_to(entry: Entry) -> set[str]:
    """The entries that one leads on to on the same matter."""
    follow = entry.follow
    return {follow.more, follow.opposite, follow.why} - {""}


def _case(
    side: Side, before: Talk, mind: Mind, most: int, near: frozenset[str] = frozenset()
) -> Plan:
    ranked = _arguments(side, before, mind, near)
    found = [entry for entry, _ in zip(ranked, range(most), strict=False)]
    if not found:
        return absent(Line("talk.no_arguments"))
    key = "for" if side is Side.FOR else "against"
    about = About(Kind.SIDE, key, side)
    plan = answer(*map(claim_of, found), about=about)
    other = next(_arguments(_OTHER[side], before, mind), None)
    offered = with_offers(plan, found, mind, before)
    if other is None:
        return offered
    related = (other, *(one for one in offered.related if one != other))[:3]
    return Plan(
        offered.outcome,
        offered.confidence,
        (Line(f"talk.case.{key}"),),
        offered.points,
        related=related,
        about=about,
    )


def _arguments(
    side: Side, before: Talk, mind: Mind, near: frozenset[str] = frozenset()
) -> Iterator[Entry]:
    """The arguments of a side, those near a subject first, then the strongest; those already shown
    last.
    """
    knowledge = mind.knowledge
    first = (
        knowledge.source.strongest.pro if side is Side.FOR else knowledge.source.strongest.against
    )
    ranked = [entry for name in first if (entry := knowledge.entry(name))]
    ranked += [one for one in knowledge.entries if one.side is side and one not in ranked]
    ranked.sort(key=lambda one: one.id not in near)
    ranked = [*_against_near(side, near, mind), *ranked]
    yield from (one for one in ranked if one.id not in before.shown)
    yield from (one for one in ranked if one.id in before.shown)


def _against_near(side: Side, near: frozenset[str], mind: Mind) -> list[Entry]:
    """What stands against the other side's arguments near a subject and takes no side itself."""
    others = [one for one in mind.knowledge.entries if one.id in near and one.side is _OTHER[side]]
    found = (mind.knowledge.entry(one.follow.opposite) for one in others)
    return [
        one for one in dict.fromkeys(found) if one and one.side is Side.NEITHER and not one.role
    ]


def _side_of(wish: Wish, before: Talk, mind: Mind) -> Side:
    named_side = _party(wish, mind)
    if wish.act.endswith("-for"):  # "ammo for the critics", "help for our debate, we're against"
        is_other = named_side or (_stance(wish, mind) if "against" in wish.query.raw else None)
        return Side.AGAINST if is_other is Side.AGAINST else Side.FOR
    if wish.act.endswith("-against"):  # but "convince me the fear is overblown"
        is_calming = "against" not in wish.query.raw and _stance(wish, mind) is Side.FOR
        return Side.FOR if wish.cued and is_calming else Side.AGAINST
    if named_side:
        return named_side
    last = _last_side(before)
    if wish.act == "argue-other" and last in _OTHER:
        return _OTHER[last]
    if wish.act == "supporter-answers":
        return _OTHER.get(_stance(wish, mind)) or _OTHER.get(last) or Side.FOR
    return _stance(wish, mind) or Side.FOR


def _party(wish: Wish, mind: Mind) -> Side | None:
    """The side of those whom a message names: "what would a critic say"."""
    stances, said_words = mind.knowledge.turns.lengths, set(wish.query.raw)
    if not said_words.isdisjoint(stances.supporters):
        return Side.FOR
    return None if said_words.isdisjoint(stances.opponents) else Side.AGAINST


def _last_side(before: Talk) -> Side:
    """The side argued last, or that of the claim told last."""
    for plan in before.back():
        if plan.about.side is not Side.NEITHER:
            return plan.about.side
    return before.before.side if before.before else Side.NEITHER


def _stance(wish: Wish, mind: Mind) -> Side:
    """The side that the words of a message take, by what they praise or damn."""
    stances = mind.knowledge.turns.lengths
    said_words = set(wish.query.plain)
    praised = len(said_words & set(stances.praising))
    damned = len(said_words & set(stances.damning))
    if praised == damned:
        return Side.NEITHER
    return Side.FOR if praised > damned else Side.AGAINST
