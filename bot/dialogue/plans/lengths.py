"""The same at another length or level: summaries, shorter, plainer, longer, again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.acts import Wish
from bot.dialogue.mind import Mind
from bot.dialogue.plan import (
    About,
    Form,
    Kind,
    Line,
    Plan,
    Point,
    absent,
    answer,
    bulleted,
    claim_of,
)
from bot.dialogue.plans.forms import form_of, formed, has
from bot.dialogue.plans.places import items, selected, shown
from bot.dialogue.plans.summaries import of_article, of_section, plainer_whole, resized, sized
from bot.dialogue.plans.wanted import (
    lost,
    unknown,
    wanted,
    with_offers,
)
from bot.dialogue.talk import Talk
from bot.knowledge.conversation import SectionTalk
from bot.knowledge.models import SUMMARY_OF, Entry, Role

_SHORTER = {Form.LONGER: Form.BULLETS, Form.BULLETS: Form.SHORT, Form.SENTENCE: Form.SHORT}
_SEVERAL = 2
_HEAD = re.compile(r"[,:;(]")
"""Ends what an item of a list is called: "Avalon, a city where ..."."""
_HEAD_WORDS = 5
_FIRST_ITEMS = 3
"""Items of a list in short, where what they begin with doesn't name them."""
_LONGER = {Form.SHORT: Form.SENTENCE, Form.SENTENCE: Form.BULLETS, Form.BULLETS: Form.LONGER}


def resize(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """What was just told, at the length that is named."""
    last = before.told
    if last and last.about.kind in (Kind.ARTICLE, Kind.SECTION):
        kind = wish.length.kind if wish.length else ""
        steps = {"shorter": _SHORTER, "longer": _LONGER}.get(kind, {})
        return resized(last, steps.get(last.about.form, form_of(wish)), mind, sized(wish))
    if (whole := _summed_up(wish, last, mind)) is not None:
        return whole
    is_longer = wish.length is not None and wish.length.kind == "longer"
    return expand(wish, before, mind) if is_longer else shorten(wish, before, mind)


def _summed_up(wish: Wish, last: Plan | None, mind: Mind) -> Plan | None:
    """What the last answer summed up as an entry, at the length that is named."""
    if wish.length is None or wish.length.kind not in ("bullets", "sentence"):
        return None
    if section := _section_meant(wish, last, mind) or _section_told(last, mind):
        return of_section(section, form_of(wish), mind, sized(wish))
    is_told = last is not None and last.about.kind is Kind.ENTRIES
    cites = last.cites if last and is_told and wish.length.kind == "bullets" else ()
    if listed := mind.subjects.list_on(cites):
        point = replace(bulleted(listed.items[: sized(wish)], listed.title), form=Form.CLAIM)
        return answer(point, about=About(Kind.LIST, listed.id))
    return of_article(form_of(wish), mind, sized(wish)) if _is_whole_told(last, mind) else None


def _section_meant(wish: Wish, last: Plan | None, mind: Mind) -> SectionTalk | None:
    """The section of the last answer, where a message says that it means that."""
    named = not set(mind.knowledge.turns.words.sections).isdisjoint(wish.query.raw)
    return mind.subjects.section_of(last.cites[0].split(":")[0]) if named and last else None


def _section_told(last: Plan | None, mind: Mind) -> SectionTalk | None:
    """The section that the last answer summed up as an entry."""
    names = last.entries if last else ()
    roles = (mind.entries[name].role for name in names if name in mind.entries)
    found = next((role for role in roles if role.startswith(f"{SUMMARY_OF}:")), None)
    return mind.subjects.section_of(found.removeprefix(f"{SUMMARY_OF}:")) if found else None


def _is_whole_told(last: Plan | None, mind: Mind) -> bool:
    """Whether the last answer told what the whole article is about, as an entry."""
    names = last.entries if last else ()
    return any(mind.entries[name].role == Role.OVERVIEW for name in names if name in mind.entries)


def of_picked(plan: Plan, wish: Wish, before: Talk, mind: Mind) -> Plan:
    """What was picked, as it is; at the length that is named with it; or more on it, where it was
    told already: "more on the second".
    """
    if wish.length is not None:
        return _in_length(plan, wish, mind)
    if set(mind.knowledge.turns.words.deepening).isdisjoint(wish.query.raw):
        return plan
    texts = {
        text for told in before.back() for one in told.points for text in (one.text, *one.bullets)
    }
    if not all(point.text in texts for point in plan.points):
        return plan
    found = [mind.entries.get(one.entry) or _nearest_on(one, mind) for one in plan.points]
    entries = [one for one in found if one]
    new = _unsaid(entries, (Form.MORE, Form.CLAIM), before, mind)
    return with_offers(answer(*new), entries, mind, before) if new else plan


def _nearest_on(point: Point, mind: Mind) -> Entry | None:
    """The entry that is nearest to what a text says of its passage."""
    on_it = [
        one.id for one in mind.entries.values() if not one.role and one.cites[0] in point.cites
    ]
    return mind.subjects.among(mind.retriever.read(point.text), on_it)


def _in_length(plan: Plan, wish: Wish, mind: Mind) -> Plan:
    is_longer = wish.length is not None and wish.length.kind == "longer"
    form = Form.MORE if is_longer else Form.SHORT
    points = [
        formed(mind.entries[point.entry], form, mind) if point.entry in mind.entries else point
        for point in plan.points
    ]
    return replace(plan, points=tuple(points))


def shorten(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """What was just told, in fewer words."""
    last = before.told
    if last and (chosen := _picked(wish, last, mind)):
        return _in_length(answer(*shown(chosen), about=last.about), wish, mind)
    if wish.subject is None and last and (whole := _whole_in_short(wish, last, mind)) is not None:
        return whole
    if last and last.about.kind is Kind.COMPARISON and wish.length:
        return _sides_in_short(last, mind)
    entries = wanted(wish, mind, before)
    if not entries:
        return unknown(wish, mind, before) if wish.subject else lost(before)
    points = [formed(entry, Form.SHORT, mind) for entry in entries]
    if last and all(point in last.points for point in points):
        return replace(answer(lead=(Line("talk.shortest"),)), points=())
    return with_offers(answer(*points, about=_as(last, Form.SHORT)), entries, mind, before)


def _whole_in_short(wish: Wish, last: Plan, mind: Mind) -> Plan | None:
    """A summary, a comparison or a list that was just told, in fewer words."""
    if last.about.kind in (Kind.ARTICLE, Kind.SECTION):
        form = form_of(wish, _SHORTER.get(last.about.form, Form.SHORT))
        return resized(last, form, mind, sized(wish))
    if last.about.kind is Kind.COMPARISON:
        return _sides_in_short(last, mind)
    if (whole := _summed_up(wish, last, mind)) is not None:
        return whole
    if not last.entries and last.points[0].bullets:
        return _list_in_short(last, mind)
    return None


def _picked(wish: Wish, last: Plan, mind: Mind) -> tuple[Point, ...]:
    """The items of several that a message names: "just the one on tea, in short"."""
    is_pick = not set(mind.knowledge.turns.words.picking).isdisjoint(wish.query.raw)
    return selected(wish.query, last, mind) if is_pick else ()


def _list_in_short(last: Plan, mind: Mind) -> Plan:
    """A list that was just told: what each item begins with where that names it, else its first
    items, and fewer each time.
    """
    told = items(last, mind)
    heads = tuple(replace(one, text=_HEAD.split(one.text)[0].rstrip(".")) for one in told)
    is_naming = heads != told and all(len(one.text.split()) <= _HEAD_WORDS for one in heads)
    fewer = heads if is_naming else told[: max(_SEVERAL, min(_FIRST_ITEMS, len(told) // 2))]
    if fewer == told:
        return replace(answer(lead=(Line("talk.shortest"),)), points=())
    return answer(*shown(fewer), about=last.about)


def _sides_in_short(last: Plan, mind: Mind) -> Plan:
    """The two things of a comparison in a few words each, without what they have in common."""
    sides = last.points[:_SEVERAL]
    entries = [mind.entry_on(point.cites[0]) for point in sides]
    if len({entry.id for entry in entries if entry}) == _SEVERAL:
        short = [formed(entry, Form.SHORT, mind) for entry in entries if entry]
        sides = tuple(
            replace(new, title=side.title) for new, side in zip(short, sides, strict=True)
        )
    if {side.text for side in sides} == {point.text for point in last.points}:
        return replace(answer(lead=(Line("talk.shortest"),)), points=())
    return answer(*sides, about=last.about)


def longer(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """What was just told, at more length."""
    last = before.told
    if wish.subject is None and last and last.about.kind in (Kind.ARTICLE, Kind.SECTION):
        usual = _LONGER.get(last.about.form, Form.LONGER)
        is_short = wish.length is not None and wish.length.kind == "shorter"  # "too short"
        return resized(last, usual if is_short else form_of(wish, usual), mind)
    return expand(wish, before, mind)


def simplify(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """The same in words that a child or a learner knows."""
    last = before.told
    if wish.subject is None and last and last.about.kind in (Kind.ARTICLE, Kind.SECTION):
        return plainer_whole(last, mind)
    entries = wanted(wish, mind, before)
    if not entries:
        return unknown(wish, mind, before) if wish.subject else lost(before)
    new = _unsaid(entries, (Form.PLAIN, Form.SHORT, Form.EXAMPLE), before, mind)
    if not new:
        related = with_offers(answer(), entries, mind, before).related
        return absent(Line("talk.plainest"), related=related)
    return with_offers(answer(*new), entries, mind, before)


def expand(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """More on what was just told, or on what is named."""
    last = before.told
    if wish.subject is None and last and _is_short_summary(last):
        return resized(last, _LONGER[last.about.form], mind)
    entries = wanted(wish, mind, before)
    if not entries:
        return unknown(wish, mind, before) if wish.subject else lost(before)
    is_new = entries[0].id not in before.shown
    forms = (Form.CLAIM, Form.MORE) if is_new else (Form.MORE, Form.REASON, Form.EXAMPLE)
    if not set(mind.knowledge.turns.words.examples).isdisjoint(wish.query.raw):
        forms = (Form.EXAMPLE, *forms)
    new = _unsaid(entries[:1], forms, before, mind)
    if is_new and len(forms) > 1:
        new = new or [claim_of(entries[0])]
    if new:
        return with_offers(answer(*new), entries, mind, before)
    return _next(entries[0], before, mind)


def _is_short_summary(last: Plan) -> bool:
    """Whether a summary was told that there is a longer one of."""
    if last.about.kind is Kind.SECTION:
        return last.about.form in (Form.SHORT, Form.SENTENCE)
    return last.about.kind is Kind.ARTICLE and last.about.form in _LONGER


def _next(entry: Entry, before: Talk, mind: Mind) -> Plan:
    """Where nothing more is said of an entry: what stands nearest and wasn't shown."""
    found = with_offers(answer(), [entry], mind, before).related
    if not found:
        return absent(Line("talk.no_more"))
    return with_offers(answer(claim_of(found[0])), [found[0]], mind, before)


def _unsaid(
    entries: Sequence[Entry], forms: Sequence[Form], before: Talk, mind: Mind
) -> list[Point]:
    """The first of some forms of each entry that this talk has not said yet."""
    texts = {point.text for plan in before.back() for point in plan.points}
    found: list[Point] = []
    for entry in entries:
        points = (formed(entry, form, mind) for form in forms)
        new = next(
            (
                p
                for f, p in zip(forms, points, strict=True)
                if has(entry, f, mind) and p.text not in texts
            ),
            None,
        )
        if new is not None:
            found.append(new)
    return found


def _as(last: Plan | None, form: Form) -> About:
    return replace(last.about, form=form) if last else About(form=form)
