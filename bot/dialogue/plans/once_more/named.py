"""What a message asks for once more by naming it: "that quote again", "back to the cities", "what
did you say about tea", "both once more", "the one before".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.acts import ARGUING, AT_THE_BOT, FEELINGS, LIGHT, RESIZE, Asked, Wish, is_go_back
from bot.dialogue.mind import Mind
from bot.dialogue.plan import Kind, Line, Plan, answer, claim_of, joined, talk
from bot.dialogue.plans.once_more.again import apart, shown_again
from bot.dialogue.plans.places import PLACE_WORDS, items, ordinal, place
from bot.dialogue.reading.lengths import number_in
from bot.dialogue.talk import Talk
from bot.retrieval.query.phrases import Phrases
from bot.retrieval.query.query import Query

_LONGEST = 14
"""Words of the longest message that only wants something once more."""
_FEW = 7
"""The same where nothing but its place is named: "and the one before"."""
_THANKS = frozenset(("thanks", "thank", "thx", "ty"))
_PARDON = 3
"""Words of the longest "sorry?" that was no apology."""
_FAINT = 0.3
"""How far any other act must stand above others to be one that asks what the bot said."""
_OF_ALL = "summary"
"""The act that is about what was told, but of more than a single answer."""
_FELT = 0.5
"""How far a feeling must stand above other acts to be one though "again" is in it."""
_TWO, _MOST = 2, 3
_WHAT = "what"
_BACK = frozenset(("ago", "back"))
_ALL, _FAR = frozenset(("everything", "all")), "far"
_ANEW = frozenset(("shorten", "longer", "simplify", "expand", RESIZE, "one-more", "discuss"))
"""Acts that tell it otherwise, or something else of its kind."""
_ALIKE = {
    "link": frozenset(("link", "link-of", "article-link", "sources")),
    "argue": ARGUING,
    "quiz": frozenset(("quiz", "discuss")),
}
"""Acts that tell the same kind of thing, where it is more than the one it is named for."""
_ABOUT = {
    "compare": Kind.COMPARISON,
    "define": Kind.TERM,
    "quiz": Kind.QUIZ,
    "surprise": Kind.SURPRISE,
}
"""What turns of a kind are about, where that tells them."""


def once_more(act: Wish | Asked, before: Talk, mind: Mind) -> Plan | None:
    """What was told and is named now; None where a message wants something else."""
    raw, words = act.query.raw, mind.knowledge.turns.words
    if len(raw) > _LONGEST or _is_other(act):
        return None
    if Phrases(words.unkept).stand_in(raw):
        return _unkept(before)
    if not before.turns:
        return None
    if _is_pardon(act):
        return replace(before.told or before.turns[-1].plan, act="repeat", related=())
    return _named_again(act, before, mind)


def _named_again(act: Wish | Asked, before: Talk, mind: Mind) -> Plan | None:
    raw, words = act.query.raw, mind.knowledge.turns.words
    if Phrases(words.previous).stand_in(raw) and len(raw) <= _FEW:
        return _earlier(act.query, before)
    if Phrases(words.again).stand_in(raw):
        return _once_more(act, before, mind)
    return _as_told(act, before, mind) if Phrases(words.recalling).stand_in(raw) else None


def _once_more(act: Wish | Asked, before: Talk, mind: Mind) -> Plan | None:
    """What "again" and the like want: a kind of thing, two things, or what words name."""
    if isinstance(act, Wish) and act.act in LIGHT - AT_THE_BOT:
        return None
    if not _THANKS.isdisjoint(act.query.raw):
        return None  # "thanks again for the quote"
    rest = _named(act.query, mind)
    return (
        _side(act.query, before, mind)
        or _of_kind(act, rest, before, mind)
        or _pair(act.query.raw, rest, before, mind)
        or _shown(rest, before, mind)
        or _by_place(act.query, rest, before, mind)
    )


def _as_told(act: Wish | Asked, before: Talk, mind: Mind) -> Plan | None:
    """What the bot is said to have told: "what did you say about tea?"."""
    if isinstance(act, Wish) and act.act in LIGHT | {_OF_ALL}:
        return None
    rest = _named(act.query, mind)
    if not rest:
        return _of_kind(act, rest, before, mind) or _asked_back(act, before)
    subject = mind.retriever.read(" ".join(rest))
    if found := _of_kind(act, rest, before, mind) or _shown(rest, before, mind):
        return found
    entry = mind.subjects.answering(subject)
    return answer(claim_of(entry)) if entry else None


def _is_other(act: Wish | Asked) -> bool:
    if isinstance(act, Asked):
        return False
    is_felt = act.act in FEELINGS and (act.said or act.lead >= _FELT)
    return is_felt or act.act in _ANEW or act.length is not None


def _is_pardon(act: Wish | Asked) -> bool:
    """Whether "sorry" only says that the last reply was missed: "sorry, what?"."""
    is_asked = "?" in act.query.line or _WHAT in act.query.raw
    is_sorry = isinstance(act, Wish) and act.act == "sorry"
    return is_sorry and is_asked and len(act.query.raw) <= _PARDON


def _unkept(before: Talk) -> Plan:
    """That questions aren't kept, with the answer told last."""
    told = before.told
    line = Line("talk.not_kept.told" if told else "talk.not_kept.nothing")
    return replace(_again(told), lead=(line, *told.lead)) if told else talk(line.key)


def _earlier(query: Query, before: Talk) -> Plan | None:
    """The answer as many back as a number says, or the one before the last."""
    earlier = apart(before.back())
    is_counted = not _BACK.isdisjoint(query.raw)
    at = ((number_in(query.raw) if is_counted else None) or _TWO) - 1
    return _again(earlier[at]) if 0 < at < len(earlier) else None


def _named(query: Query, mind: Mind) -> list[str]:
    """The words that name something, beside those that only want it once more."""
    words = mind.knowledge.turns.words
    bare = {
        *words.function,
        *words.fillers,
        *words.openings,
        *words.pairs,
        *PLACE_WORDS,
        *words.handing,
    }
    bare |= set(" ".join((*words.again, *words.recalling, *words.told)).split())
    bare |= {word for names in words.kinds.values() for word in names} | _ALL
    known = mind.retriever.model.lexicon.counts
    return [word for word in query.plain if word not in bare and word in known]


def _side(query: Query, before: Talk, mind: Mind) -> Plan | None:
    """The side of a comparison that a message names: "which was the old one again?"."""
    plan = next((one for one in before.back() if one.about.kind is Kind.COMPARISON), None)
    at = mind.subjects.comparisons.side(plan.about.name, query.raw) if plan else None
    return answer(plan.points[at]) if plan and at is not None and at < len(plan.points) else None


def _by_place(query: Query, rest: Sequence[str], before: Talk, mind: Mind) -> Plan | None:
    """The earlier answer whose place is named, where the last one has no places: "repeat the first
    thing".
    """
    told = list(before.back())
    if rest or not told or len(items(told[0], mind)) > 1:
        return None
    in_order = apart(reversed(told))
    at = ordinal(query, len(in_order))
    return None if at is None else _again(in_order[at])


def _of_kind(act: Wish | Asked, rest: Sequence[str], before: Talk, mind: Mind) -> Plan | None:
    """What was told of the kind that a message names, the first of several if it says so."""
    query = act.query
    if (listed := mind.subjects.listing(query.raw)) is not None:
        plans = [plan for plan in before.back() if _is_list(plan, listed.id)]
        if plans:
            return _again(plans[0])
    kinds = mind.knowledge.turns.words.kinds
    named = [kind for kind, names in kinds.items() if not set(names).isdisjoint(query.raw)]
    plans = [plan for kind in named for plan in _told_of(kind, before, mind)]
    if isinstance(act, Wish):  # "the argument for it", of two
        plans = [plan for plan in plans if plan.act == act.act] or plans
    if rest and plans:
        ids = {name: plan for plan in reversed(plans) for name in plan.entries}
        entry = mind.subjects.sharing(rest, [name for name in ids if name in mind.entries])
        return _again(ids[entry.id]) if entry else None
    if not plans:
        return None
    at = place(query, len(plans))
    return _again(plans[::-1][at] if at is not None else plans[0])


def _told_of(kind: str, before: Talk, mind: Mind) -> list[Plan]:
    """The replies of a kind, the newest first."""
    acts = _ALIKE.get(kind, frozenset((kind,)))
    plans = [turn.plan for turn in reversed(before.turns)]
    if kind == "list":
        return [plan for plan in plans if len(items(plan, mind)) > 1]
    return [plan for plan in plans if plan.act in acts or plan.about.kind is _ABOUT.get(kind)]


def _is_list(plan: Plan, name: str) -> bool:
    return plan.about.kind is Kind.LIST and plan.about.name == name


def _pair(raw: Sequence[str], rest: Sequence[str], before: Talk, mind: Mind) -> Plan | None:
    """Two things together: those of the last answer, or the last two answers."""
    told = list(before.back())
    if rest or len(told) < _TWO:
        return _again(told[0]) if told and not rest and not _ALL.isdisjoint(raw) else None
    if not _ALL.isdisjoint(raw) and _FAR in raw:
        return joined([_again(plan) for plan in told[_MOST - 1 :: -1]])
    if set(mind.knowledge.turns.words.pairs).isdisjoint(raw):
        return None
    if len(items(told[0], mind)) == _TWO:
        return _again(told[0])
    return joined([_again(told[1]), _again(told[0])])


def _shown(rest: Sequence[str], before: Talk, mind: Mind) -> Plan | None:
    """The answer that words name."""
    return shown_again(mind.retriever.read(" ".join(rest)), before, mind) if rest else None


def _asked_back(act: Wish | Asked, before: Talk) -> Plan | None:
    """The last answer, where somebody only asks what it was: "what were you saying"."""
    if is_go_back(act) or (isinstance(act, Wish) and (act.said or act.lead >= _FAINT)):
        return None
    is_bare = _WHAT in act.query.raw and len(act.query.raw) <= _FEW
    return _again(before.told) if is_bare and before.told else None


def _again(plan: Plan) -> Plan:
    """A reply as it was, still of its kind, without what led on from it."""
    return replace(plan, related=())
