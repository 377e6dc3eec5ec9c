"""What a word means."""

from __future__ import annotations

from bot.dialogue.acts import Wish
from bot.dialogue.mind import Mind
from bot.dialogue.plan import (
    About,
    Kind,
    Line,
    Plan,
    Point,
    absent,
    answer,
    claim_of,
)
from bot.dialogue.plans.lengths import simplify
from bot.dialogue.plans.wanted import told, with_offers
from bot.dialogue.replies import Outcome
from bot.dialogue.talk import FRESH, Talk
from bot.knowledge.models import Term
from bot.retrieval.query.content import stem

_EVERYDAY = 5.0
"""The Zipf frequency from which nobody asks what a word means: "what does that even mean"."""
_MOST_USES = 2
"""Passages shown that use a word without explaining it."""


def define(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """A word's meaning, and whether the article itself explains it."""
    subject = wish.subject
    if subject is None:
        return simplify(wish, before, mind)
    if term := mind.subjects.term(subject):
        return defined(term, mind, before)
    if own := mind.subjects.own_term(subject):
        line = Line("talk.define.own", {"term": own.term, "means": own.means})
        return Plan(Outcome.CHAT, 0.9, (line,), about=About(Kind.TERM, own.term))
    if told(mind, before) and all(_is_everyday(word, mind) for word in subject.plain):
        return simplify(wish, before, mind)
    entry = mind.subjects.entry(subject)
    word = subject.text.strip(" ?!.")
    if entry is None:
        return absent(Line("talk.define.not_used", {"term": word}))
    used = {stem(one) for one in mind.retriever.read(f"{entry.title} {entry.claim}").plain}
    key = "undefined" if all(stem(one) in used for one in subject.plain) else "near"
    point = claim_of(entry)
    return with_offers(
        answer(point, lead=(Line(f"talk.define.{key}", {"term": word}),)), [entry], mind, before
    )


def defined(term: Term, mind: Mind, before: Talk = FRESH) -> Plan:
    """What a word of the glossary means, and what leads on from the entry about it."""
    about = About(Kind.TERM, term.term)
    cites = term.cites
    if not term.means:
        entry = mind.subjects.entry(mind.retriever.read(term.term))
        if entry is None:
            return absent(Line("talk.define.not_used", {"term": term.term}))
        line = Line("talk.define.undefined", {"term": _shown(term)})
        lead = () if _is_name(term, mind) else (line,)  # nobody defines who somebody is
        return answer(claim_of(entry), lead=lead, about=about)
    slots = {"term": _shown(term), "means": term.means.rstrip(".")}
    key = "explained" if term.defined else "general"
    if not cites:
        return Plan(Outcome.CHAT, 0.9, (Line("talk.define.own", slots),), about=about)
    lead = (Line(f"talk.define.{key}", slots),)
    entry = mind.subjects.entry(mind.retriever.read(term.term))
    is_there = entry is not None and set(entry.cites) & set(cites)
    if entry is None or not is_there:
        return answer(Point("", cites[:_MOST_USES], "", term.term), lead=lead, about=about)
    found = answer(Point("", cites[:_MOST_USES], entry.id, term.term), lead=lead, about=about)
    return with_offers(found, [entry], mind, before)


def _is_name(term: Term, mind: Mind) -> bool:
    passages = (passage for _, passage in mind.knowledge.source.passages().values())
    names = {name.casefold() for passage in passages for name in passage.names}
    return term.term.casefold() in names


def _is_everyday(word: str, mind: Mind) -> bool:
    return mind.retriever.model.lexicon.zipf.get(word, 0.0) >= _EVERYDAY


def _shown(term: Term) -> str:
    return term.term[:1].upper() + term.term[1:]
