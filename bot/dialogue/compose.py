"""The last step of a turn: a plan -> an answer in plain words: what is said, who says it, how
surely, and where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from bot.dialogue.crisis import crisis_line
from bot.dialogue.plan import HELP, Form, Line, Plan, Point
from bot.dialogue.replies import Answer, Citation, Reply, Suggestion
from bot.knowledge.models import Entry, Knowledge
from bot.wording import Wording

_SMALL_TALK = "ask.chat."
_FRAGMENT = "#:~:text="
"""What leads a browser to a passage by its first words."""


class Citer:
    """Turns locators into citations a reader can find."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._passages = knowledge.source.passages()
        self._address = knowledge.source.address

    def cite(self, locator: str) -> Citation:
        """A passage with its section's heading, its number there, and the address it consists of,
        else the place in the article where its address is known.
        """
        section, passage = self._passages[locator]
        link = passage.link
        if not link and self._address:
            start = f"{_FRAGMENT}{quote(passage.starts, safe='')}" if passage.starts else ""
            link = self._address + start
        return Citation(locator, section.heading, passage.number, link)

    def suggest(self, entry: Entry) -> Suggestion:
        """An entry as something to choose."""
        return Suggestion(entry.id, entry.title, tuple(map(self.cite, entry.cites)))


def compose(
    plan: Plan,
    citer: Citer,
    wording: Wording,
    locale: str = "en",
    entries: Mapping[str, Entry] | None = None,
) -> Reply:
    """The reply in the bot's words."""
    if plan is HELP:
        return Reply(plan.outcome, crisis_line(wording, locale), plan.confidence)
    text = _lines(plan.lead, wording, locale)
    if plan.speaker_of:
        text = f"{text} {speaker_line(plan.speaker_of, wording, locale)}".strip()
    answers = tuple(
        answer
        for point in plan.points
        for answer in (
            *_words(point.lead, wording, locale),
            _answer(point, citer, wording, locale, entries or {}),
        )
    )
    answers = (*answers, *_words(plan.tail, wording, locale))
    return Reply(
        plan.outcome,
        text,
        plan.confidence,
        answers,
        tuple(map(citer.suggest, plan.choices)),
        tuple(map(citer.suggest, plan.related)),
        plan.asks_debates,
    )


def attribution(entry: Entry, wording: Wording, locale: str = "en") -> str:
    """Whose claim it is; nothing where the claim says so itself, or the article simply reports
    it.
    """
    named = wording.say(f"ask.named.{entry.voice}", locale, speaker=entry.speaker)
    if named and named.lower() in entry.claim.lower():
        return ""
    return wording.say(f"ask.attribution.{entry.voice}", locale, speaker=entry.speaker)


def speaker_line(entry: Entry, wording: Wording, locale: str = "en") -> str:
    """The answer to "who said that?"."""
    return wording.say(f"ask.speaker.{entry.voice}", locale, speaker=entry.speaker)


def _words(lines: tuple[Line, ...], wording: Wording, locale: str) -> tuple[Answer, ...]:
    """The bot's own words between passages, where there are any."""
    text = _lines(lines, wording, locale)
    return (Answer("", "", text, "", ()),) if text else ()


def _answer(
    point: Point, citer: Citer, wording: Wording, locale: str, entries: Mapping[str, Entry]
) -> Answer:
    bullets = [wording.say("talk.bullet", locale, text=text) for text in point.bullets]
    text = "\n".join(part for part in (point.text, *bullets) if part)
    entry = entries.get(point.entry) if point.form is Form.CLAIM and not point.bullets else None
    says = attribution(entry, wording, locale) if entry and point.text == entry.claim else ""
    return Answer(point.entry, point.title, text, says, tuple(map(citer.cite, point.cites)))


def _lines(lines: tuple[Line, ...], wording: Wording, locale: str) -> str:
    return " ".join(_said(line, wording, locale) for line in lines)


def _said(line: Line, wording: Wording, locale: str) -> str:
    if not line.key:
        return line.text
    if line.key.startswith(_SMALL_TALK):
        return _small_talk(line.key.removeprefix(_SMALL_TALK), wording, locale)
    return wording.vary(line.key, line.turn, locale, **line.slots)


def _small_talk(kind: str, wording: Wording, locale: str) -> str:
    """A friendly line for a kind of small talk; a general one for kinds without a line of their
    own.
    """
    lines = wording.under("ask.chat", locale)
    return lines.get(kind, lines["other"])
