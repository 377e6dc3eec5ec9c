"""Two things side by side."""

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
    absent,
    answer,
    bulleted,
    claim_of,
    said,
    talk,
)
from bot.dialogue.plans.wanted import named, told, with_offers
from bot.dialogue.talk import Talk
from bot.knowledge.conversation import Comparison
from bot.knowledge.models import Entry, Role
from bot.retrieval.query.phrases import Phrases
from bot.retrieval.query.query import Query

_TWO = 2
_MOST = 4
"""Things that are set side by side at most."""
_LISTED = re.compile(r", (?:and |or )?| and | or |,")
_BETWEEN = ("against", "and", "or", "with", "to", "than", "from")
"""Words that may stand between two things, where nothing clearer does."""
_WHICH = frozenset(("which", "what", "whats", "who", "whos"))
_WEIGHING = 10
"""Words of the longest question which of two things is better."""
_BESIDE = 12
"""Words of the longest message that only sets two things beside each other."""


def compare(wish: Wish, before: Talk, mind: Mind) -> Plan | None:
    """Two things side by side; the second may be what was told last."""
    if written := _written(wish.query, before, mind):
        return _side_by_side(written)
    if found := _of_what_was_told(wish, before, mind):
        return found
    if listed := mind.subjects.contrasted_list(wish.query.plain):
        point = replace(bulleted(listed.items, listed.title), form=Form.CLAIM)
        return answer(point, about=About(Kind.LIST, listed.id))
    if named_apart := several_named(wish, mind) or _in_both(wish, mind) or two_named(wish, mind):
        return with_offers(answer(*map(claim_of, named_apart)), named_apart, mind, before)
    return _beside_told(wish, before, mind)


def _beside_told(wish: Wish, before: Talk, mind: Mind) -> Plan | None:
    """What is named beside what was told last."""
    entry = named(wish, mind, before)
    if entry is None or not told(mind, before):
        return None
    other = [one for one in told(mind, before) if one.id != entry.id][:1]
    points = [claim_of(one) for one in (*other, entry)]
    return with_offers(answer(*points), [entry], mind, before)


def _written(query: Query, before: Talk, mind: Mind) -> Comparison | None:
    """The pack's comparison that is meant: both its things are named, here or in what was told."""
    words, last = query.plain, before.told
    earlier = [mind.retriever.read(entry.title).plain for entry in told(mind, before)]
    if last and last.about.kind is Kind.COMPARISON:
        written = (
            one for one in mind.knowledge.conversation.comparisons if one.id == last.about.name
        )
        earlier += [tuple(" ".join(names).split()) for one in written for names in one.things]
    elsewhere = tuple(word for said_words in earlier for word in said_words)
    return mind.subjects.comparisons.meant(
        words, elsewhere
    ) or mind.subjects.comparisons.on_passages(words, last.cites if last else ())


def beside(query: Query, before: Talk, mind: Mind, *, is_likely: bool = False) -> Plan | None:
    """The pack's comparison of two things that a message only sets against each other: "tea vs
    coffee"; or, where it is likely meant, of one with what was told.
    """
    if len(query.raw) > _BESIDE:
        return None
    if is_likely:
        found = _written(query, before, mind)
        return _side_by_side(found) if found else None
    at, _ = _joint(query.plain, _versus(mind))
    words = mind.knowledge.turns.words
    setting = {*words.comparing, "against", "beside", "next"}
    setting |= set(words.weighing) if "or" in query.raw else set()
    is_set = bool(at) or not setting.isdisjoint(query.raw)
    found = mind.subjects.comparisons.meant(query.plain) if is_set else None
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


def _of_what_was_told(wish: Wish, before: Talk, mind: Mind) -> Plan | None:
    """The last two things told, where nothing is named; at the beginning, which two are meant."""
    is_back = wish.subject is None or _is_of_two(wish, mind)
    if not is_back or mind.subjects.comparisons.names_contrast(wish.query.plain):
        return None
    if (known := _told_both(before, mind)) is not None:
        return _side_by_side(known)
    if two := _last_two(before, mind):
        return two
    return None if before.turns else talk("talk.compare.which")


def _is_of_two(wish: Wish, mind: Mind) -> bool:
    """Whether a comparison's subject only says that it is of two things: "these two"."""
    words = mind.knowledge.turns.words
    nothing = {*words.function, *words.comparing, *words.pairs, *words.handing, *words.leaning}
    return wish.subject is not None and nothing.issuperset(wish.subject.plain)


def several_named(wish: Wish, mind: Mind) -> tuple[Entry, ...]:
    """What answers each of three things or more: "tea, coffee and milk"."""
    words = mind.knowledge.turns.words
    nothing = {*words.function, *words.comparing}
    parts = [mind.retriever.read(part) for part in _LISTED.split(wish.query.line)]
    bare = [[word for word in part.plain if word not in words.comparing] for part in parts]
    named_parts = [
        mind.retriever.read(" ".join(one)) for one in bare if not nothing.issuperset(one)
    ]
    if not _TWO < len(named_parts) <= _MOST:
        return ()
    entries = [mind.subjects.entry(part) for part in named_parts]
    found = tuple(dict.fromkeys(entry.id for entry in entries if entry))
    return tuple(mind.entries[name] for name in found) if len(found) > _TWO else ()


def _in_both(wish: Wish, mind: Mind) -> tuple[Entry, ...]:
    """What answers one thing in each of two that the article contrasts: "tea here and abroad"."""
    topic, sides = mind.subjects.comparisons.contrasted(wish.query.plain)
    if not topic or len(sides) != _TWO:
        return ()
    found = [
        mind.subjects.entry(mind.retriever.read(f"{' '.join(topic)} in {side}")) for side in sides
    ]
    names = tuple(dict.fromkeys(entry.id for entry in found if entry))
    return tuple(mind.entries[name] for name in names) if len(names) == _TWO else ()


def two_named(wish: Wish, mind: Mind) -> tuple[Entry, ...]:
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
    bare = [[word for word in half if word not in words.comparing] for half in halves]
    found = [mind.subjects.entry(mind.retriever.read(" ".join(half))) for half in bare]
    entries = tuple(dict.fromkeys(entry.id for entry in found if entry))
    return tuple(mind.entries[name] for name in entries) if len(entries) == _TWO else ()


def _told_both(before: Talk, mind: Mind) -> Comparison | None:
    """The pack's comparison of the last two things told."""
    plans = list(before.back())[:_TWO]
    titles = [point.title for plan in plans for point in plan.points[:1] if point.title]
    titles += [mind.entries[name].title for plan in plans for name in plan.entries[:1]]
    words = tuple(word for title in titles for word in mind.retriever.read(title).plain)
    return mind.subjects.comparisons.both(words) if len(plans) == _TWO else None


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
