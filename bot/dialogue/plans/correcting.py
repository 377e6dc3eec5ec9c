"""The member meant something else: the last reading is undone."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.acts import Wish
from bot.dialogue.mind import Mind
from bot.dialogue.plan import SURE, Kind, Line, Plan, answer, claim_of, talk
from bot.dialogue.plans.places import PLACE_WORDS, other_of_two, place, placed, selected, shown
from bot.dialogue.plans.wanted import with_offers
from bot.dialogue.replies import Outcome
from bot.dialogue.talk import FRESH, Talk
from bot.knowledge.models import Entry
from bot.retrieval.query.answer_type import AnswerType
from bot.retrieval.query.query import Query

_CHOICES = 3
_NEAREST = 4
"""Entries nearest to new words among which one that came next at the last question is meant."""
_NAMED = 0.4
"""The probability from which the words of a correction name something."""
_REACH, _ASKED, _TOLD = 0.8, 0.5, 0.3
"""How far below the best an entry may stand that the words name as well, how much its likeness to
the last question counts, and what it loses where it was just told.
"""
_TURNS = frozenset(("meant", "mean", "but", "rather"))
"""Words after which it is said what was meant."""


def meant(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """Another thing than what was told: what the new words name, in the light of the last question
    but never its answer again.
    """
    names = _names(wish.subject, mind) if wish.subject else 0
    if not names and (found := placed(wish.query, before, mind)) is not None:
        return answer(found)
    if wish.subject is None:
        return not_that(wish, before, mind)
    if some := _of_a_list(wish.subject, before, mind):
        return some
    subject = mind.retriever.read(_turned(wish.subject.text))
    wish = replace(wish, subject=subject)
    chosen = _instead(wish, subject, before, mind)
    if chosen is None:
        return not_that(wish, before, mind)
    is_told = before.told is not None and chosen.id in before.told.entries
    lead = (Line("talk.correction.same"),) if is_told else ()
    plan = Plan(Outcome.ANSWER, SURE, lead, (claim_of(chosen),))
    return with_offers(plan, [chosen], mind, before)


def _of_a_list(subject: Query, before: Talk, mind: Mind) -> Plan | None:
    """The items that a correction means of the list that was told last."""
    last = before.told
    if last is None or last.about.kind is not Kind.LIST:
        return None
    found = selected(mind.retriever.read(_turned(subject.text)), last, mind)
    return answer(*shown(found), about=last.about) if found else None


def _instead(wish: Wish, subject: Query, before: Talk, mind: Mind) -> Entry | None:
    """What is meant, the likeliest way to find it first."""
    said = _asked_last(before)
    shown = set(said.entries) if said else set()
    turned_to = mind.context.turned(subject, before)
    if turned_to is not None and turned_to.id not in shown:
        return turned_to
    if before.before is not None and mind.context.is_contrast(subject):
        return None
    asked = _asked_again(subject, said, mind)
    last = before.before
    if asked is not None and (last is None or mind.context.is_near(asked, last)):
        return asked
    if (likely := _likely(subject, before, shown, mind)) is not None:
        return likely
    if asked is not None:
        return asked
    nearby = _among_runners(wish, before, mind, shown)
    candidates = mind.subjects.candidates(subject, FRESH)[:_NEAREST]
    best = mind.subjects.entry(subject)
    return nearby if nearby is not None and nearby in candidates else best


def _names(subject: Query, mind: Mind) -> int:
    """How many of its words name something, places in a list left out."""
    function = {*mind.knowledge.turns.words.function, *PLACE_WORDS}
    return len(set(subject.plain) - function)


def _asked_last(before: Talk) -> Plan | None:
    """The reply to the question that a correction is of, which may have told nothing."""
    last = before.last
    return last if last and last.kind is not AnswerType.OPEN else before.told


def _likely(subject: Query, before: Talk, shown: set[str], mind: Mind) -> Entry | None:
    """What the new words name; of several alike, what answers the last question with the new words
    in the place of the old.
    """
    if before.before is None:
        return mind.subjects.answering(subject)
    named = mind.subjects.ranking(subject)
    if named.probability < _NAMED:
        return None
    asked = {one.entry: one.score for one in mind.context.beside(subject, before.before).candidates}
    best = named.candidates[0].score
    scores = {
        one.entry: one.score + _ASKED * asked.get(one.entry, -1.0) - _TOLD * (one.entry in shown)
        for one in named.candidates
        if best - one.score <= _REACH
    }
    return mind.entries[max(scores, key=scores.__getitem__)]


def turned(wish: Wish, before: Talk, mind: Mind) -> Plan | None:
    """The question asked last, of something else: "and the city ones?"; None where that question
    asked for nothing in particular, or nothing answers it.
    """
    found = _asked_again(wish.query, before.told, mind) or _nearest_turned(wish, before, mind)
    if found is None or (before.told and found.id in before.told.entries):
        return None
    plan = Plan(Outcome.ANSWER, SURE, (), (claim_of(found),), kind=_kind(before.told))
    return with_offers(plan, [found], mind, before)


def _nearest_turned(wish: Wish, before: Talk, mind: Mind) -> Entry | None:
    """Of what a turn to something else names, what is nearest to the last answer."""
    if wish.subject is None or before.before is None:
        return None
    likely = _likely(wish.subject, before, set(before.shown), mind)
    is_near = likely is not None and mind.context.is_near(likely, before.before)
    return likely if is_near else None


def _kind(said: Plan | None) -> AnswerType:
    return said.kind if said else AnswerType.OPEN


def _asked_again(subject: Query, said: Plan | None, mind: Mind) -> Entry | None:
    """What answers the question that was asked last, asked of what is meant now: "when" of it."""
    if said is None or said.kind is AnswerType.OPEN:
        return None
    kinds = {group.id: group.asks[0] for group in mind.knowledge.turns.answer_types}
    words = kinds.get(said.kind)
    return (
        mind.subjects.answering(mind.retriever.read(f"{words} {subject.text}")) if words else None
    )


def not_that(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """The other of two things, where one of them was told; else what the last question may have
    meant besides.
    """
    if (found := other_of_two(wish.query, before, mind)) is not None:
        return answer(found)
    said = before.told or before.last
    if said is None:
        return talk("talk.correction.what")
    others = _others(said, mind)
    if not others:
        return talk("talk.correction.what")
    return Plan(Outcome.CLARIFY, SURE, (Line("talk.correction.which"),), choices=tuple(others))


def nth(wish: Wish, before: Talk, mind: Mind) -> Plan | None:
    """The second of what was offered or told; None where there is none of that number."""
    last = before.last
    if last is None:
        return None
    if not last.choices and (found := placed(wish.query, before, mind)) is not None:
        return answer(found)
    listed = last.choices or tuple(
        mind.entries[name] for name in last.entries if name in mind.entries
    )
    if len(listed) < 2 and last.related:
        listed = (*listed, *last.related)
    at = place(wish.query, len(listed))
    if at is None:
        return None
    plan = Plan(Outcome.ANSWER, SURE, (), (claim_of(listed[at]),))
    return with_offers(plan, [listed[at]], mind, before)


def _turned(text: str) -> str:
    """What is meant of "not their fears, I meant their laws"."""
    typed = text.split()
    turns = [place for place, word in enumerate(typed) if word.strip(",.").lower() in _TURNS]
    rest = typed[turns[-1] + 1 :] if turns else typed
    return " ".join(rest or typed)


def _among_runners(wish: Wish, before: Talk, mind: Mind, shown: set[str]) -> Entry | None:
    """Of what came next at the last question, the one that the new words name."""
    said = before.told or before.last
    runners = [name for name in (said.runners if said else ()) if name not in shown]
    return mind.subjects.among(wish.subject, runners) if wish.subject and runners else None


def _others(said: Plan, mind: Mind) -> list[Entry]:
    shown = set(said.entries)
    cited = set(said.cites)
    found: list[Entry] = []
    for name in said.runners:
        entry = mind.entries.get(name)
        if entry is None or entry.id in shown or cited.issuperset(entry.cites):
            continue
        found.append(entry)
        cited |= set(entry.cites)
    return found[:_CHOICES]
