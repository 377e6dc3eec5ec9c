"""The first or the last words of the article, of a section or of what was just told: "read me the
final sentence of the conclusion".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.dialogue.acts import Wish
from bot.dialogue.mind import Mind
from bot.dialogue.plan import Form, Plan, Point, answer
from bot.dialogue.talk import Talk
from bot.knowledge.models import SUMMARY_OF
from bot.retrieval.query.content import stem
from bot.retrieval.query.text import clean, words

SENTENCE = re.compile(r"(?<=[.!?…”]) (?=[A-Z(“\"'\[])")
_NEAR = 3
_WHOLE = frozenset(("paragraph", "paragraphs", "para", "passage", "passages"))
"""Words with which the passage is meant, not a sentence of it."""
_POINTING = frozenset(("that", "this", "it", "its"))
_ORDERED = frozenset(("first", "last", "final"))
"""Words that say which of several, of whatever kind."""
_ARTICLE = frozenset(("article", "piece", "whole", "essay", "text", "story", "thing"))


def at_an_end(wish: Wish, before: Talk, mind: Mind, near: int = _NEAR) -> Plan | None:
    """The words at an end of what is meant; None where no end is named, or no copy is at hand.
    `near` is how many words before "sentence" may say which one.
    """
    words, raw = mind.knowledge.turns.words, wish.query.raw
    at = next((place for place, word in enumerate(raw[1:], 1) if word in words.lines), None)
    which = set(raw[max(0, at - near) : at]) if at is not None else set()
    if which.isdisjoint((*words.opening, *words.ending)) and _names_an_end(wish, mind):
        at, which = None, set(raw) - _ORDERED
    if not mind.quotes:
        return None
    is_last = not which.isdisjoint(words.ending)
    if not is_last and which.isdisjoint(words.opening):
        return None
    locators = _meant(wish, before, mind)
    held = [one for one in locators if one in mind.quotes]
    if not held:
        return None
    locator = held[-1 if is_last else 0]
    quote = mind.quotes[locator]
    if at is None or raw[at] not in _WHOLE:
        quote = SENTENCE.split(quote)[-1 if is_last else 0]
    entry = mind.entry_on(locator)
    name, title = (entry.id, entry.title) if entry else ("", "")
    return answer(Point(quoted(quote), (locator,), name, title, Form.QUOTE))


def _names_an_end(wish: Wish, mind: Mind) -> bool:
    """Whether a message names an end, of a section perhaps, and nothing else: "the literal opening
    of the conclusion".
    """
    words = mind.knowledge.turns.words
    ends = {*words.opening, *words.ending} - _ORDERED
    if wish.act != "excerpt" or ends.isdisjoint(wish.query.raw):
        return False
    rest = [one for one in (wish.subject.plain if wish.subject else ()) if one not in ends]
    return not rest or mind.subjects.named_section(rest) is not None


def quoted(quote: str) -> str:
    """Words of the article in quotation marks, with single ones inside."""
    return f"“{quote.replace('“', '‘').replace('”', '’')}”"


def _meant(wish: Wish, before: Talk, mind: Mind) -> Sequence[str]:
    """The passages whose end is meant: a section's, those told last, or all that the article tells
    of its subject.
    """
    passages = mind.knowledge.source.passages()
    ends = {*mind.knowledge.turns.words.opening, *mind.knowledge.turns.words.ending}
    rest = [word for word in wish.query.plain if word not in ends]
    if section := mind.subjects.named_section(rest):
        return [one for one in passages if passages[one][0].id == section.section]
    raw = set(wish.query.raw)
    if before.told is not None and not raw.isdisjoint(_POINTING) and raw.isdisjoint(_ARTICLE):
        return before.told.cites
    told = [one.id for one in mind.knowledge.source.sections if _is_told(one.id, mind)]
    return [one for one in passages if passages[one][0].id in told] or list(passages)


def _is_told(section: str, mind: Mind) -> bool:
    """Whether a section tells something that can be summed up; a list of sources doesn't."""
    return bool(mind.knowledge.in_role(f"{SUMMARY_OF}:{section}"))


def nearest(cites: Sequence[str], mind: Mind, *hints: str) -> str:
    """The passage that shares most words with the first hint, else with the next; the first where
    no copy is at hand.
    """
    wanted_words = [content(hint) for hint in hints]

    def shared(one: str) -> tuple[int, ...]:
        held = content(mind.quotes.get(one, ""))
        return (*(len(words & held) for words in wanted_words), -cites.index(one))

    return max(cites, key=shared)


def content(text: str) -> set[str]:
    """The words of a text that say something, without their endings."""
    return {stem(word) for word in words(clean(text)) if len(word) > 2}
