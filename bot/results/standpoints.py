"""What groups of opinion stand for, and which of them a member is closest to."""

from __future__ import annotations

from collections.abc import Mapping
from math import log

from bot.debate.maths.votes import Stance
from bot.debate.publishing.statements import OpinionGroup, StandsFor, StatementsResult
from bot.results.picture_models import GroupNote, Labels

_STANCES = ("agree", "disagree", "pass")
"""In the order of a group's counts."""
_NAMES = {Stance.AGREE: "agree", Stance.DISAGREE: "disagree", Stance.PASS: "pass"}
_STANDING = 0.7
"""The part of a group that is taken to answer as it stands, where no more is told."""
_LEAST_ANSWERS = 3
"""Answers on statements of which something is told by group, before a member is told anything."""
_CLEARLY = log(2)
"""A group must be twice as likely as the next to be called the closest."""


def group_notes(found: StatementsResult, labels: Labels, most: int) -> tuple[GroupNote, ...]:
    """The groups by letter, each with at most so many sentences on what it stands for; with one
    that says so where nothing may be told.
    """
    return tuple(
        GroupNote(
            group_letter(i),
            group.size,
            tuple(stands(one, labels) for one in group.stands_for[:most])
            or (labels.fill("map.nothing"),),
        )
        for i, group in enumerate(found.groups)
    )


def group_letter(place: int) -> str:
    """Group A, B, C …"""
    return chr(ord("A") + place)


def stands(one: StandsFor, labels: Labels) -> str:
    """What a group says of a statement, with numbers where they may be told."""
    key = "map.agrees" if one.stance is Stance.AGREE else "map.disagrees"
    if one.chosen is None:
        return labels.fill(key, statement=one.statement)
    return labels.fill(f"{key}_count", statement=one.statement, chosen=one.chosen, seen=one.seen)


def closest_group(found: StatementsResult, answers: Mapping[str, str]) -> int | None:
    """The place of the group in which a member's own answers, statement -> stance, are likeliest;
    None where too little is told to say so, or no group stands out. Made of what is published
    alone, so it tells a member nothing about others that the result doesn't.
    """
    telling = {text: stance for text, stance in answers.items() if _tells(found, text)}
    if len(found.groups) < 2 or len(telling) < _LEAST_ANSWERS:
        return None
    fits = [
        sum(_likelier(group, text, stance) for text, stance in telling.items())
        for group in found.groups
    ]
    ranked = sorted(range(len(fits)), key=lambda i: -fits[i])
    best, second = ranked[0], ranked[1]
    return best if fits[best] - fits[second] >= _CLEARLY else None


def your_place(found: StatementsResult, answers: Mapping[str, str], labels: Labels) -> str:
    """The same in a sentence, for that member alone; empty where there are no groups. Answers are
    deleted with all ballots a while after the close.
    """
    if not found.groups:
        return ""
    if not answers:
        return labels.fill("map.near_gone")
    place = closest_group(found, answers)
    if place is None:
        return labels.fill("map.near_none")
    return labels.fill("map.near", name=group_letter(place))


def _tells(found: StatementsResult, text: str) -> bool:
    return any(_share(group, text, stance) for group in found.groups for stance in _STANCES)


def _likelier(group: OpinionGroup, text: str, stance: str) -> float:
    """How much likelier an answer is in a group than by chance, as a logarithm; 0 where nothing is
    told.
    """
    return log(len(_STANCES) * (_share(group, text, stance) or 1 / len(_STANCES)))


def _share(group: OpinionGroup, text: str, stance: str) -> float:
    """The part of a group that answered so, smoothed by one vote a stance; where its counts are
    withheld, by whether it stands for the statement. 0 where neither is told.
    """
    if stance not in _STANCES:
        return 0.0
    told = [count for count in group.counts.get(text, ()) if count is not None]
    if len(told) == len(_STANCES):
        return (told[_STANCES.index(stance)] + 1) / (sum(told) + len(_STANCES))
    for one in group.stands_for:
        if one.statement == text:
            is_so = stance == _NAMES[one.stance]
            return _STANDING if is_so else (1 - _STANDING) / 2
    return 0.0
