"""The exact words of a passage, or where they stand for want of a copy to quote from."""

from __future__ import annotations

from bot.dialogue.acts import Asked, Wish
from bot.dialogue.mind import Mind
from bot.dialogue.plan import Form, Line, Plan, Point, answer
from bot.dialogue.plans.looking_up.listing import list_of
from bot.dialogue.plans.passages.ends import SENTENCE, at_an_end, content, nearest, quoted
from bot.dialogue.plans.wanted import lost, unknown, wanted, with_offers
from bot.dialogue.talk import Talk
from bot.retrieval.query.content import stem
from bot.retrieval.query.query import Query

_MANY = 3
"""Words of a passage that somebody who asks for its words has in mind."""
_SEVERAL = 2
_LITTLE = 3
"""Letters up to which a word stands in most sentences."""
_QUOTE = ("quote", "quotation", "line", "sentence")
_LONGEST = 60
"""Words of a passage that is quoted whole; of a longer one the nearest sentences."""


_PICKS = ("elsewhere", "nth", "second-thing", "meant", "excerpt", "link")
_AND = frozenset(("and", "n", "also", "plus", "now", "then", "what"))
_ONE = frozenset(("one", "bit", "part", "sentence", "line", "passage", "quote", "paragraph"))
_SENTENCE = _ONE - {"one", "bit", "part", "quote"}
_NEXT = 7
"""Words of the longest message that turns to the passage beside."""
_GOING_ON = 12
"""Words of the longest message that only asks for another quotation."""


def excerpt(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """The exact words, where a local copy may be quoted from; else where they stand."""
    if found := at_an_end(wish, before, mind):
        return found
    if several := _each_told(wish, before, mind):
        return several
    entries = wanted(wish, mind, before)
    if not entries and _is_any(wish, mind) and (listed := mind.subjects.listed("quotations")):
        return list_of(listed)
    if not entries:
        return unknown(wish, mind, before) if wish.subject else lost(before)
    entry = entries[0]
    subject = wish.subject.text if wish.subject else ""
    hint = f"{subject} {entry.claim}"
    locator = nearest(entry.cites, mind, subject, hint)
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
    function = mind.knowledge.turns.words.function
    named_words = (word for word in subject.plain if word not in function)
    wanted_words = {stem(word) for word in named_words if len(word) > _LITTLE}
    held = {one: len(wanted_words & content(text)) for one, text in mind.quotes.items()}
    best = max(held, key=held.__getitem__, default="")
    if not best or held[best] <= held.get(found, 0):
        return ""
    is_only = held[best] > 0 and list(held.values()).count(held[best]) == 1
    is_bare = len(wanted_words) <= _SEVERAL and is_only
    is_clear = held[best] >= _MANY or (is_bare and not held.get(found))
    return best if is_clear else ""


def goes_on(act: Wish | Asked) -> bool:
    """Whether a message after a quotation asks for another: "and the one on tea"."""
    is_other = isinstance(act, Wish) and act.act not in _PICKS
    raw = act.query.raw
    if is_other or len(raw) > _GOING_ON or raw[:1] == () or raw[0] not in _AND:
        return False
    return not _ONE.isdisjoint(raw)


def neighbor(query: Query, last: Plan, mind: Mind) -> Plan | None:
    """The passage before or behind the one that was just quoted: "and the sentence after?"."""
    words, raw = mind.knowledge.turns.words, set(query.raw)
    is_next = not raw.isdisjoint(words.following)
    is_meant = (is_next and not _ONE.isdisjoint(raw)) or not _SENTENCE.isdisjoint(raw)
    if len(query.raw) > _NEXT or not is_meant or len(last.cites) != 1:
        return None
    if not is_next and raw.isdisjoint(words.preceding):
        return None
    found = list(mind.quotes)
    if last.cites[0] not in found:
        return None
    at = found.index(last.cites[0]) + (1 if is_next else -1)
    return answer(_quote(found[at], mind)) if 0 <= at < len(found) else None


def _stands(locator: str, mind: Mind) -> Line:
    """Where a passage stands, for want of its words."""
    section, passage = mind.knowledge.source.passages()[locator]
    slots = {"heading": section.heading, "number": passage.number, "start": passage.starts}
    return Line("talk.excerpt.begins" if passage.starts else "talk.excerpt.stands", slots)


def _each_told(wish: Wish, before: Talk, mind: Mind) -> Plan | None:
    """The words of each of several things that were just told: "the original of both"."""
    together = set(mind.knowledge.turns.words.pairs)
    named_words = set(wish.subject.plain) if wish.subject else set()
    if before.told is None or together.isdisjoint(wish.query.raw) or named_words - together:
        return None
    points = before.told.points
    if len(points) < _SEVERAL:
        points = tuple(point for plan in list(before.back())[1::-1] for point in plan.points)
    found = dict.fromkeys(nearest(point.cites, mind, point.text) for point in points)
    quotes = [_quote(one, mind) for one in found if one in mind.quotes][:_MANY]
    return answer(*quotes) if quotes else None


def _quote(locator: str, mind: Mind) -> Point:
    entry = mind.entry_on(locator)
    name, title = (entry.id, entry.title) if entry else ("", "")
    text = quoted(_cut(mind.quotes[locator], entry.claim if entry else ""))
    return Point(text, (locator,), name, title, Form.QUOTE)


def _cut(text: str, hint: str) -> str:
    """A passage, or the sentences of a long one that are nearest to a hint."""
    if len(text.split()) <= _LONGEST:
        return text
    sentences = SENTENCE.split(text)
    wanted_words = content(hint)
    best = max(sentences, key=lambda one: len(wanted_words & content(one)))
    return best if len(best.split()) <= _LONGEST else " ".join(best.split()[:_LONGEST]) + " …"
