"""Lists: the pack's own, those that passages give, and what of them is meant."""

from __future__ import annotations

from collections.abc import Iterable
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
    said,
)
from bot.dialogue.plans.lengths import resize
from bot.dialogue.plans.looking_up.comparing import beside
from bot.dialogue.reading.lengths import number_in
from bot.dialogue.talk import Talk
from bot.knowledge.conversation import Listing, Passaged
from bot.knowledge.passages import figures_in
from bot.retrieval.query.query import Query

LIST, _DATES = "list-", "list-dates"
_NAMING = 5
"""Words of a message within which it has named the list that it orders."""
_FIRST = ("first", "last")
"""Words that, behind another, say in which order: "oldest first"."""
_COUNTED = 8
"""Sentences of the longest list that is made up from entries with a figure."""
_TO = frozenset(("to", "from"))


def listing(wish: Wish, before: Talk, mind: Mind) -> Plan | None:
    """A list of the pack; None where it has none of that kind, so that the article is asked."""
    if wish.act == "list" and (compared := beside(wish.query, before, mind)):
        return compared
    name = wish.act.removeprefix(LIST)
    found = mind.subjects.listed(name) if wish.act != "list" else None
    if found is None:
        found = mind.subjects.listing(wish.query.plain) or _list_told(wish, before, mind)
    if found is None and wish.act == "list" and wish.length and before.told:
        return resize(wish, before, mind)
    if found is None or (name != found.id and wish.act != "list"):
        return _derived(name, mind) if wish.act != "list" else None
    if wish.act == _DATES:
        found = _in_time(found, wish, mind)
    return list_of(found, _counted(wish))


def listed_by_order(query: Query, mind: Mind) -> Plan | None:
    """The pack's list that a message names after "name" or "list"."""
    if not query.raw or query.raw[0] not in mind.knowledge.turns.words.listing:
        return None
    found = mind.subjects.listing(query.plain[1:_NAMING])
    return list_of(found, number_in(query.raw)) if found else None


def list_of(found: Listing, number: int | None = None) -> Plan:
    """A list as the pack has written it, or as many of its items as are wished for."""
    about = About(Kind.LIST, found.id)
    if len(found.items) == 1:
        return answer(said(found.items[0], Form.CLAIM), about=about)
    if number and 1 < number < len(found.items):
        return answer(replace(bulleted(found.items[:number]), form=Form.CLAIM), about=about)
    return answer(_as_point(found), about=about)


def _counted(wish: Wish) -> int | None:
    """How many things are wished for; "one per line" and "in 20 words" count none."""
    is_size = wish.length is not None and wish.length.kind != "bullets"
    return wish.number if wish.number and wish.number > 1 and not is_size else None


def _list_told(wish: Wish, before: Talk, mind: Mind) -> Listing | None:
    """The list told last, or the one on just the passages told last: "name three"."""
    last = before.told
    words = {*mind.knowledge.turns.words.examples, *mind.knowledge.turns.words.function}
    is_bare = wish.subject is None or words.issuperset(wish.subject.plain)
    if wish.act != "list" or _counted(wish) is None or not is_bare or last is None:
        return None
    if last.about.kind is Kind.LIST:
        return mind.subjects.listed(last.about.name)
    return mind.subjects.list_on(last.cites)


def _in_time(found: Listing, wish: Wish, mind: Mind) -> Listing:
    """The first or the last of what is listed by time, or all of it from either end: "the oldest",
    "newest first".
    """
    words, raw = mind.knowledge.turns.words, wish.query.raw
    ends = [word for word in raw if word in words.oldest or word in words.newest]
    if not ends:
        return found
    is_new = ends[0] in words.newest
    items = found.items[::-1] if is_new else found.items
    if len(ends) == 1:
        return found.model_copy(update={"items": items[: wish.number or 1]})
    is_order = ends[-1] in _FIRST or not _TO.isdisjoint(raw)
    return found.model_copy(update={"items": items if is_order else (items[0], items[-1])})


def _as_point(found: Listing) -> Point:
    return replace(bulleted(found.items, found.title), form=Form.CLAIM)


def _derived(name: str, mind: Mind) -> Plan | None:
    """A list that the passages themselves give, where the pack has written none: names, and what
    is said with a figure, for a figure alone says nothing.
    """
    if name == "figures":
        told = [entry for entry in mind.knowledge.entries if not entry.role]
        counted = [entry for entry in told if figures_in(entry.claim)][:_COUNTED]
        points = tuple(Passaged(text=one.claim, cites=one.cites) for one in counted)
        return answer(bulleted(points)) if points else absent(Line("talk.no_list"))
    rows: dict[str, list[str]] = {}
    for locator, (_, passage) in mind.knowledge.source.passages().items():
        for item in passage.names if name == "people" else ():
            rows.setdefault(item, []).append(locator)
    whole = {item: listed for item, listed in rows.items() if not _is_part(item, rows)}
    if not whole:
        return absent(Line("talk.no_list"))
    cites = tuple(dict.fromkeys(one for listed in whole.values() for one in listed))
    return answer(Point("", cites[:12], bullets=tuple(whole)), lead=(Line("talk.named_there"),))


def _is_part(name: str, names: Iterable[str]) -> bool:
    """Whether a name is part of a longer one: "Reyle" beside "Tomas Reyle"."""
    return any(name != other and f" {name} " in f" {other} " for other in names)
