"""What can be said of the article and of its claims: what is sourced, whose view it is, and that
the bot can't check it.
"""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.acts import Wish
from bot.dialogue.mind import Mind
from bot.dialogue.plan import Form, Line, Plan, answer, claim_of, said, talk
from bot.dialogue.plans.passages.linking import backing, source
from bot.dialogue.plans.wanted import lost, named, told
from bot.dialogue.talk import Talk
from bot.knowledge.conversation import Passaged

_SAID = ("talk.source.no_check", "talk.source.listed", "talk.source.no_link")
_BARE = 2
"""Words up to which a wish names nothing: "is it" asks nothing before anything was told."""
_WHOLE = ("article", "author", "piece", "text", "whole", "all")


def truth(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """Of a claim: how the article backs it; of the whole: what is sourced in it."""
    if (backed := _named(wish, before, mind)) is not None:
        return backed
    if told(mind, before) and not _is_whole(wish):
        plan = source(wish, before, mind)
        told_so = [line for line in plan.lead if line.key not in _SAID]
        return replace(plan, lead=(Line("talk.true"), *told_so), points=plan.points[:1])
    if len(wish.query.raw) <= _BARE:
        return lost(before)
    return _written(mind.knowledge.conversation.critique.accuracy, "talk.critique.true")


def proof(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """What a claim rests on."""
    if (backed := _named(wish, before, mind)) is not None:
        return backed
    if (told(mind, before) or wish.subject is not None) and not _is_whole(wish):
        return source(wish, before, mind)
    if len(wish.query.raw) <= _BARE:
        return lost(before)
    return _written(mind.knowledge.conversation.critique.proof, "talk.critique.proof")


def backed(plan: Plan, mind: Mind) -> Plan:
    """The answer to "is it true that …?", with what it rests on behind it."""
    entry = mind.entries.get(plan.points[0].entry) if len(plan.points) == 1 else None
    return plan if entry is None else replace(plan, tail=backing(entry, mind))


def biased(_wish: Wish, _before: Talk, mind: Mind) -> Plan:
    """Where the author stands."""
    return _written(mind.knowledge.conversation.critique.biased, "talk.critique.biased")


def left_out(_wish: Wish, _before: Talk, mind: Mind) -> Plan:
    """What one doesn't learn."""
    return _written(mind.knowledge.conversation.critique.left_out, "talk.critique.left_out")


def trust_author(_wish: Wish, _before: Talk, mind: Mind) -> Plan:
    """Who the author is, as far as one is told."""
    return _written(mind.knowledge.conversation.critique.trust_author, "talk.critique.trust_author")


def evidence(_wish: Wish, _before: Talk, mind: Mind) -> Plan:
    """What either side rests on."""
    return _written(mind.knowledge.conversation.critique.evidence, "talk.critique.proof")


def _named(wish: Wish, before: Talk, mind: Mind) -> Plan | None:
    """A claim that is named and was not just told, with what it rests on."""
    entry = named(wish, mind, before)
    if entry is None or entry in told(mind, before):
        return None
    plan = source(wish, before, mind)
    listed = plan.points[1:]
    return replace(plan, lead=(), points=(claim_of(entry), *listed), tail=plan.lead)


def _written(text: Passaged | None, key: str) -> Plan:
    return talk(key) if text is None else answer(said(text, Form.CLAIM))


def _is_whole(wish: Wish) -> bool:
    said = wish.query.plain
    return any(
        word in _WHOLE and said[max(0, place - 1) : place] != ("at",)
        for place, word in enumerate(said)
    )
