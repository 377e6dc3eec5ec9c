"""Looking things up: what a word means, lists, two things side by side."""

from __future__ import annotations

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
from bot.knowledge.models import Term
from bot.retrieval.query.content import stem

LIST, _DATES = "list-", "list-dates"
_EVERYDAY = 5.0
"""The Zipf frequency from which nobody asks what a word means: "what does that even mean"."""
_TWO = 2
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
    name = wish.act.removeprefix(LIST)
    found = mind.subjects.listed(name) if wish.act != "list" else None
    if found is None:
        found = mind.subjects.listing(wish.query.plain)
    if found is None and wish.act == "list" and wish.length and before.told:
        return resize(wish, before, mind)
    if found is None or (name != found.id and wish.act != "list"):
        return _derived(name, mind) if wish.act != "list" else None
    ends = mind.knowledge.turns.words
    for place, words in ((0, ends.oldest), (-1, ends.newest)):
        if wish.act == _DATES and not set(words).isdisjoint(wish.query.raw):
            one = said(found.items[place], Form.CLAIM)
            return answer(one, about=About(Kind.LIST, found.id))
    return list_of(found)


def list_of(found: Listing) -> Plan:
    """A list as the pack has written it."""
    return answer(_as_point(found), about=About(Kind.LIST, found.id))


def compare(wish: Wish, before: Talk, mind: Mind) -> Plan | None:
    """Two things side by side; the second may be what was told last."""
    words = (wish.subject or wish.query).plain
    earlier = [mind.retriever.read(entry.title).plain for entry in told(mind, before)]
    last = before.told
    if last and last.about.kind is Kind.COMPARISON:
        known = (
            one for one in mind.knowledge.conversation.comparisons if one.id == last.about.name
        )
        earlier += [tuple(" ".join(names).split()) for one in known for names in one.things]
    elsewhere = tuple(word for said_words in earlier for word in said_words)
    if found := mind.subjects.comparison(words, elsewhere):
        return _side_by_side(found)
    if found := mind.subjects.comparison_of(words, last.cites if last else ()):
        return _side_by_side(found)
    entry = named(wish, mind, before)
    if entry is None and wish.subject is None:
        return _last_two(before, mind)
    if entry is None or not told(mind, before):
        return None
    beside = [one for one in told(mind, before) if one.id != entry.id][:1]
    points = [claim_of(one) for one in (*beside, entry)]
    return with_offers(answer(*points), [entry], mind, before)


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
