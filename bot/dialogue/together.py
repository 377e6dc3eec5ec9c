"""What the plans of one message come to together: what is only said in passing, and what nobody
needs to hear of beside the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.acts import (
    AT_THE_BOT,
    BACKING,
    FEELINGS,
    LIGHT,
    UNMISTAKABLE,
    Act,
    Asked,
    Wish,
    is_clear,
)
from bot.dialogue.plan import AFTER_HELP, HELP, Line, Plan, talk
from bot.dialogue.reading.several import is_form
from bot.dialogue.replies import Outcome
from bot.dialogue.talk import Talk

_OF_BEFORE = frozenset(("meant", "not-that", "nth", "second-thing"))
"""Acts that are of what was told before, whatever they name."""
_ANEW = frozenset(("shorten", "longer", "simplify", "repeat", "go-back", "doubt"))
"""Acts that are so where they name nothing."""
_BACKED = 0.6
"""How far above other acts "is it true" stands in a question that the article answers."""
FIRST = ("greeting", "thanks", "sorry", "insult", "annoyed-at-bot", "praise", "luck")
"""What is answered in passing in words of its own."""


def is_of_backing(act: Asked) -> bool:
    """Whether a question asks if something is true, or proven."""
    score = act.nearest
    return score is not None and score.act in BACKING and score.lead >= _BACKED


def without_doubled(acts: Sequence[Act]) -> tuple[Act, ...]:
    """The acts of "did they really do that, or is it made up?", which asks once what backs it."""
    if not any(isinstance(act, Asked) and is_of_backing(act) for act in acts):
        return tuple(acts)
    return tuple(act for act in acts if not isinstance(act, Wish) or act.act not in BACKING)


def without_lost(acts: Sequence[Act]) -> tuple[Act, ...]:
    """The acts of a first message without those that are of what was told before, where something
    else is asked: "i don't get it. what's a pilot?".
    """
    rest = tuple(act for act in acts if not _is_of_before(act))
    return rest or tuple(acts)


def _is_of_before(act: Act) -> bool:
    if not isinstance(act, Wish) or is_form(act):
        return False
    return act.act in _OF_BEFORE or (act.act in _ANEW and act.subject is None)


def only_said(acts: Sequence[Act], plans: Sequence[Plan]) -> Act | None:
    """The small talk that a message comes to where what stands beside it asks nothing, and the
    article has nothing for it: "lovely, we're off for dinner"; None where that isn't so.
    """
    said = [act for act in acts if isinstance(act, Wish) and act.act in LIGHT | FEELINGS]
    rest = [act for act in acts if act not in said]
    told = [plan for plan in plans if plan.act not in LIGHT | FEELINGS]
    is_abuse = any(act.act in AT_THE_BOT for act in said)
    is_idle = all(isinstance(act, Asked) and (is_abuse or not act.asks) for act in rest)
    return said[0] if said and rest and is_idle and all(map(_is_idle, told)) else None


def passed(act: Act, plan: Plan) -> Plan:
    """What is only said in passing, in a word or two; nothing for "ok" and the like."""
    if not isinstance(act, Wish) or act.act not in LIGHT:
        return plan
    lines = (Line(f"talk.first.{act.act}"),) if act.act in FIRST else ()
    return replace(plan, lead=lines, points=(), related=())


def without_missed(plans: Sequence[Plan], missed: Sequence[Plan]) -> list[Plan]:
    """The plans without the wishes that came to nothing: who got one of two needn't hear of the
    other.
    """
    found = [plan for plan in plans if plan not in missed] or list(plans)
    kept = [plan for plan in found if not _is_lost(plan)]
    is_small = all(plan.act in LIGHT | FEELINGS for plan in kept)
    return found if is_small else kept


def _is_lost(plan: Plan) -> bool:
    """Whether a plan only asks what is meant, there being nothing to point back at."""
    return any(line.key == "ask.no_context" for line in plan.lead) and not plan.points


def staying(plan: Plan, acts: Sequence[Act], before: Talk) -> Plan:
    """The plan; after a cry for help staying beside that member, unless they clearly asked."""
    if before.last is None or before.last.act not in (HELP.act, AFTER_HELP):
        return plan
    asks = any(isinstance(act, Asked) and act.asks for act in acts)
    is_wish = any(isinstance(act, Wish) and is_clear(act) for act in acts)
    if is_wish or (asks and plan.outcome is Outcome.ANSWER):
        return plan
    turn = before.times(AFTER_HELP)
    return replace(talk(f"talk.{AFTER_HELP}", turn=turn), act=AFTER_HELP)


def _is_idle(plan: Plan) -> bool:
    """Whether a plan only says that there is nothing to say."""
    return plan.outcome in (Outcome.ABSENT, Outcome.CLARIFY) and not plan.related


def of_what_is_missing(act: Act, earlier: Act | None, plans: Sequence[Plan]) -> Wish | None:
    """A bare wish for words or a link as one for what was asked just before in vain: "what stands
    beside tea? give me the line".
    """
    if not isinstance(act, Wish) or act.act not in UNMISTAKABLE or act.subject is not None:
        return None
    if not isinstance(earlier, Asked) or not plans or plans[-1].points:
        return None
    return replace(act, subject=earlier.query)
