"""Where a passage stands, and what the article links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.dialogue.acts import Wish
from bot.dialogue.mind import Mind
from bot.dialogue.plan import SURE, Line, Plan, Point, absent, answer, claim_of, talk
from bot.dialogue.plans.passages.ends import nearest
from bot.dialogue.plans.places import placed
from bot.dialogue.plans.wanted import lost, named, told, wanted
from bot.dialogue.replies import Outcome
from bot.dialogue.talk import Talk
from bot.knowledge.models import Entry, Passage
from bot.retrieval.query.content import stem
from bot.retrieval.query.query import Query
from bot.retrieval.query.text import clean, words

_SEVERAL = 2
_PLACES = frozenset(
    ("bit", "part", "passage", "section", "paragraph", "line", "sentence", "place", "spot")
)
"""Words for a place in the article."""
_ONE = frozenset(("link", "url", "address", "hyperlink"))
"""Words for a single link; the article's own where nothing was told yet."""


def link(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """Where a passage stands in the article, with its address where that is known."""
    if (entries := wanted(wish, mind, before)) == []:
        return article_link(wish, before, mind)
    subject = wish.subject.text if wish.subject else ""
    locator = nearest(entries[0].cites, mind, subject)
    section, passage = mind.knowledge.source.passages()[locator]
    slots = {"heading": section.heading, "number": passage.number, "start": passage.starts}
    source = mind.knowledge.source
    where = Line("talk.link.begins" if passage.starts else "talk.link.stands", slots)
    lines = [where]
    if not source.address:
        lines.append(Line("talk.link.no_address", {"title": source.title, "site": source.site}))
    point = Point("", (locator,), entries[0].id, entries[0].title)
    return answer(point, lead=lines)


def article_link(_wish: Wish, _before: Talk, mind: Mind) -> Plan:
    """Where the whole article can be read."""
    source = mind.knowledge.source
    key = "address" if source.address else "title"
    if source.site and not source.address:
        key = "site"
    return talk(
        f"talk.article_link.{key}", title=source.title, site=source.site, address=source.address
    )


def sources(wish: Wish, _before: Talk, mind: Mind) -> Plan:
    """The article's own links, by name; with their addresses where those are wished for."""
    is_named = set(mind.knowledge.turns.words.addresses).isdisjoint(wish.query.raw)
    if wish.subject is not None and (one := _best_link(wish.subject, mind, alone=True)):
        return one
    if is_named and (listed := mind.subjects.listed("sources")):
        cites = tuple(dict.fromkeys(cite for item in listed.items for cite in item.cites))
        point = Point(
            listed.title, cites, title=listed.title, bullets=tuple(one.text for one in listed.items)
        )
        return answer(point)
    linked = list(_linked(mind))
    if not linked:
        return absent(Line("talk.sources.none"))
    texts = tuple(f"{', '.join(names)}: {address}".strip(": ") for _, names, address in linked)
    return answer(Point("", tuple(row[0] for row in linked), bullets=texts))


def link_of(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """The one of the article's links that the words name, or each of several."""
    if found := _several_links(wish.subject or wish.query, mind):
        return found
    entry = named(wish, mind, before)
    if entry and (found := _link_in(entry, mind)):
        return found
    if found := _best_link(wish.subject or wish.query, mind):
        return found
    if (point := placed(wish.query, before, mind)) is not None:
        return _link_at(point.cites, mind) or _unknown_link(point, mind)
    told_link = _told_link(before, mind) if wish.subject is None else None
    marked = told_link or _marked(entry or _asked_for(wish.query, mind), mind)
    return marked or _own_link(wish, before, mind) or _place(wish, entry, before, mind)


def _place(wish: Wish, entry: Entry | None, before: Talk, mind: Mind) -> Plan:
    """Where what is named stands, for want of a link on it; else all links."""
    is_place = entry is not None and not _PLACES.isdisjoint(wish.query.raw)
    return link(wish, before, mind) if is_place else sources(wish, before, mind)


def _own_link(wish: Wish, before: Talk, mind: Mind) -> Plan | None:
    """The article's own link, where nothing was told yet: "what's the url?"."""
    is_one = not before.turns and wish.subject is None and not _ONE.isdisjoint(wish.query.raw)
    whole = {*mind.knowledge.turns.words.wholes, "original"}
    is_whole = wish.subject is not None and whole.issuperset(wish.subject.plain)
    return article_link(wish, before, mind) if is_one or is_whole else None


def _told_link(before: Talk, mind: Mind) -> Plan | None:
    """The link on the passages told last."""
    for entry in told(mind, before):
        if found := _link_at(entry.cites, mind) or _marked(entry, mind):
            return found
    return None


def _asked_for(query: Query, mind: Mind) -> Entry | None:
    """What a message asks for beside its link, where that is no word of its own."""
    function = frozenset(mind.knowledge.turns.words.function)
    named_words = [word for word in query.plain if word not in function]
    return mind.subjects.answering(query) if len(named_words) > 1 else None


def _unknown_link(point: Point, mind: Mind) -> Plan:
    """What was told without the address of the page that its passage links."""
    passages = mind.knowledge.source.passages()
    is_linked_there = any(passages[one][1].linked for one in point.cites)
    line = Line("talk.link_of.linked" if is_linked_there else "talk.source.no_link")
    return answer(point, lead=(line,))


def _marked(entry: Entry | None, mind: Mind) -> Plan | None:
    """An entry on a passage that links a page whose address isn't known."""
    passages = mind.knowledge.source.passages()
    marked = [one for one in entry.cites if passages[one][1].linked] if entry else []
    if entry is None or not marked:
        return None
    point = Point(entry.claim, tuple(marked), entry.id, entry.title)
    return answer(point, lead=(Line("talk.link_of.linked"),))


def is_linked(plan: Plan, mind: Mind) -> bool:
    """Whether a plan told one of the article's links."""
    passages = mind.knowledge.source.passages()
    return len(plan.cites) == 1 and all(passages[one][1].link for one in plan.cites)


def linked_by_name(query: Query, mind: Mind) -> Plan | None:
    """The link that a message names, and none where it names several or no link at all."""
    return _best_link(query, mind, alone=True)


def _several_links(query: Query, mind: Mind) -> Plan | None:
    """Several links, each named by a word that no other has: "the atlas's and the almanac's"."""
    rows = list(_linked(mind))
    held = [_stems(names, "") for _, names, _ in rows]
    found: dict[int, set[str]] = {}
    function = frozenset(mind.knowledge.turns.words.function)
    said = (stem(word) for word in query.plain if word not in function)
    for word in dict.fromkeys(said):
        having = [place for place, stems in enumerate(held) if word in stems]
        if len(having) == 1:
            found.setdefault(having[0], set()).add(word)
    if len(found) < _SEVERAL:
        return None
    points = []
    for place in found:
        locator, names, address = rows[place]
        name = ", ".join(names)
        points.append(Point(f"{name}: {address}", (locator,), title=name))
    return answer(*points)


def _best_link(query: Query, mind: Mind, *, alone: bool = False) -> Plan | None:
    """The link whose name or address shares most words with what was said."""
    function = frozenset(mind.knowledge.turns.words.function)
    said = {stem(word) for word in query.plain if word not in function}
    rows = [(len(said & _stems(row[1], row[2])), row) for row in _linked(mind)]
    most = max((count for count, _ in rows), default=0)
    best = [row for count, row in rows if count == most]
    if not most or (alone and len(best) > 1):
        return None
    return _link_plan(*best[0])


def _link_at(cites: Sequence[str], mind: Mind) -> Plan | None:
    """The link that stands on one of these passages."""
    found = (row for row in _linked(mind) if row[0] in cites)
    return next((_link_plan(*row) for row in found), None)


def _link_plan(locator: str, names: Sequence[str], address: str) -> Plan:
    point = Point(address, (locator,), title=", ".join(names))
    return answer(point, lead=(Line("talk.link_of.address", {"name": ", ".join(names)}),))


def _link_in(entry: Entry, mind: Mind) -> Plan | None:
    """The link that an entry's passage consists of, if it is about one."""
    passages = mind.knowledge.source.passages()
    for locator in entry.cites[:1]:
        passage = passages[locator][1]
        if passage.link:
            name = ", ".join(passage.names)
            point = Point(passage.link, (locator,), entry.id, name)
            return answer(point, lead=(Line("talk.link_of.address", {"name": name}),))
    return None


def source(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """What a claim rests on: a link, a named or unnamed speaker, or the author alone."""
    entries = wanted(wish, mind, before)
    if not entries:
        return lost(before)
    entry = entries[0]
    lines = list(backing(entry, mind))
    points = [Point("", entry.cites, entry.id, entry.title)]
    listed = mind.knowledge.entry(entry.follow.source)
    if listed is not None and Line("talk.source.linked") not in lines:
        lines.append(Line("talk.source.listed"))
        points.append(claim_of(listed))
    return Plan(Outcome.ANSWER, SURE, tuple(lines), tuple(points))


def backing(entry: Entry, mind: Mind) -> tuple[Line, ...]:
    """Whose claim an entry is, whether a source is linked, and that it can't be checked."""
    passages = mind.knowledge.source.passages()
    is_linked_to = any(_has_link(passages[one][1]) for one in entry.cites)
    voice = Line(f"talk.source.{entry.voice}", {"speaker": entry.speaker})
    link = Line("talk.source.linked") if is_linked_to else Line("talk.source.no_link")
    check = Line("talk.source.no_check")
    return (link, voice, check) if is_linked_to else (voice, link, check)


def _linked(mind: Mind) -> Iterable[tuple[str, tuple[str, ...], str]]:
    for locator, (_, passage) in mind.knowledge.source.passages().items():
        if passage.link:
            yield locator, passage.names, passage.link


def _has_link(passage: Passage) -> bool:
    return bool(passage.link) or passage.linked


def _stems(names: Sequence[str], address: str) -> set[str]:
    text = f"{' '.join(names)} {address.replace('/', ' ').replace('.', ' ').replace('-', ' ')}"
    found = {stem(word) for word in words(clean(text.replace("https:", "")))}
    joined = "".join(words(clean(" ".join(names))))
    return found | {joined}
