"""The same at another length or level: summaries, shorter, plainer, longer, again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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
    claim_of,
    said,
)
from bot.dialogue.plans.wanted import is_pointing, lost, unknown, wanted, with_offers
from bot.dialogue.talk import Talk
from bot.knowledge.conversation import Passaged, SectionTalk
from bot.knowledge.models import SUMMARY_OF, Entry, Role
from bot.retrieval.query.query import Query

_SHORTER = {Form.LONGER: Form.BULLETS, Form.BULLETS: Form.SHORT, Form.SENTENCE: Form.SHORT}
_LONGER = {Form.SHORT: Form.SENTENCE, Form.SENTENCE: Form.BULLETS, Form.BULLETS: Form.LONGER}
_BULLETS = 3
_POINTING = frozenset(("that", "it", "this", "those", "them"))
_BARE = 2
"""Words of a wish for a summary up to which it is of what was just told ("tldr pls")."""


def summary(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """The whole, a section, or what was just told, at the wished length."""
    form = _form(wish)
    if found := mind.subjects.named_section(wish.query.plain):
        return of_section(found, form, mind)
    return _of_entry(wish, form, before, mind) or _of_last(wish, form, before, mind)


def _of_entry(wish: Wish, form: Form, before: Talk, mind: Mind) -> Plan | None:
    """What the words of a wish name, where it isn't the whole article."""
    if wish.subject is not None and (entry := mind.subjects.answering(wish.subject)):
        if entry.role.startswith(SUMMARY_OF):
            name = entry.role.removeprefix(f"{SUMMARY_OF}:")
            return of_section(mind.subjects.section_of(name), form, mind)
        if entry.role != Role.OVERVIEW:
            return with_offers(answer(_formed(entry, Form.SHORT, mind)), [entry], mind, before)
    return None


def _of_last(wish: Wish, form: Form, before: Talk, mind: Mind) -> Plan:
    """What was just told, where the wish points at it; else the whole article."""
    last = before.told
    is_of_last = any(word in _POINTING for word in wish.query.raw)
    if last and (is_of_last or len(wish.query.raw) <= _BARE):
        if last.about.kind in (Kind.ARTICLE, Kind.SECTION):
            return _resized(last, form, mind)
        return shorten(replace(wish, subject=None), before, mind)
    if last and last.about.kind is Kind.SECTION and wish.length:
        return of_section(mind.subjects.section_of(last.about.name), form, mind)
    return _of_article(form, mind, wish.number)


def resize(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """What was just told, at the length that is named."""
    last = before.told
    if last and last.about.kind in (Kind.ARTICLE, Kind.SECTION):
        kind = wish.length.kind if wish.length else ""
        steps = {"shorter": _SHORTER, "longer": _LONGER}.get(kind, {})
        return _resized(last, steps.get(last.about.form, _form(wish)), mind)
    is_longer = wish.length is not None and wish.length.kind == "longer"
    return expand(wish, before, mind) if is_longer else shorten(wish, before, mind)


def shorten(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """What was just told, in fewer words."""
    last = before.told
    if wish.subject is None and last and last.about.kind in (Kind.ARTICLE, Kind.SECTION):
        return _resized(last, _form(wish, _SHORTER.get(last.about.form, Form.SHORT)), mind)
    entries = wanted(wish, mind, before)
    if not entries:
        return unknown(wish, mind, before) if wish.subject else lost(before)
    if wish.subject is None and last and not last.entries and last.points[0].bullets:
        return answer(Point("", last.cites, bullets=last.points[0].bullets[:1]), about=last.about)
    points = [_formed(entry, Form.SHORT, mind) for entry in entries]
    if last and all(point in last.points for point in points):
        return replace(answer(lead=(Line("talk.shortest"),)), points=())
    return with_offers(answer(*points, about=_as(last, Form.SHORT)), entries, mind, before)


def longer(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """What was just told, at more length."""
    last = before.told
    if wish.subject is None and last and last.about.kind in (Kind.ARTICLE, Kind.SECTION):
        return _resized(last, _form(wish, _LONGER.get(last.about.form, Form.LONGER)), mind)
    return expand(wish, before, mind)


def simplify(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """The same in words that a child or a learner knows."""
    last = before.told
    if wish.subject is None and last and last.about.kind in (Kind.ARTICLE, Kind.SECTION):
        return _plainer_whole(last, mind)
    entries = wanted(wish, mind, before)
    if not entries:
        return unknown(wish, mind, before) if wish.subject else lost(before)
    new = _unsaid(entries, (Form.PLAIN, Form.SHORT, Form.EXAMPLE), before, mind)
    if not new:
        related = with_offers(answer(), entries, mind, before).related
        return absent(Line("talk.plainest"), related=related)
    return with_offers(answer(*new), entries, mind, before)


def expand(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """More on what was just told, or on what is named."""
    entries = wanted(wish, mind, before)
    if not entries:
        return unknown(wish, mind, before) if wish.subject else lost(before)
    is_new = entries[0].id not in before.shown
    forms = (Form.CLAIM, Form.MORE) if is_new else (Form.MORE, Form.REASON, Form.EXAMPLE)
    new = _unsaid(entries[:1], forms, before, mind)
    if is_new and len(forms) > 1:
        new = new or [claim_of(entries[0])]
    if new:
        return with_offers(answer(*new), entries, mind, before)
    return _next(entries[0], before, mind)


def repeat(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """The last answer once more; "the full one" is the one before it was cut down."""
    if wish.subject is not None and (found := _shown(wish.subject, before, mind)):
        return found
    told_now = list(before.back())
    if not told_now:
        return lost(before)
    short = (Form.SHORT, Form.PLAIN)
    full = next(
        (plan for plan in told_now if not any(p.form in short for p in plan.points)), told_now[0]
    )
    is_full = wish.length is not None and wish.length.kind == "longer"
    wanted_plan = full if is_full or told_now[0].points[0].form in short else told_now[0]
    return _again(wanted_plan)


def go_back(wish: Wish, before: Talk, mind: Mind) -> Plan | None:
    """An earlier answer: the first, the one before, or the one that is named; None where what is
    named was not told yet.
    """
    earlier = list(before.back())
    if not earlier:
        return lost(before)
    if wish.subject is not None and not is_pointing(wish, mind):
        return _shown(wish.subject, before, mind)
    first = any(word in ("first", "start", "beginning", "begin") for word in wish.query.plain)
    return _again(earlier[-1] if first else earlier[min(1, len(earlier) - 1)])


def _shown(subject: Query, before: Talk, mind: Mind) -> Plan | None:
    """The earlier answer that words name."""
    shown = [name for plan in before.back() for name in plan.entries if name in mind.entries]
    entry = mind.subjects.among(subject, shown)
    if entry is None:
        return None
    plan = next(plan for plan in before.back() if entry.id in plan.entries)
    points = tuple(point for point in plan.points if point.entry == entry.id)
    point = points[0] if points[0].form in (Form.CLAIM, Form.QUOTE) else claim_of(entry)
    return with_offers(answer(point), [entry], mind, before)


def _again(plan: Plan) -> Plan:
    return replace(plan, act="", related=())


def _next(entry: Entry, before: Talk, mind: Mind) -> Plan:
    """Where nothing more is said of an entry: what stands nearest and wasn't shown."""
    found = with_offers(answer(), [entry], mind, before).related
    if not found:
        return absent(Line("talk.no_more"))
    return with_offers(answer(claim_of(found[0])), [found[0]], mind, before)


def _unsaid(
    entries: Sequence[Entry], forms: Sequence[Form], before: Talk, mind: Mind
) -> list[Point]:
    """The first of some forms of each entry that this talk has not said yet."""
    texts = {point.text for plan in before.back() for point in plan.points}
    found: list[Point] = []
    for entry in entries:
        points = (_formed(entry, form, mind) for form in forms)
        new = next(
            (
                p
                for f, p in zip(forms, points, strict=True)
                if _has(entry, f, mind) and p.text not in texts
            ),
            None,
        )
        if new is not None:
            found.append(new)
    return found


def _has(entry: Entry, form: Form, mind: Mind) -> bool:
    return form is Form.CLAIM or getattr(mind.knowledge.facets_of(entry.id), form) is not None


def _formed(entry: Entry, form: Form, mind: Mind) -> Point:
    """An entry in a form; its claim where the pack hasn't that one."""
    text = None if form is Form.CLAIM else getattr(mind.knowledge.facets_of(entry.id), form)
    return claim_of(entry) if text is None else said(text, form, entry)


def _as(last: Plan | None, form: Form) -> About:
    return replace(last.about, form=form) if last else About(form=form)


def _form(wish: Wish, usual: Form = Form.BULLETS) -> Form:
    kinds = {
        "sentence": Form.SENTENCE,
        "words": Form.SHORT,
        "shorter": Form.SENTENCE,
        "bullets": Form.BULLETS,
        "longer": Form.LONGER,
    }
    return kinds[wish.length.kind] if wish.length else usual


def _resized(last: Plan, form: Form, mind: Mind) -> Plan:
    if last.about.kind is Kind.SECTION:
        return of_section(mind.subjects.section_of(last.about.name), form, mind)
    return _of_article(form, mind)


def _plainer_whole(last: Plan, mind: Mind) -> Plan:
    """A summary in plain words: the plain form of an entry that sums it up, else one sentence."""
    form = Form.SENTENCE if last.about.form is not Form.SENTENCE else Form.BULLETS
    if last.about.kind is Kind.SECTION:
        entries = mind.knowledge.in_role(f"{SUMMARY_OF}:{last.about.name}")
    else:
        entries = mind.knowledge.in_role(Role.OVERVIEW)
    plain = [_formed(one, Form.PLAIN, mind) for one in entries[:1] if _has(one, Form.PLAIN, mind)]
    about = replace(last.about, form=Form.PLAIN)
    return answer(*plain, about=about) if plain else _resized(last, form, mind)


def _of_article(form: Form, mind: Mind, number: int | None = None) -> Plan:
    """The whole article; from its overview entries where the pack has no summary."""
    about = About(Kind.ARTICLE, form=form)
    whole = mind.knowledge.conversation.summary
    overview = mind.knowledge.in_role(Role.OVERVIEW)
    if form is Form.SHORT and overview and _has(overview[0], form, mind):
        return answer(_formed(overview[0], form, mind), about=about)
    if whole is None:
        entries = overview[: _BULLETS if form in (Form.LONGER, Form.BULLETS) else 1]
        points = [claim_of(entry) for entry in entries]
        return answer(*points, about=about) if points else absent(Line("talk.no_summary"))
    return answer(_sized(whole.sentence, whole.bullets, whole.longer, form, number), about=about)


def of_section(found: SectionTalk, form: Form, mind: Mind) -> Plan:
    """A section at some length; what the pack lacks is made up from entries."""
    about = About(Kind.SECTION, found.section, form=form)
    summaries = mind.knowledge.in_role(f"{SUMMARY_OF}:{found.section}")
    if form is Form.SHORT and summaries and _has(summaries[0], form, mind):
        return answer(_formed(summaries[0], form, mind), about=about)
    if found.sentence is not None:
        longer = tuple(Passaged(text=one.claim, cites=one.cites) for one in summaries)
        point = _sized(found.sentence, found.bullets, longer, form)
        return answer(replace(point, entry=summaries[0].id if summaries else ""), about=about)
    if summaries:
        wanted_form = Form.SHORT if form in (Form.SENTENCE, Form.SHORT) else Form.CLAIM
        return answer(_formed(summaries[0], wanted_form, mind), about=about)
    entries = [
        one for one in mind.knowledge.entries if one.cites[0].startswith(f"{found.section}:")
    ]
    if not entries:
        return absent(Line("talk.no_summary"))
    return answer(*(_formed(one, Form.SHORT, mind) for one in entries[:_BULLETS]), about=about)


def _sized(
    sentence: Passaged,
    bullets: Sequence[Passaged],
    longer_texts: Sequence[Passaged],
    form: Form,
    number: int | None = None,
) -> Point:
    if form is Form.LONGER and longer_texts:
        text = " ".join(one.text for one in longer_texts)
        cites = tuple(dict.fromkeys(cite for one in longer_texts for cite in one.cites))
        return Point(text, cites, form=Form.LONGER)
    if form in (Form.BULLETS, Form.LONGER) and bullets:
        return bulleted(bullets[: number or _BULLETS])
    return Point(sentence.text, sentence.cites, form=Form.SENTENCE)
