"""The exact words of a passage, or where they stand for want of a copy to quote from."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.acts import Asked, Wish
from bot.dialogue.mind import Mind
from bot.dialogue.plan import Form, Line, Plan, Point, answer
from bot.dialogue.plans.looking_up.listing import list_of
from bot.dialogue.plans.passages.ends import SENTENCE, at_an_end, quoted
from bot.dialogue.plans.wanted import lost, unknown, wanted, with_offers
from bot.dialogue.talk import Talk
from bot.retrieval.query.content import stem
from bot.retrieval.query.query import Query
from bot.retrieval.query.text import clean, words

_MANY = 3
"""Words of a passage that somebody who asks for its words has in mind."""
_LITTLE = 3
"""Letters up to which a word stands in most sentences."""
_QUOTE = ("quote", "quotation", "line", "sentence")
_LONGEST = 60
"""Words of a passage that is quoted whole; of a longer one the nearest sentences."""


_PICKS = ("elsewhere", "nth", "second-thing", "meant", "excerpt", "link")
_AND = frozenset(("and", "n", "also", "plus", "now", "then", "what"))
_ONE = frozenset(("one", "bit", "part", "sentence", "line", "passage", "quote", "paragraph"))
_GOING_ON = 12
"""Words of the longest message that only asks for another quotation."""


def excerpt(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """The exact words, where a local copy may be quoted from; else where they stand."""
    if found := at_an_end(wish, before, mind):
        return found
    entries = wanted(wish, mind, before)
    if not entries and _is_any(wish, mind) and (listed := mind.subjects.listed("quotations")):
        return list_of(listed)
    if not entries:
        return unknown(wish, mind, before) if wish.subject else lost(before)
    entry = entries[0]
    hint = f"{wish.subject.text if wish.subject else ''} {entry.claim}"
    locator = _nearest(entry.cites, mind, hint)
    if wish.subject is not None and (worded := _worded(wish.subject, locator, mind)):
        locator, entry = worded, mind.entry_on(worded) or entry
    if locator in mind.quotes:
        quote = quoted(_cut(mind.quotes[locator], hint))
        point = Point(quote, (locator,), entry.id, entry.title, Form.QUOTE)
        return with_offers(answer(point), [entry], mind, before)
    point = Point(entry.claim, (locator,), entry.id, entry.title)
    return answer(point, lead=(_stands(locator, mind),))


def _is_any(wish: Wish, mind: Mind) -> bool:
    """Whether any quotation will do: "a quote for my slide"."""
    raw, words = set(wish.query.raw), mind.knowledge.turns.words
    return wish.subject is None and not raw.isdisjoint(_QUOTE) and raw.isdisjoint(words.leaning)


def _worded(subject: Query, found: str, mind: Mind) -> str:
    """The passage that has clearly more of the words that are asked for than the one found."""
    wanted_words = {stem(word) for word in subject.plain if len(word) > _LITTLE}
    held = {one: len(wanted_words & _content(text)) for one, text in mind.quotes.items()}
    best = max(held, key=held.__getitem__, default="")
    is_clear = best and held[best] >= _MANY and held[best] > held.get(found, 0)
    return best if is_clear else ""


def goes_on(act: Wish | Asked) -> bool:
    """Whether a message after a quotation asks for another: "and the one on tea"."""
    is_other = isinstance(act, Wish) and act.act not in _PICKS
    raw = act.query.raw
    if is_other or len(raw) > _GOING_ON or raw[:1] == () or raw[0] not in _AND:
        return False
    return not _ONE.isdisjoint(raw)


def _stands(locator: str, mind: Mind) -> Line:
    """Where a passage stands, for want of its words."""
    section, passage = mind.knowledge.source.passages()[locator]
    slots = {"heading": section.heading, "number": passage.number, "start": passage.starts}
    return Line("talk.excerpt.begins" if passage.starts else "talk.excerpt.stands", slots)


def _nearest(cites: Sequence[str], mind: Mind, hint: str) -> str:
    """The passage that shares most words with a hint; the first where no copy is at hand."""
    wanted_words = _content(hint)
    return max(
        cites,
        key=lambda one: (len(wanted_words & _content(mind.quotes.get(one, ""))), -cites.index(one)),
    )


def _cut(text: str, hint: str) -> str:
    """A passage, or the sentences of a long one that are nearest to a hint."""
    if len(text.split()) <= _LONGEST:
        return text
    sentences = SENTENCE.split(text)
    wanted_words = _content(hint)
    best = max(sentences, key=lambda one: len(wanted_words & _content(one)))
    return best if len(best.split()) <= _LONGEST else " ".join(best.split()[:_LONGEST]) + " …"


def _content(text: str) -> set[str]:
    return {stem(word) for word in words(clean(text)) if len(word) > 2}
