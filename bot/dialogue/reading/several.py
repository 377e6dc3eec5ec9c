"""The wishes of one message that belong together: "the gist of it, in one sentence", "say it again
but shorter", "in plain words: who pays?".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.acts import (
    ARGUING,
    DISCUSSING,
    FEELINGS,
    LIGHT,
    RESIZE,
    RETELLING,
    VIEWS,
    Act,
    Asked,
    Wish,
)
from bot.dialogue.reading.lengths import Length
from bot.retrieval.acts import LISTS

FORMS = frozenset((RESIZE, "shorten", "simplify", "excerpt"))
"""Acts that say in another form what the same message asks for."""
_POINTING = frozenset(("it", "that", "this", "these", "those"))
"""Words with which a form is of what was told before, not of what the message asks."""
_IN_PASSING = frozenset(("doubt", "unconvinced", "aside", "remind", "not-that", "self-wrong"))
"""What is only said by the way where something is wanted besides."""
_WORD = 2
"""Words of what is thrown in and names nothing whatever they are: "allegedly"."""
_KINDS = (VIEWS, ARGUING, DISCUSSING, frozenset(("excerpt",)))
"""Kinds of wishes of which one message has one."""
_PAIR = (("argue-for", "strongest-for"), ("argue-against", "strongest-against"))
"""Wishes for either side."""
_POINTED = frozenset(("nth", "second-thing", "meant", "summary"))
"""Acts that tell something even where they name nothing."""
_RETOLD = FORMS | {"longer", "expand"}
"""Acts that tell anew in another form, so that nothing needs to be said again besides."""
_LINKS = ("link", "link-of", "sources")
_TWO = 2
_LISTS_OF = ("list-quotations", "list-unsourced")
"""Lists that a few words beside a question only resemble."""
_TEXT = frozenset(("article", "piece", "text", "essay"))
_ALL = frozenset(("the", "whole", "entire", "all", "of", "full", "this", "complete", "ok", "now"))
"""Words beside which the article as a whole is named."""
_CHOICE = 6
"""Words of the longest question that only names two things."""
_AUXILIARIES = frozenset(("is", "are", "was", "were", "do", "does", "did", "can", "has", "have"))
_SIZES = ("shorten", "longer", RESIZE)
_PLACED = ("nth", "second-thing")
_AGAIN = ("repeat", "go-back", "confused")
"""Acts that any other form of what was told stands for."""


def settled(acts: Sequence[Act]) -> tuple[Act, ...]:
    """The acts with each length at the wish it is of, one form of what was told, and forms behind
    what they are forms of.
    """
    if len(acts) < 2:
        return tuple(acts)
    followed = zip(acts, (*acts[1:], None), strict=True)
    acts = [act for act, more in followed if not _is_announcing(act, more)]  # "one more: who?"
    if any(isinstance(act, Wish) and act.act == "one-more" for act in acts):
        acts = [act for act in acts if not _is_retold(act)]  # "another one, a bit easier"
    acts = _whole_in_size(acts)
    found = _one_of_a_kind(
        _both_sides(_one_form(_lengths_placed(_one_list(_without_asides(acts)))))
    )
    if any(isinstance(act, Wish) and act.act == "article-link" for act in found):
        found = [act for act in found if not _is_bare_link(act)]  # "the original, got a url?"
    if any(isinstance(act, Wish) and act.act in VIEWS for act in found):
        found = [act for act in found if not _is_choice(act)]  # "if you had to pick, tea or milk?"
    asked = [act for act in found if not is_form(act)]
    if any(isinstance(act, Asked) for act in asked):
        found = [_as_bullets(act) for act in found]  # "which problems? list"
    if any(has_form(act) for act in asked):
        asked = [act for act in asked if act in found]
        found = [*asked, *(act for act in found if is_form(act))]
    return tuple(found)


def is_form(act: Act) -> bool:
    """Whether an act only names a form, not of what."""
    if not isinstance(act, Wish) or act.act not in FORMS or act.subject is not None:
        return False
    return _POINTING.isdisjoint(act.query.raw)


def has_form(act: Act | None) -> bool:
    """Whether an act tells something of the article that can be put in a form."""
    if isinstance(act, Wish):
        is_named = act.subject is not None or act.act in _POINTED
        return is_named and act.act not in LIGHT | FEELINGS | FORMS
    return isinstance(act, Asked)


def _is_retold(act: Act) -> bool:
    """Whether an act wants something told anew."""
    return is_form(act) or (isinstance(act, Wish) and act.act in RETELLING - DISCUSSING)


def _is_announcing(act: Act, more: Act | None) -> bool:
    """Whether an act only says that something is asked next: "one more: who wrote it?"."""
    if not isinstance(act, Wish) or act.act != "one-more" or more is None:
        return False
    if _is_retold(more):
        return not act.said  # "another one, a bit lighter", but "next level, go deeper"
    is_small = isinstance(more, Wish) and more.act in LIGHT | DISCUSSING
    return act.subject is None and not is_small


def _is_in_passing(act: Act) -> bool:
    """Whether an act is a reaction, or only says "go on, then" before what is wanted."""
    if not isinstance(act, Wish):
        return False
    if act.act.startswith(_LISTS_OF) and not act.said:
        return len(act.query.raw) <= _TWO + 1  # "what is new, per the quote"
    if act.act not in _IN_PASSING:
        return False
    return act.subject is None or len(act.query.raw) <= _WORD


def _is_bare_list(act: Act) -> bool:
    return isinstance(act, Wish) and act.act == "list" and act.subject is None


def _is_bare_link(act: Act) -> bool:
    return isinstance(act, Wish) and act.act in _LINKS and act.subject is None


def _is_choice(act: Act) -> bool:
    """Whether a question only names what there is to choose from."""
    if not isinstance(act, Asked) or "or" not in act.query.raw:
        return False
    return len(act.query.raw) <= _CHOICE and act.query.raw[0] not in _AUXILIARIES


def _whole_in_size(acts: Sequence[Act]) -> list[Act]:
    """ "The whole article, in two bullets" is a summary at that length."""
    whole = [act for act in acts if isinstance(act, Wish | Asked) and _is_whole(act)]
    sizes = [act for act in acts if isinstance(act, Wish) and act.act in _SIZES and act.length]
    if len(whole) != 1 or len(sizes) != 1:
        return list(acts)
    summed = replace(sizes[0], act="summary", subject=None, said=True)
    return [summed if act is sizes[0] else act for act in acts if act is not whole[0]]


def _is_whole(act: Wish | Asked) -> bool:
    """Whether only the whole article is named."""
    said = set(act.query.raw)
    return bool(said & _TEXT) and said <= _TEXT | _ALL


def _as_bullets(act: Act) -> Act:
    """A bare "list" beside a question as the form that its answer is wished in."""
    if not isinstance(act, Wish) or not _is_bare_list(act):
        return act
    return replace(act, act=RESIZE, length=Length("bullets"))


def _without_asides(acts: Sequence[Act]) -> list[Act]:
    """What is wanted, without reactions beside it."""
    wanted = [act for act in acts if not (isinstance(act, Wish) and act.act in LIGHT)]
    rest = [act for act in wanted if not _is_in_passing(act)]
    return [act for act in acts if act in rest or act not in wanted] if rest else list(acts)


def _one_list(acts: list[Act]) -> list[Act]:
    """ "All the dates, newest first" is one wish."""
    lists = [act for act in acts if isinstance(act, Wish) and act.act.startswith(LISTS)]
    if len(lists) < _TWO or len({act.act for act in lists}) > 1 or lists[-1].subject is not None:
        return acts
    whole = replace(lists[0], query=lists[0].query.beside(lists[-1].query))
    return [whole if act is lists[0] else act for act in acts if act not in lists[1:]]


def _lengths_placed(acts: list[Act]) -> list[Act]:
    """A bare length belongs to the summary or list beside it."""
    sizes = [act for act in acts if isinstance(act, Wish) and act.act == RESIZE]
    others = [
        act
        for act in acts
        if isinstance(act, Wish) and act.act not in LIGHT | RETELLING | FORMS and not act.length
    ]
    if len(sizes) != 1 or not others:
        return acts
    of, size = others[-1], sizes[0]
    longer = replace(of, length=size.length, number=of.number or size.number)
    return [longer if act is of else act for act in acts if act is not size]


def _one_of_a_kind(acts: list[Act]) -> list[Act]:
    """ "Come on, yes or no? what's your view?" is refused once, "flip it, the case against" argued
    once.
    """
    for kind in _KINDS:
        alike = [act for act in acts if isinstance(act, Wish) and act.act in kind]
        bare = [act for act in alike if act.subject is None or act.act in VIEWS]
        if len(alike) > 1 and bare:
            best = max(alike, key=lambda act: (act.subject is not None, act.over))
            acts = [act for act in acts if act is best or act not in bare]
    return acts


def _both_sides(acts: list[Act]) -> list[Act]:
    """ "The pros and the cons" is one wish."""
    wishes = [act for act in acts if isinstance(act, Wish)]
    sides = [[act for act in wishes if act.act in side] for side in _PAIR]
    if not all(sides):
        return acts
    both = replace(sides[0][0], act="both-sides", subject=None, said=True)
    rest = (*sides[0][1:], *sides[1])
    return [both if act is sides[0][0] else act for act in acts if act not in rest]


def _one_form(acts: list[Act]) -> list[Act]:
    """Of several bare wishes to tell the last thing anew, the one that says most."""
    bare = [
        act
        for act in acts
        if isinstance(act, Wish) and act.act in RETELLING | FORMS and act.subject is None
    ]
    sizes = [act for act in bare if act.act in _SIZES]
    acts = [act for act in acts if act not in sizes[:-1]]  # "too long, tldr"
    again = [act for act in bare if act.act in _AGAIN]
    if not again:
        return acts
    retold = any(isinstance(act, Wish) and act.act in _RETOLD for act in acts)
    kept = [] if retold else again[:1]
    return _again_of(acts, [act for act in acts if act not in again or act in kept])


def _again_of(acts: list[Act], found: list[Act]) -> list[Act]:
    """ "The first one, say it again" is one wish: the place belongs to what is said again."""
    placed = next((act for act in acts if isinstance(act, Wish) and act.act in _PLACED), None)
    again = next((act for act in found if isinstance(act, Wish) and act.act == "repeat"), None)
    lost = next((act for act in acts if isinstance(act, Wish) and act.act in _LINKS), None)
    if again is not None and lost is not None and lost.subject is None:
        both = replace(again, query=lost.query.beside(again.query))
        return [both if act is again else act for act in found if act is not lost]
    if placed is None or again is None:
        return found
    both = replace(again, query=placed.query, said=True)
    return [both if act is again else act for act in found if act is not placed]
