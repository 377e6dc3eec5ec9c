"""What only goes on with the kind of thing that was told last: another section's summary, another
list, another word's meaning, other words of the article, where that is all that a message names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.dialogue.acts import Asked, Wish
from bot.dialogue.mind import Mind
from bot.dialogue.plan import Kind, Plan
from bot.dialogue.plans.looking_up.comparing import weighed
from bot.dialogue.plans.looking_up.defining import defined
from bot.dialogue.plans.looking_up.listing import list_of
from bot.dialogue.plans.passages.linking import is_linked, linked_by_name
from bot.dialogue.plans.passages.quoting import excerpt, goes_on, neighbor
from bot.dialogue.plans.places import picked
from bot.dialogue.plans.summaries import of_section
from bot.dialogue.talk import Talk

_SHORT = 6
"""Words of the longest message that only turns to another link or word."""

_AND = ("and", "n", "also", "plus", "now", "then")
_TURN = 8
"""Words of the longest message that turns to another list: "films or books or the like?"."""


def going_on_from(
    act: Wish | Asked, before: Talk, mind: Mind, summing_up: frozenset[str]
) -> Plan | None:
    """What a message goes on with; None where it begins something else. `summing_up` are the words
    that ask for a summary.
    """
    last = before.last
    if last is None:
        return None
    if found := picked(act, before, mind) or weighed(act.query, before, mind):
        return found
    if last.act == "excerpt" and (beside := neighbor(act.query, last, mind)):
        return replace(beside, act="excerpt")
    if last.act == "excerpt" and goes_on(act):
        return _quoted(act, before, mind)
    if is_linked(last, mind) and len(act.query.raw) <= _SHORT:
        return linked_by_name(act.query, mind)
    other = _OTHERS.get(last.about.kind)
    return other(act, before, mind, summing_up) if other else None


def _quoted(act: Wish | Asked, before: Talk, mind: Mind) -> Plan | None:
    found = excerpt(Wish("excerpt", act.query, act.query), before, mind)
    return replace(found, act="excerpt") if found.points else None


def _term(act: Wish | Asked, before: Talk, mind: Mind, _: frozenset[str]) -> Plan | None:
    if len(act.query.raw) > _SHORT:
        return None
    term = mind.subjects.only_term(act.query.plain)
    return None if term is None else defined(term, mind, before)


def _list(act: Wish | Asked, _before: Talk, mind: Mind, _: frozenset[str]) -> Plan | None:
    raw, words = act.query.raw, mind.knowledge.turns.words
    is_joined = len(raw) > 1 and raw[0] in _AND and raw[1] not in words.asking
    is_turn = len(raw) <= _TURN and (
        (isinstance(act, Wish) and act.act == "elsewhere") or (isinstance(act, Asked) and is_joined)
    )
    listed = mind.subjects.listing(act.query.plain, whole=not is_turn)
    return None if listed is None else list_of(listed)


def _section(
    act: Wish | Asked, before: Talk, mind: Mind, summing_up: frozenset[str]
) -> Plan | None:
    found = mind.subjects.only_section(act.query.plain, summing_up)
    last = before.last
    return None if found is None or last is None else of_section(found, last.about.form, mind)


_Other = Callable[[Wish | Asked, Talk, Mind, frozenset[str]], Plan | None]
_OTHERS: dict[Kind, _Other] = {
    Kind.TERM: _term,
    Kind.LIST: _list,
    Kind.ARTICLE: _section,
    Kind.SECTION: _section,
}
