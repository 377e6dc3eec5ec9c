"""The last step of a turn: a plan -> an answer in plain words: the claim, who says it, how surely,
and where it stands.
"""

from __future__ import annotations

from bot.dialogue.crisis import crisis_line
from bot.dialogue.plan import HELP, Line, Plan
from bot.dialogue.replies import Answer, Citation, Reply, Suggestion
from bot.knowledge.models import Entry, Knowledge
from bot.wording import Wording

_SMALL_TALK = "ask.chat."


class Citer:
    """Turns locators into citations a reader can find."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._passages = knowledge.source.passages()

    def cite(self, locator: str) -> Citation:
        """A passage with its section's heading, its number there, and the address it consists of
        if it does.
        """
        section, passage = self._passages[locator]
        return Citation(locator, section.heading, passage.number, passage.link)

    def suggest(self, entry: Entry) -> Suggestion:
        """An entry as something to choose."""
        return Suggestion(entry.id, entry.title, tuple(map(self.cite, entry.cites)))


def compose(plan: Plan, citer: Citer, wording: Wording, locale: str = "en") -> Reply:
    """The reply in the bot's words."""
    if plan is HELP:
        return Reply(plan.outcome, crisis_line(wording, locale), plan.confidence)
    text = " ".join(_said(line, wording, locale) for line in plan.lead)
    if plan.speaker_of:
        text = speaker_line(plan.speaker_of, wording, locale)
    answers = tuple(
        Answer(
            entry.id,
            entry.title,
            entry.claim,
            attribution(entry, wording, locale),
            tuple(map(citer.cite, entry.cites)),
        )
        for entry in plan.answers
    )
    return Reply(
        plan.outcome,
        text,
        plan.confidence,
        answers,
        tuple(map(citer.suggest, plan.choices)),
        tuple(map(citer.suggest, plan.related)),
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


def _said(line: Line, wording: Wording, locale: str) -> str:
    if not line.key:
        return line.text
    if line.key.startswith(_SMALL_TALK):
        return _small_talk(line.key.removeprefix(_SMALL_TALK), wording, locale)
    return wording.say(line.key, locale, **line.slots)


def _small_talk(kind: str, wording: Wording, locale: str) -> str:
    """A friendly line for a kind of small talk; a general one for kinds without a line of their
    own.
    """
    lines = wording.under("ask.chat", locale)
    return lines.get(kind, lines["other"])
