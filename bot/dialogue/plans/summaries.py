"""The whole article, a section or the talk so far, at the wished length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.dialogue.acts import Wish
from bot.dialogue.mind import Mind
from bot.dialogue.plan import (
    About,
    Form,
    Kind,
    Line,
    Plan,
    Point,
    absent,
    answer,
    bulleted,
)
from bot.dialogue.plans.forms import form_of, formed, has
from bot.dialogue.plans.passages.ends import at_an_end
from bot.dialogue.plans.places import ordinal
from bot.dialogue.plans.wanted import with_offers
from bot.dialogue.talk import Talk
from bot.knowledge.conversation import Passaged, SectionTalk
from bot.knowledge.models import SUMMARY_OF, Entry, Role

_POINTING = frozenset(("that", "it", "this", "those", "them"))
_SECTION_OF = _POINTING | {"thats", "its", "whole", "same"}
_THE = ("the", "its", "his", "her", "their")
_OURS = ("we", "last", "previous", "so")
_BARE = 2
"""Words of a wish for a summary up to which it is of what was just told ("tldr pls")."""
_SEVERAL = 2
_NEARLY = 2
"""How many sentences more than there are bullets are still what the bullets come to."""
_BULLETS, _RECALLED = 3, 3
"""Bullets, and answers of the talk, that a summary has where no number is named."""


def summary(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """The whole, a section, or what was just told, at the wished length."""
    form = form_of(wish)
    if found_words := at_an_end(wish, before, mind, near=1):
        return found_words  # "what's the last line of it"
    if _is_each(wish, mind):
        return outline(mind)
    if found := _section_named(wish, mind) or _section_meant(wish, before, mind):
        return of_section(found, form, mind, sized(wish))
    if before.told and _is_of_talk(wish, mind):
        return _of_talk(wish.number or _RECALLED, before, mind)
    return _of_entry(wish, form, before, mind) or _of_last(wish, form, before, mind)


def sized(wish: Wish) -> int | None:
    """How many sentences or points are wished for; "for a six o'clock meeting" counts none."""
    is_counted = wish.length is not None and wish.length.kind in ("sentence", "bullets")
    return wish.length.number if is_counted and wish.length else None


def _is_each(wish: Wish, mind: Mind) -> bool:
    """Whether each section is meant: "section by section", "one line per chapter"."""
    words, raw = mind.knowledge.turns.words, set(wish.query.raw)
    return not raw.isdisjoint(words.sections) and not raw.isdisjoint(words.each)


def _section_named(wish: Wish, mind: Mind) -> SectionTalk | None:
    """The section that is named, by its place too: "the second section"; but "class starts soon"
    names no beginning.
    """
    words, plain, raw = mind.knowledge.turns.words, wish.query.plain, wish.query.raw
    told = [one.id for one in mind.knowledge.source.sections if _summaries(one.id, mind)]
    at = None if set(raw).isdisjoint(words.sections) else ordinal(wish.query, len(told))
    found = _called(plain, mind) or mind.subjects.named_section(plain)
    ends = {*words.opening, *words.ending}
    if at is not None and mind.subjects.named_section([w for w in plain if w not in ends]) is None:
        return mind.subjects.section_of(told[at])
    if found is None or mind.subjects.named_section([w for w in plain if w not in ends]):
        return found
    is_meant = any(one in _THE and other in ends for one, other in pairwise(raw))
    return found if is_meant else None


def _called(plain: Sequence[str], mind: Mind) -> SectionTalk | None:
    """The section that is named behind the word itself: "skip the start, the section on tea"."""
    sections = mind.knowledge.turns.words.sections
    at = next((at for at, word in enumerate(plain) if word in sections), len(plain))
    return mind.subjects.named_section(plain[at + 1 :]) if plain[at + 1 :] else None


def _summaries(section: str, mind: Mind) -> tuple[Entry, ...]:
    return tuple(mind.knowledge.in_role(f"{SUMMARY_OF}:{section}"))


def _section_meant(wish: Wish, before: Talk, mind: Mind) -> SectionTalk | None:
    """The section that was told of last, where a wish only points at it: "that whole section"."""
    words, raw = mind.knowledge.turns.words, set(wish.query.raw)
    if before.told is None or raw.isdisjoint(words.sections) or raw.isdisjoint(_SECTION_OF):
        return None
    cites = before.told.cites
    return mind.subjects.section_of(cites[0].split(":")[0]) if cites else None


def outline(mind: Mind) -> Plan:
    """The sections in their order, each in a few words."""
    bullets: list[str] = []
    cites: list[str] = []
    for section in mind.knowledge.source.sections:
        summaries = mind.knowledge.in_role(f"{SUMMARY_OF}:{section.id}")
        if summaries:
            point = formed(summaries[0], Form.SHORT, mind)
            bullets.append(f"{section.heading}: {point.text}")
            cites.append(point.cites[0])
    if len(bullets) < _SEVERAL:
        return of_article(Form.BULLETS, mind)
    point = Point("", tuple(cites), form=Form.BULLETS, bullets=tuple(bullets))
    return answer(point, about=About(Kind.ARTICLE, form=Form.LONGER))


def _of_entry(wish: Wish, form: Form, before: Talk, mind: Mind) -> Plan | None:
    """What the words of a wish name, where it isn't the whole article."""
    if wish.subject is not None and (entry := mind.subjects.answering(wish.subject)):
        if entry.role.startswith(SUMMARY_OF):
            name = entry.role.removeprefix(f"{SUMMARY_OF}:")
            return of_section(mind.subjects.section_of(name), form, mind)
        if entry.role != Role.OVERVIEW:
            return with_offers(answer(formed(entry, Form.SHORT, mind)), [entry], mind, before)
    return None


def _of_last(wish: Wish, form: Form, before: Talk, mind: Mind) -> Plan:
    """What was just told, where the wish points at it; else the whole article."""
    last = before.told
    is_of_last = any(word in _POINTING for word in wish.query.raw)
    if last and (is_of_last or len(wish.query.raw) <= _BARE):
        if last.about.kind in (Kind.ARTICLE, Kind.SECTION):
            return resized(last, form, mind, sized(wish))
        return _of_talk(1, before, mind)
    if last and last.about.kind is Kind.SECTION and wish.length:
        section = mind.subjects.section_of(last.about.name)
        return of_section(section, form, mind, sized(wish))
    return of_article(form, mind, sized(wish))


def _is_of_talk(wish: Wish, mind: Mind) -> bool:
    """Whether a wish is for a summary of what was said here: "what you've told me so far"."""
    words = mind.knowledge.turns.words
    raw = set(wish.query.raw)
    return not raw.isdisjoint(words.told) and not raw.isdisjoint((*words.addressing, *_OURS))


def _of_talk(most: int, before: Talk, mind: Mind) -> Plan:
    """The last answers of this talk in short, the oldest first."""
    told = [plan for plan, _ in zip(before.back(), range(most), strict=False)]
    names = dict.fromkeys(name for plan in reversed(told) for name in plan.entries)
    entries = [mind.entries[name] for name in names if name in mind.entries]
    if not entries:
        return replace(told[0], act="", related=(), lead=())
    points = [formed(entry, Form.SHORT, mind) for entry in entries]
    return with_offers(answer(*points, about=About(form=Form.SHORT)), entries, mind, before)


def resized(last: Plan, form: Form, mind: Mind, number: int | None = None) -> Plan:
    """The article or a section, told last, in another form."""
    if last.about.kind is Kind.SECTION:
        return of_section(mind.subjects.section_of(last.about.name), form, mind, number)
    return of_article(form, mind, number)


def plainer_whole(last: Plan, mind: Mind) -> Plan:
    """A summary in plain words: the plain form of an entry that sums it up, else one sentence."""
    form = Form.SENTENCE if last.about.form is not Form.SENTENCE else Form.BULLETS
    if last.about.kind is Kind.SECTION:
        entries = mind.knowledge.in_role(f"{SUMMARY_OF}:{last.about.name}")
    else:
        entries = mind.knowledge.in_role(Role.OVERVIEW)
    plain = [formed(one, Form.PLAIN, mind) for one in entries[:1] if has(one, Form.PLAIN, mind)]
    about = replace(last.about, form=Form.PLAIN)
    return answer(*plain, about=about) if plain else resized(last, form, mind)


def of_article(form: Form, mind: Mind, number: int | None = None) -> Plan:
    """The whole article."""
    about = About(Kind.ARTICLE, form=form)
    whole = mind.knowledge.summary
    overview = mind.knowledge.in_role(Role.OVERVIEW)
    if form is Form.SHORT and overview and has(overview[0], form, mind):
        return answer(formed(overview[0], form, mind), about=about)
    if whole is None:
        return absent(Line("talk.no_summary"))
    point = _sized(whole.sentence, whole.bullets, whole.longer, form, number)
    return answer(point, about=about)


def of_section(found: SectionTalk, form: Form, mind: Mind, number: int | None = None) -> Plan:
    """A section at some length; what the pack lacks is made up from entries."""
    about = About(Kind.SECTION, found.section, form=form)
    summaries = mind.knowledge.in_role(f"{SUMMARY_OF}:{found.section}")
    if form is Form.SHORT and summaries and has(summaries[0], form, mind):
        return answer(formed(summaries[0], form, mind), about=about)
    if found.sentence is not None:
        longer = tuple(Passaged(text=one.claim, cites=one.cites) for one in summaries)
        point = _sized(found.sentence, found.bullets, longer, form, number)
        return answer(replace(point, entry=summaries[0].id if summaries else ""), about=about)
    if summaries:
        wanted_form = Form.SHORT if form in (Form.SENTENCE, Form.SHORT) else Form.CLAIM
        return answer(formed(summaries[0], wanted_form, mind), about=about)
    entries = [
        one for one in mind.knowledge.entries if one.cites[0].startswith(f"{found.section}:")
    ]
    if not entries:
        return absent(Line("talk.no_summary"))
    return answer(*(formed(one, Form.SHORT, mind) for one in entries[:_BULLETS]), about=about)


def _sized(
    sentence: Passaged,
    bullets: Sequence[Passaged],
    longer_texts: Sequence[Passaged],
    form: Form,
    number: int | None = None,
) -> Point:
    if form is Form.SENTENCE and number and 1 < number <= len(bullets) + _NEARLY:
        texts = bullets[:number]
        cites = tuple(dict.fromkeys(cite for one in texts for cite in one.cites))
        return Point(" ".join(one.text for one in texts), cites, form=Form.SENTENCE)
    if (form is Form.LONGER or (form is Form.SENTENCE and number and number > 1)) and longer_texts:
        text = " ".join(one.text for one in longer_texts)
        cites = tuple(dict.fromkeys(cite for one in longer_texts for cite in one.cites))
        return Point(text, cites, form=Form.LONGER)
    if form in (Form.BULLETS, Form.LONGER) and bullets:
        return bulleted(_as_many(bullets, longer_texts, number or _BULLETS))
    return Point(sentence.text, sentence.cites, form=Form.SENTENCE)


def _as_many(
    bullets: Sequence[Passaged], longer_texts: Sequence[Passaged], number: int
) -> list[Passaged]:
    """So many bullets; where there are too few, with what a longer summary has besides them, each
    where the longer summary has it.
    """
    missing = number - len(bullets)
    if missing <= 0:
        return list(bullets[:number])
    held = {cite for one in bullets for cite in one.cites}
    besides = [one for one in longer_texts if held.isdisjoint(one.cites)][-missing:]
    order = [cite for one in longer_texts for cite in one.cites]
    places = {cite: place for place, cite in enumerate(order)}
    return sorted((*bullets, *besides), key=lambda one: places.get(one.cites[0], -1))
