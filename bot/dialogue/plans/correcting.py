"""The member meant something else: the last reading is undone."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.acts import Wish
from bot.dialogue.mind import Mind
from bot.dialogue.plan import SURE, Line, Plan, answer, claim_of, talk
from bot.dialogue.plans.places import place, placed
from bot.dialogue.plans.wanted import with_offers
from bot.dialogue.replies import Outcome
from bot.dialogue.talk import FRESH, Talk
from bot.knowledge.models import Entry
from bot.retrieval.query.answer_type import AnswerType
from bot.retrieval.query.query import Query

_CHOICES = 3
_TURNS = frozenset(("meant", "mean", "but", "rather"))
"""Words after which it is said what was meant."""


def meant(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """Another thing than what was told: what the new words name, in the light of the last question
    but never its answer again.
    """
    if (found := placed(wish.query, before, mind)) is not None:
        return answer(found)
    if wish.subject is None:
        return not_that(wish, before, mind)
    subject = mind.retriever.read(_turned(wish.subject.text))
    wish = replace(wish, subject=subject)
    said = before.told
    shown = set(said.entries) if said else set()
    asked = _asked_again(subject, said, mind)
    if asked is not None and asked.id not in shown:
        return with_offers(answer(claim_of(asked)), [asked], mind, before)
    candidates = [one for one in mind.subjects.candidates(subject, FRESH) if one.id not in shown]
    nearby = _among_runners(wish, before, mind, shown)
    best = candidates[0] if candidates else None
    chosen = nearby if nearby is not None and nearby in candidates[:4] else best
    if chosen is None:
        return not_that(wish, before, mind)
    plan = Plan(Outcome.ANSWER, SURE, (), (claim_of(chosen),))
    return with_offers(plan, [chosen], mind, before)


def turned(wish: Wish, before: Talk, mind: Mind) -> Plan | None:
    """The question asked last, of something else: "and the city ones?"; None where that question
    asked for nothing in particular, or nothing answers it.
    """
    found = _asked_again(wish.query, before.told, mind)
    if found is None or (before.told and found.id in before.told.entries):
        return None
    plan = Plan(Outcome.ANSWER, SURE, (), (claim_of(found),), kind=_kind(before.told))
    return with_offers(plan, [found], mind, before)


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


def not_that(_wish: Wish, before: Talk, mind: Mind) -> Plan:
    """What else the last question may have meant."""
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
