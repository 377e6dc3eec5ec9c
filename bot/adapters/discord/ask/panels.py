"""What an answer, a miss and an answer's sources look like: texts in a container, with what can be
done next as buttons below them.
"""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.adapters.discord.ask.buttons import ARGUMENT, AskButton, about
from bot.adapters.discord.ask.render import (
    below,
    claim_texts,
    lead_text,
    question_text,
    reply_texts,
)
from bot.adapters.discord.floor.look import ROOM, Accent, Panel, Part, Words, divider, fit, panel
from bot.adapters.discord.floor.text import plain, plain_line, size
from bot.dialogue.replies import Answer, Outcome, Reply, Suggestion

_OFFERS, _CHOICES = 2, 3
"""What could be asked next, and what could be meant: few enough to be read on a phone."""
NOBODY = "-"
"""Stands for the token of a question that nobody may send on."""
_SOURCES = 5
_ACCENTS = {
    Outcome.ANSWER: Accent.ANSWER,
    Outcome.CLARIFY: Accent.MISS,
    Outcome.ABSENT: Accent.MISS,
    Outcome.CHAT: Accent.TALK,
}


def reply_panel(
    reply: Reply,
    question: str,
    words: Words,
    *,
    token: str = "",
    is_private: bool = False,
    is_brief: bool = False,
    more: str = "",
) -> Panel:
    """A whole reply, and `more` that the surface adds. With a `token` its asker may hand the
    question to the maintainers; a private one can be shown to everyone; a brief one goes to a
    channel though it is no answer.
    """
    texts = reply_texts(reply, question, words, is_brief=is_brief, room=ROOM - size(more))
    offers = _choices(reply.choices) or [_offers(reply.related)]
    rows: list[Part] = list(offers)
    if reply.outcome is Outcome.ANSWER and reply.answers:
        rows.append(_under(reply.answers, words, token or NOBODY, is_private=is_private))
    elif is_askable(reply) and token:
        rows.append([AskButton("keep", token, words.say("answers.buttons.keep"))])
    elif reply.outcome is Outcome.CHAT and is_private and token:
        rows.append([AskButton("f", "", words.say("answers.buttons.follow"))])
    return panel(_ACCENTS[reply.outcome], *texts, more, *rows)


def answer_panel(answer: Answer, title: str, words: Words, *extra: AskButton) -> Panel:
    """One claim that nobody asked for, such as a surprise, under a title."""
    asked = question_text(answer.title, words)
    texts = fit(lambda cap: [title, asked, *claim_texts(answer, words, cap)])
    under = _under([answer], words, NOBODY, is_private=True)
    return panel(Accent.ANSWER, *texts, under, list(extra))


def is_askable(reply: Reply) -> bool:
    """Whether the question may be handed to the maintainers: it found no answer."""
    return reply.outcome in (Outcome.ABSENT, Outcome.CLARIFY)


def sources_panel(answers: Sequence[Answer], token: str, article: str, words: Words) -> Panel:
    """Each claim of an answer with its passages in full, and a button to say that they don't say
    it.
    """
    told = {(one.entry, one.text): one for one in answers if one.citations}
    shown = list(told.values())[:_SOURCES]

    def make(cap: int) -> list[str]:
        texts = [words.say("answers.sources.title")]
        number = 0
        for answer in shown:
            claim = plain(answer.text, cap)
            small = below(answer, words, cap, before=number, is_whole=True)
            texts.append(f"{claim}\n{small}".rstrip())
            number += len(answer.citations)
        is_linked = any(one.link for answer in shown for one in answer.citations)
        return [*texts, article, "" if is_linked else words.say("answers.sources.unlinked")]

    title, *texts = fit(make)
    parts: list[Part] = [title]
    rated: set[str] = set()
    for answer, text in zip(shown, texts, strict=False):
        entry = answer.entry if answer.entry not in rated else ""
        rated.add(entry)
        parts += [text, [_rate("p", "passage", entry, token, words)] if entry else "", divider()]
    return panel(Accent.PANEL, *parts, *texts[len(shown) :])


def _choices(choices: Sequence[Suggestion]) -> list[Part]:
    """What could be meant: titles are long, so each has a row of its own."""
    meant = _told_apart(choices, _CHOICES)
    primary = discord.ButtonStyle.primary
    return [[AskButton("c", one.entry, one.title, style=primary)] for one in meant]


def _offers(related: Sequence[Suggestion]) -> list[AskButton]:
    return [AskButton("r", one.entry, one.title) for one in _told_apart(related, _OFFERS)]


def _told_apart(items: Sequence[Suggestion], most: int) -> list[Suggestion]:
    """Discord refuses two buttons of one id, and an id that is too long."""
    known = {item.entry: item for item in items if 0 < size(item.entry) <= ARGUMENT}
    return list(known.values())[:most]


def _under(
    answers: Sequence[Answer], words: Words, token: str, *, is_private: bool
) -> list[AskButton]:
    """What can be done with an answer. Feedback and follow-ups are about the first entry that it
    says something of; a text of the pack, such as a summary, is of none.
    """
    ids = [answer.entry for answer in answers if answer.entry]
    first = about(*ids[:1]) if ids else ""
    row = []
    if any(answer.citations for answer in answers):
        row.append(AskButton("s", about(token, *ids), words.say("answers.buttons.sources")))
    row.append(AskButton("f", first, words.say("answers.buttons.follow")))
    if first:
        row.append(AskButton("h", first, words.say("answers.buttons.helpful")))
        row.append(_rate("w", "wrong", first, token, words))
    if is_private and (token != NOBODY or first):
        row.append(AskButton("show", about(token, first), words.say("answers.buttons.show")))
    return row


def _rate(act: str, name: str, entry: str, token: str, words: Words) -> AskButton:
    return AskButton(act, about(token, entry), words.say(f"answers.buttons.{name}"))


def line_panel(accent: Accent, text: str, *rows: Part) -> Panel:
    """A sentence of the bot's own, with buttons."""
    return panel(accent, lead_text(text), *rows)


def article_line(title: str, site: str, words: Words) -> str:
    """Which article it is, small."""
    shown = plain_line(title, 200)
    if site:
        return words.say("answers.sources.article", title=shown, site=plain_line(site, 100))
    return words.say("answers.sources.article_alone", title=shown)
