"""Something to talk about: questions for a group, a quiz, a surprise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.dialogue.acts import CLEAR, LIGHT, Act, Asked, Wish
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
    talk,
)
from bot.dialogue.plans.arguing import more_of
from bot.dialogue.plans.wanted import with_offers
from bot.dialogue.replies import Outcome
from bot.dialogue.talk import Talk
from bot.knowledge.conversation import Passaged, QuizQuestion
from bot.knowledge.models import Side
from bot.retrieval.names import alike
from bot.retrieval.query.content import stem
from bot.retrieval.query.phrases import Phrases
from bot.retrieval.query.query import Query
from bot.retrieval.query.text import clean, words

_QUESTIONS, _MOST = 3, 8
_MOTION = "motion"
"""The name of what is discussed where it is a sentence to be for or against."""
_DONE = "done"
"""The name of a quiz question that is answered."""


def discuss(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """Open questions, of one section where it is named; those not asked in this talk first."""
    wish = replace(wish, subject=_on_what(wish, mind))
    most = min(wish.number or (1 if _is_single(wish, mind) else _QUESTIONS), _MOST)
    return _questions(wish, before, mind, most)


def one_more(wish: Wish, before: Talk, mind: Mind) -> Plan | None:
    """Another of what came last; None where nothing came that there could be another of."""
    last = before.last
    kind = last.about.kind if last else Kind.ENTRIES
    side = last.about.side if last else Side.NEITHER
    for plan in before.back():
        if plan.about.kind in (Kind.DISCUSSION, Kind.QUIZ, Kind.SURPRISE, Kind.SIDE):
            kind, side = plan.about.kind, plan.about.side
            break
    if kind is Kind.DISCUSSION:
        return _questions(wish, before, mind, 1)
    if kind is Kind.QUIZ:
        return quiz(wish, before, mind)
    if kind is Kind.SURPRISE:
        return surprise(wish, before, mind)
    if kind is Kind.SIDE:
        return more_of(side, before, mind)
    return None


def quiz(wish: Wish, before: Talk, mind: Mind) -> Plan:
    """A question with its answer held back."""
    asked = mind.knowledge.conversation.quiz
    if not asked:
        return absent(Line("talk.quiz.none"))
    done = set(before.names(Kind.QUIZ))
    rows = [(str(place), one) for place, one in enumerate(asked)]
    section = mind.subjects.named_section(wish.subject.plain) if wish.subject else None
    last = before.last
    about = section.section if section else ""
    if not about and wish.subject is None and last and last.about.kind is Kind.SECTION:
        about = last.about.name
    fresh = [row for row in rows if row[0] not in done] or rows
    near = [row for row in fresh if about and row[1].cites[0].startswith(f"{about}:")]
    if not near and wish.subject is not None:
        near = [
            row for row in fresh if _shares(f"{row[1].text} {row[1].answer}", wish.subject, mind)
        ]
    listed = near or fresh
    place, question = listed[mind.seed % len(listed)]
    lead = (Line("talk.quiz.ask", {"question": question.text}),)
    return Plan(Outcome.CHAT, 0.9, lead, about=About(Kind.QUIZ, place))


def quiz_answer(_wish: Wish, before: Talk, mind: Mind) -> Plan | None:
    """The answer to the question that is open; None where none is. What is to be discussed has
    none.
    """
    question = open_question(before, mind)
    if question is not None:
        return _told("given", question)
    is_discussed = before.last is not None and before.last.about.kind is Kind.DISCUSSION
    return talk("talk.discuss.open", turn=before.times("quiz-answer")) if is_discussed else None


def attempt(query: Query, before: Talk, mind: Mind) -> Plan | None:
    """Whether a message answers the quiz; None where none is open, or it is no try at all."""
    question = open_question(before, mind)
    if question is None:
        return None
    accepted = (question.answer, *question.accept)
    if any(alike(query.raw, words(clean(one))) for one in accepted):
        return _told("right", question)
    return _told("wrong", question) if len(query.raw) <= _TRY else None


def tried(acts: Sequence[Act], before: Talk, mind: Mind) -> Plan | None:
    """A try at the open quiz question, where the message may be one."""
    if len(acts) > 1 or open_question(before, mind) is None:
        return None
    act = acts[0]
    if isinstance(act, Wish | Asked):
        found = attempt(act.query, before, mind)
        is_other = isinstance(act, Wish) and (act.act not in LIGHT or act.over >= CLEAR)
        is_right = found is not None and "right" in found.lead[0].key
        return found if is_right or not is_other else None
    return None


def open_question(before: Talk, mind: Mind) -> QuizQuestion | None:
    """The quiz question asked last, as long as nothing else came after."""
    last = before.last
    if last is None or last.about.kind is not Kind.QUIZ or last.points:
        return None
    asked = mind.knowledge.conversation.quiz
    place = int(last.about.name)
    return asked[place] if place < len(asked) else None


def surprise(_wish: Wish, before: Talk, mind: Mind) -> Plan:
    """Something that most don't expect, not shown in this talk."""
    names = mind.knowledge.conversation.surprises
    listed = [entry for name in names if (entry := mind.knowledge.entry(name))]
    listed = listed or [entry for entry in mind.knowledge.entries if not entry.role]
    fresh = [entry for entry in listed if entry.id not in before.shown] or listed
    if not fresh:
        return absent(Line("talk.no_more"))
    entry = fresh[0]
    plan = answer(claim_of(entry), about=About(Kind.SURPRISE, entry.id))
    return replace(with_offers(plan, [entry], mind, before), about=plan.about)


_TRY = 8
"""Words of the longest message that is taken for a wrong answer to a quiz."""


def _told(key: str, question: QuizQuestion) -> Plan:
    line = Line(f"talk.quiz.{key}", {"answer": question.answer.rstrip(".")})
    # With points the question is no longer open, but there may be another.
    return answer(Point("", question.cites), lead=(line,), about=About(Kind.QUIZ, _DONE))


def _questions(wish: Wish, before: Talk, mind: Mind, most: int) -> Plan:
    listed = _listed(wish, before, mind)
    asked = {text for plan in before.back() for point in plan.points for text in point.bullets}
    fresh = [one for one in listed if one.text not in asked] or listed
    if wish.subject is not None:
        on_it = [one for one in fresh if _shares(one.text, wish.subject, mind)]
        fresh = on_it if on_it and not wish.number else fresh
    if not fresh:
        return absent(Line("talk.discuss.none"))
    point = replace(bulleted(fresh[:most]), form=Form.CLAIM)
    is_motion = fresh[0] in mind.knowledge.conversation.motions
    return answer(point, about=About(Kind.DISCUSSION, _MOTION if is_motion else ""))


def _listed(wish: Wish, before: Talk, mind: Mind) -> Sequence[Passaged]:
    """What there is to discuss, the nearest to what a wish names first; motions where they are
    wished for, and questions that yes or no answers where just those are.
    """
    raw, words_of = wish.query.raw, mind.knowledge.turns.words
    motions = mind.knowledge.conversation.motions
    last = before.last
    is_on = wish.act == "one-more" and last is not None and last.about.name == _MOTION
    if motions and (is_on or Phrases(words_of.moving).stand_in(raw)):
        return _nearest_first(motions, wish.subject, mind) if wish.subject else motions
    sections = mind.knowledge.conversation.sections
    named = mind.subjects.named_section(wish.subject.plain) if wish.subject else None
    chosen = [one for one in sections if named is None or one.section == named.section]
    listed = _spread([one.questions for one in chosen])
    if named is None and wish.subject is not None:
        listed = _nearest_first(listed, wish.subject, mind)
    if {"yes", "no"} <= set(raw):
        closed = [one for one in listed if _is_closed(one.text, words_of.turned)]
        on_it = [one for one in closed if wish.subject and _shares(one.text, wish.subject, mind)]
        return (closed if wish.subject is None else on_it) or listed
    return listed


def _is_closed(text: str, auxiliaries: Sequence[str]) -> bool:
    """Whether yes or no answers a question."""
    said = words(clean(text))
    return said[0] in {*auxiliaries, "would"} and "or" not in said and text.count("?") == 1


def _on_what(wish: Wish, mind: Mind) -> Query | None:
    """What something to discuss is wished on: of "a question about tea for my class" the tea."""
    raw = wish.query.raw
    at = next((at for at, word in enumerate(raw) if word in _ON), None)
    if at is None:
        return wish.subject
    rest = raw[at + 1 :]
    end = next((at for at, word in enumerate(rest) if word in _FOR), len(rest))
    named = mind.retriever.read(" ".join(rest[:end]))
    function = frozenset(mind.knowledge.turns.words.function)
    if wish.subject is None:  # but for "about the author" it is named by no word of its own
        return named if not set(_NAMING).isdisjoint(named.plain) else None
    is_named = any(word not in function or word in _NAMING for word in named.plain)
    return named if is_named else wish.subject


_ON, _FOR = ("about", "on", "regarding"), ("for", "to", "with", "please", "pls")


def _is_single(wish: Wish, mind: Mind) -> bool:
    """Whether one thing to discuss is wished for."""
    return not set(mind.knowledge.turns.words.single).isdisjoint(wish.query.raw)


def _shares(text: str, subject: Query, mind: Mind) -> bool:
    """Whether a text has a word of what is named."""
    return _shared(text, subject, mind) > 0


def _shared(text: str, subject: Query, mind: Mind) -> int:
    """How many words of what is named a text has."""
    own = set(map(stem, mind.retriever.read(text).plain))
    function = mind.knowledge.turns.words.function
    said = {stem(word) for word in subject.plain if word not in function or word in _NAMING}
    alike: set[str] = set()
    for contrast in mind.knowledge.source.contrasts:  # "the states" is the us
        alike |= set(contrast.words) if _stands(contrast.words, subject.raw) else set()
    held = sum(one in own or (len(one) >= _PART and _begins(own, one)) for one in said)
    named = {stem(word) for word in alike if word not in function or word in _NAMING}
    return held + len(named & own)


def _begins(words_of: Iterable[str], name: str) -> bool:
    """Whether a word begins with a name: "cashless" with "cash"."""
    return any(word.startswith(name) for word in words_of)


_PART = 4
"""Letters of the shortest name that a longer word may begin with."""
_NAMING = ("us", "author")
"""Words that name nothing in a question but may be what is to be discussed."""


def _stands(names: Sequence[str], raw: Sequence[str]) -> bool:
    """Whether one of some names stands in words."""
    return Phrases(names).stand_in(raw)


def _nearest_first(listed: Sequence[Passaged], subject: Query, mind: Mind) -> list[Passaged]:
    """Those first that have a word of the subject in them, then those of the section that the
    subject is nearest to.
    """
    entry = mind.subjects.entry(subject)
    section = entry.cites[0].split(":")[0] if entry else ""

    def rank(one: Passaged) -> tuple[int, bool]:
        shared = _shared(one.text, subject, mind)
        return -shared, not any(cite.split(":")[0] == section for cite in one.cites)

    return sorted(listed, key=rank)


def _spread(groups: Sequence[Sequence[Passaged]]) -> list[Passaged]:
    """The first of each group, then the second of each."""
    longest = max(map(len, groups), default=0)
    return [group[place] for place in range(longest) for group in groups if place < len(group)]
