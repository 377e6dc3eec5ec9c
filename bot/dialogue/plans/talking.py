"""What needs no passage: the bot itself, feelings, courtesy, reactions, the other members."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.acts import Wish
from bot.dialogue.mind import Mind
from bot.dialogue.plan import Form, Line, Plan, answer, said, talk
from bot.dialogue.plans.wanted import told
from bot.dialogue.replies import Outcome
from bot.dialogue.talk import Talk
from bot.knowledge.models import Role

_OUTCRY = 3
"""Words of the longest "no way!", which asks nothing."""
COMMUNITY = frozenset(("others", "vote-wish", "last-result"))
"""Acts that are told what is voted on here, where the surface knows."""


def spoken(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """The bot's own words for an act, another wording each time it comes again."""
    slots: dict[str, object] = {"minutes": mind.minutes, "title": mind.knowledge.source.title}
    plan = talk(f"talk.{wish.act}", turn=before.times(wish.act), **slots)
    return replace(plan, asks_debates=wish.act in COMMUNITY)


def opinion(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """No side, but both on offer."""
    plan = spoken(wish, before, mind)
    offered = (*mind.knowledge.in_role(Role.FOR)[:1], *mind.knowledge.in_role(Role.AGAINST)[:1])
    return replace(plan, related=offered)


def feeling(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """A person's sentence; nothing is cited to somebody who is sad."""
    return spoken(wish, before, mind)


def doubt(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """Somebody who can't believe it: yes, the article says so, in other words where they ask."""
    entries = told(mind, before)[:1]
    is_outcry = "?" not in wish.query.line and len(wish.query.raw) <= _OUTCRY
    if not entries or is_outcry:
        return spoken(wish, before, mind)
    facets = mind.knowledge.facets_of(entries[0].id)
    text = facets.short or facets.plain
    if text is None:
        return spoken(wish, before, mind)
    point = said(text, Form.SHORT, entries[0])
    if before.told and point in before.told.points and facets.plain:
        point = said(facets.plain, Form.PLAIN, entries[0])
    lead = (Line("talk.doubt-told", turn=before.times(wish.act)),)
    return replace(answer(point, lead=lead), outcome=Outcome.ANSWER)


def unconvinced(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """Fair enough, and what speaks on the other side."""
    plan = spoken(wish, before, mind)
    entries = told(mind, before)[:1]
    other = mind.knowledge.entry(entries[0].follow.opposite) if entries else None
    return replace(plan, related=(other,)) if other and other.id not in before.shown else plan


def confused(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """Somebody is lost: the last answer in plain words, where there is one."""
    entries = told(mind, before)[:1]
    plain = mind.knowledge.facets_of(entries[0].id).plain if entries else None
    if plain is None:
        return spoken(wish, before, mind)
    lead = (Line("talk.confused-told"),)
    return answer(said(plain, Form.PLAIN, entries[0]), lead=lead)
