"""Is this a question of its own, or does it lean on the last answer? "why?", "who said that", "and
in the US?", "tell me more" …
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum

from bot.knowledge.models import Entry, Knowledge, Role, Side, Source
from bot.retrieval.query.query import Query


class Facet(StrEnum):
    """What a bare follow-up asks of the last answer."""

    WHY = "why"
    SPEAKER = "speaker"
    SOURCE = "source"
    MORE = "more"
    OPPOSITE = "opposite"
    LATER = "later"


_OPENING = r"(?:(?:ok|okay|and|but|so|hm+|well|oh|then|yeah|wait|cool|nice|right|fine|interesting|alright|now) )*+"
_THAT = r"(?: (?:is |was |does |do |did )?(?:that|this|it|them|they|so|there|the case|though|tho|then|exactly|please|pls|again))*"


def _whole(body: str) -> re.Pattern[str]:
    return re.compile(rf"^{_OPENING}(?:{body}){_THAT}$")


_FACETS: tuple[tuple[Facet, re.Pattern[str]], ...] = (
    (
        Facet.SPEAKER,
        _whole(
            r"who (?:said|says|claims?|claimed|thinks?|wrote|told|reported)(?: \w+){0,2}|says who|said who|according to whom?"
            r"|whose (?:words?|quote|opinion|view|claim|line|idea|thought|take|argument|judge?ment)(?: \w+){0,2}|who is (?:saying|being quoted|quoted)|is (?:that|this|it) (?:a quote|(?:his|her|their) opinion|the authors? \w+)"
            r"|who are they quoting|who is that (?:quote )?from|who came up with"
        ),
    ),
    (
        Facet.SOURCE,
        _whole(
            r"(?:(?:is|are) there |any |got |a |an |the |your |give me |do you have |can i (?:get|have) |whats? |what is |show me |link me )*"
            r"(?:sources?|links?|citations?|references?|proof|evidence|article|url|cite)(?: (?:for|on|about|to|of) (?:that|this|it))?"
            r"|where (?:does it|did it|do they|does the article|is it) (?:say|from|written|stated?)(?: \w+)?|where is (?:that|this|it) from"
            r"|where did you (?:get|read|find)|how do you know|can you (?:prove|cite|back)(?: \w+){0,2}|which (?:passage|part|section)"
        ),
    ),
    (
        Facet.OPPOSITE,
        _whole(
            r"(?:what|whats|what is|what are|and|how about|what about|show me|give me|tell me|any|is there|are there|the|an?) ?(?:is |are |about )?(?:the |an? |any )?"
            r"(?:other side|flip ?side|counter ?arguments?|opposite(?: view| side)?|other view|downsides?|upsides?|drawbacks?|negatives?|positives?|pros?|cons?|opposing view|case against|case for|argument against|argument for)"
            r"(?: of it| for (?:citizens|people)(?: there)?)?|on the other hand|now the other side"
        ),
    ),
    (
        Facet.MORE,
        _whole(
            r"(?:can you |could you |please )?(?:tell|say|give) (?:me |us )?(?:a bit )?more(?: about| on| details?)?|more(?: info| details?| about| on)?|go on|continue|elaborate|expand(?: on)?"
            r"|details|any more(?: details?| info)?|anything else(?: about| on)?|what else(?: is there)?|keep going|explain(?: more| further| that)?|how so|meaning|what do you mean|example|examples|for example|such as|like what|like"
        ),
    ),
    (
        Facet.LATER,
        _whole(r"(?:what happened |and )?(?:later|afterwards?|after that|next|later on|then|since then|nowadays|now|today|these days)(?: on)?|what (?:happened|came) (?:next|after)|what changed"),
    ),
    (
        Facet.WHY,
        _whole(r"why|why not|how come|what for|for what reason|whats? the reason|why (?:do|does|did|would|is|was|are|were) (?:\w+ )?(?:that|this|it|they|people|so)(?: (?:the case|like that|so|bad|good|\w+ (?:so|that|this|it|them)|think|happen|matter|important|needed|do|say|then|there))?|why (?:do|does|did|would) (?:\w+ ){1,2}(?:think|believe|say|feel|assume|expect|claim)(?: so| that| it| this| them)?|how come (?:that|thats|this|it|its|they|people|everyone|everybody)(?: \w+){0,3}|because of what|why tho|reason|reasons"),
    ),
)  # fmt: skip
_LEANING = re.compile(
    r"^(?:and|but|so|or|then|also|what about|how about|because|like|since|same|even|ok|okay|which|by)\b"
    r"|\b(?:it|its|that|this|those|these|they|them|their|theirs|he|him|his|she|her|hers|there|one|ones|such|both)\b"
)
_SWITCH = re.compile(
    r"\b(?:different (?:topic|question|subject|thing)|another (?:topic|question|thing)|new (?:topic|question)|change (?:of )?(?:topic|subject)|unrelated|off topic)\b|^(?:(?:ok|okay|so|well|but|and) )*anyways?\b"
)


_SAME, _LINKED, _NEXT, _SECTION = 1.2, 1.0, 0.8, 0.1
"""What a full-strength follow-up adds to the margin of entries on the same passage, linked ones,
neighbours, and the same section.
"""
MILDER = 0.25
"""What it takes off the margin of the classes that refuse: a fragment names no subject, and so they
claim it too easily.
"""
_SWITCHING = re.compile(
    r"^(?:(?:ok|okay|anyway|fine|right|so|well|and|but|now|alright|cool|thanks|hm+)[,.]? )*"
    r"(?:(?:different|another|new|other) (?:topic|question|subject|thing)|changing (?:the )?(?:topic|subject)|never ?mind)[,.:;]? *(?:and )?",
    re.IGNORECASE,
)


class FollowUpReader:
    """Reads how a message leans on what was said, with what one article is contrasted with."""

    def __init__(self, source: Source) -> None:
        self._facets: list[tuple[str, re.Pattern[str]]] = [
            *_FACETS,
            *((one.id, _turn_to(one.words)) for one in source.contrasts),
        ]
        self._stand_ins = tuple(f" {words} " for words in source.stand_ins)

    def facet_of(self, plain: Sequence[str]) -> str | None:
        """What a bare follow-up asks for: a facet, or a contrast's id; None for anything that has
        words of its own.
        """
        if len(plain) > 9:
            return None
        text = " ".join(plain)
        return next((facet for facet, pattern in self._facets if pattern.match(text)), None)

    def leans(self, plain: Sequence[str]) -> float:
        """How much a question leans on what went before: 0 (stands alone) to 1 (a fragment)."""
        text = " ".join(plain)
        if _SWITCH.search(text) or len(plain) > 14:
            return 0.0
        stands_in = any(words in f" {text} " for words in self._stand_ins)
        points_back = stands_in or bool(_LEANING.search(text))
        short = 1.0 if len(plain) <= 4 else 0.6 if len(plain) <= 7 else 0.25
        if points_back or len(plain) <= 4:
            return min(1.0, short + (0.4 if points_back else 0.0))
        return short * 0.5

    def is_switch(self, plain: Sequence[str]) -> bool:
        """Whether the member says that a new subject begins."""
        return bool(_SWITCH.search(" ".join(plain)))

    def without_switch(self, query: Query, read: Callable[[str], Query]) -> Query:
        """The question after "ok different topic, …"; the query itself where nothing stands
        before.
        """
        rest = _SWITCHING.sub("", query.text)
        return read(rest) if rest and rest != query.text else query


def _turn_to(words: Sequence[str]) -> re.Pattern[str]:
    """A bare follow-up that turns to something: "and in the US?"."""
    named = "|".join(re.escape(word.lower()) for word in words)
    return _whole(
        r"(?:what|how|and|what happens|is it the same|same|does that happen|do we have)? ?"
        r"(?:about |is it |with )?(?:in |for |over in |here in )?(?:the )?"
        rf"(?:{named})(?: too| as well| then| side)?"
    )


def follow(entry: Entry, facet: str, knowledge: Knowledge, shown: frozenset[str]) -> Entry | None:
    """The entry a facet leads to from the last answer; the last entry itself where it answers best
    (who said it, its source).
    """
    if facet is Facet.SPEAKER:
        return entry
    if facet is Facet.OPPOSITE and entry.side is not Side.NEITHER:
        other = Role.FOR if entry.side is Side.AGAINST else Role.AGAINST
        return next(iter(knowledge.in_role(other)), None)
    return knowledge.entry(getattr(entry.follow, facet, "")) or _unlinked(
        entry, facet, knowledge, shown
    )


def _unlinked(
    entry: Entry, facet: str, knowledge: Knowledge, shown: frozenset[str]
) -> Entry | None:
    """Where a facet leads that the entry names no other entry for."""
    if facet is Facet.SOURCE:
        return entry
    if facet is Facet.OPPOSITE:
        return next(iter(knowledge.in_role(Role.BOTH_SIDES)), None)
    if facet is Facet.MORE:
        fresh = [
            found
            for found_id in entry.related
            if found_id not in shown and (found := knowledge.entry(found_id))
        ]
        near = [found for found in fresh if sections(found) & sections(entry)]
        return next(iter(near or fresh), entry)
    return None


def sections(entry: Entry) -> set[str]:
    """The sections an entry cites."""
    return {locator.split(":")[0] for locator in entry.cites}


def lifts(entry: Entry, knowledge: Knowledge, strength: float) -> dict[str, float]:
    """How much likelier each entry becomes after the last answer: same passage most, then linked
    ones, then the same section.
    """
    linked = {*entry.related, *(value for value in entry.follow.model_dump().values() if value)}
    mine, section, places = set(entry.cites), sections(entry), _numbers(entry)
    found: dict[str, float] = {}
    for other in knowledge.entries:
        amount = 0.0
        if sections(other) & section:
            amount = (
                _NEXT if any(abs(a - b) <= 2 for a in places for b in _numbers(other)) else _SECTION
            )
        if other.id in linked:
            amount = max(amount, _LINKED)
        if set(other.cites) & mine:
            amount = max(amount, _SAME)
        if amount:
            found[other.id] = amount * strength
    return found


def _numbers(entry: Entry) -> list[int]:
    return [int(locator.split(":")[1]) for locator in entry.cites]
