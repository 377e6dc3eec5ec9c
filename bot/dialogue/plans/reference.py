"""Looking things up: what a word means, lists, two things side by side."""

from __future__ import annotations

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
    said,
)
from bot.dialogue.plans.lengths import resize, simplify
from bot.dialogue.plans.wanted import named, told, with_offers
from bot.dialogue.replies import Outcome
from bot.dialogue.talk import FRESH, Talk
from bot.knowledge.conversation import Comparison, Listing
from bot.knowledge.models import Entry, Role, Term
from bot.retrieval.query.content import stem
from bot.retrieval.query.phrases import Phrases
from bot.retrieval.query.query import Query

LIST, _DATES = "list-", "list-dates"
_FIRST = ("first", "last")
"""Words that, behind another, say in which order: "oldest first"."""
_TO = frozenset(("to", "from"))
_EVERYDAY = 5.0
"""The Zipf frequency from which nobody asks what a word means: "what does that even mean"."""
_TWO = 2
_BETWEEN = ("against", "and", "or", "with", "to", "than")
"""Words that may stand between two things, where nothing clearer does."""
_PLACES = ("here", "there")
_WHICH = frozenset(("which", "what", "whats", "who", "whos"))
_WEIGHING = 10
"""Words of the longest question which of two things is better."""
_MOST_USES = 2
"""Passages shown that use a word without explaining it."""


def define(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """A word's meaning, and whether the article itself explains it."""
    subject = wish.subject
    if subject is None:
        return simplify(wish, before, mind)
    if term := mind.subjects.term(subject):
        return defined(term, mind, before)
    if own := mind.subjects.own_term(subject):
        line = Line("talk.define.own", {"term": own.term, "means": own.means})
        return Plan(Outcome.CHAT, 0.9, (line,), about=About(Kind.TERM, own.term))
    if told(mind, before) and all(_is_everyday(word, mind) for word in subject.plain):
        return simplify(wish, before, mind)
    entry = mind.subjects.entry(subject)
    word = subject.text.strip(" ?!.")
    if entry is None:
        return absent(Line("talk.define.not_used", {"term": word}))
    used = {stem(one) for one in mind.retriever.read(f"{entry.title} {entry.claim}").plain}
    key = "undefined" if all(stem(one) in used for one in subject.plain) else "near"
    point = claim_of(entry)
    return with_offers(
        answer(point, lead=(Line(f"talk.define.{key}", {"term": word}),)), [entry], mind, before
    )


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


def list_of(found: Listing, number: int | None = None) -> Plan:
    """A list as the pack has written it, or as many of its items as are wished for."""
    about = About(Kind.LIST, found.id)
    if len(found.items) == 1:
        return answer(said(found.items[0], Form.CLAIM), about=about)
    if number and number < len(found.items):
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


def compare(wish: Wish, before: Talk, mind: Mind) -> Plan | None:
    """Two things side by side; the second may be what was told last."""
    if found := _written(wish.query, before, mind):
        return _side_by_side(found)
    if both := _two_named(wish, mind):
        return with_offers(answer(*map(claim_of, both)), both, mind, before)
    entry = named(wish, mind, before)
    if entry is None and wish.subject is None:
        return _last_two(before, mind)
    if entry is None or not told(mind, before):
        return None
    beside = [one for one in told(mind, before) if one.id != entry.id][:1]
    points = [claim_of(one) for one in (*beside, entry)]
    return with_offers(answer(*points), [entry], mind, before)


def _written(query: Query, before: Talk, mind: Mind) -> Comparison | None:
    """The pack's comparison that is meant: both its things are named, here or in what was told."""
    words, last = query.plain, before.told
    earlier = [mind.retriever.read(entry.title).plain for entry in told(mind, before)]
    if last and last.about.kind is Kind.COMPARISON:
        known = (
            one for one in mind.knowledge.conversation.comparisons if one.id == last.about.name
        )
        earlier += [tuple(" ".join(names).split()) for one in known for names in one.things]
    elsewhere = tuple(word for said_words in earlier for word in said_words)
    return (
        mind.subjects.compared(words, elsewhere)
        or mind.subjects.comparison_of(words, last.cites if last else ())
        or _here_and_there(query, mind)
    )


def beside(query: Query, before: Talk, mind: Mind, *, is_likely: bool = False) -> Plan | None:
    """The pack's comparison of two things that a message only sets against each other: "tea vs
    coffee"; or, where it is likely meant, of one with what was told.
    """
    if is_likely:
        found = _written(query, before, mind)
        return _side_by_side(found) if found else None
    at, _ = _joint(query.plain, _versus(mind))
    found = mind.subjects.compared(query.plain) or _here_and_there(query, mind) if at else None
    return _side_by_side(found) if found else None


def weighed(query: Query, before: Talk, mind: Mind) -> Plan | None:
    """Who asks which of two things that were compared is better, where the article doesn't say."""
    last, raw = before.last, query.raw
    if last is None or last.about.kind is not Kind.COMPARISON or len(raw) > _WEIGHING:
        return None
    if set(mind.knowledge.turns.words.weighing).isdisjoint(raw) or _WHICH.isdisjoint(raw):
        return None
    words = mind.knowledge.turns.words
    bare = {*words.function, *words.weighing, *words.comparing}
    entry = None if bare.issuperset(query.plain) else mind.subjects.answering(query)
    if entry is not None and not before.cited.issuperset(entry.cites):
        return None
    sides = (*mind.knowledge.in_role(Role.FOR)[:1], *mind.knowledge.in_role(Role.AGAINST)[:1])
    return absent(Line("talk.compare.no_verdict"), related=sides)


def _versus(mind: Mind) -> Phrases:
    """What stands between two things that are compared."""
    return Phrases(one for one in mind.knowledge.turns.words.beside if not one.startswith("and"))


def _joint(words: Sequence[str], phrases: Phrases) -> tuple[int, int]:
    """Where a phrase stands between other words, and how many it takes; 0 and 0 without any."""
    for at in range(1, len(words) - 1):
        if taken := phrases.begin(words, at):
            return at, taken
    return 0, 0


def _two_named(wish: Wish, mind: Mind) -> tuple[Entry, ...]:
    """What answers each of two things that no comparison of the pack is of."""
    if wish.subject is None:
        return ()
    plain = wish.subject.plain
    at, taken = _joint(plain, _versus(mind))
    if not at:
        at, taken = _joint(plain, Phrases(_BETWEEN))
    if not at:
        return ()
    words = mind.knowledge.turns.words
    nothing = {*words.function, *words.comparing}
    halves = (plain[:at], plain[at + taken :])
    if any(nothing.issuperset(half) for half in halves):
        return ()
    found = [mind.subjects.entry(mind.retriever.read(" ".join(half))) for half in halves]
    entries = tuple(dict.fromkeys(entry.id for entry in found if entry))
    return tuple(mind.entries[name] for name in entries) if len(entries) == _TWO else ()


def _here_and_there(query: Query, mind: Mind) -> Comparison | None:
    """The comparison of one thing in two places: "shops here vs there"."""
    is_both = set(_PLACES).issubset(query.raw)
    return mind.subjects.comparison_with(query.plain) if is_both else None


def _last_two(before: Talk, mind: Mind) -> Plan | None:
    """The last two things told, side by side: "what's the difference between the two?"."""
    names = dict.fromkeys(name for plan in before.back() for name in plan.entries)
    entries = [mind.entries[name] for name in names if name in mind.entries][:_TWO]
    if len(entries) < _TWO:
        return None
    entries.reverse()
    return with_offers(answer(*map(claim_of, entries)), entries, mind, before)


def _side_by_side(found: Comparison) -> Plan:
    points = [said(side, Form.CLAIM) for side in found.sides]
    if found.same is not None:
        points.append(said(found.same, Form.CLAIM))
    title = found.title
    titled = (replace(point, title=title) for point in points)
    return answer(*titled, about=About(Kind.COMPARISON, found.id))


def defined(term: Term, mind: Mind, before: Talk = FRESH) -> Plan:
    """What a word of the glossary means, and what leads on from the entry about it."""
    about = About(Kind.TERM, term.term)
    cites = term.cites
    if not term.means:
        entry = mind.subjects.entry(mind.retriever.read(term.term))
        if entry is None:
            return absent(Line("talk.define.not_used", {"term": term.term}))
        lead = (Line("talk.define.undefined", {"term": _shown(term)}),)
        return answer(claim_of(entry), lead=lead, about=about)
    slots = {"term": _shown(term), "means": term.means.rstrip(".")}
    key = "explained" if term.defined else "general"
    if not cites:
        return Plan(Outcome.CHAT, 0.9, (Line("talk.define.own", slots),), about=about)
    lead = (Line(f"talk.define.{key}", slots),)
    entry = mind.subjects.entry(mind.retriever.read(term.term))
    is_there = entry is not None and set(entry.cites) & set(cites)
    if entry is None or not is_there:
        return answer(Point("", cites[:_MOST_USES], "", term.term), lead=lead, about=about)
    found = answer(Point("", cites[:_MOST_USES], entry.id, term.term), lead=lead, about=about)
    return with_offers(found, [entry], mind, before)


def _is_everyday(word: str, mind: Mind) -> bool:
    return mind.retriever.model.lexicon.zipf.get(word, 0.0) >= _EVERYDAY


def _shown(term: Term) -> str:
    return term.term[:1].upper() + term.term[1:]


def _as_point(found: Listing) -> Point:
    return replace(bulleted(found.items, found.title), form=Form.CLAIM)


def _derived(name: str, mind: Mind) -> Plan | None:
    """A list that the passages themselves give, where the pack has written none."""
    rows: dict[str, list[str]] = {}
    for locator, (_, passage) in mind.knowledge.source.passages().items():
        for item in {"figures": passage.figures, "people": passage.names}.get(name, ()):
            rows.setdefault(item, []).append(locator)
    if not rows:
        return absent(Line("talk.no_list"))
    cites = tuple(dict.fromkeys(one for listed in rows.values() for one in listed))
    return answer(Point("", cites[:12], bullets=tuple(rows)), lead=(Line("talk.named_there"),))
