"""Entries -> answers in plain words: the claim, who says it, how surely, and where it stands."""

from __future__ import annotations

from bot.dialogue.intent import Decision
from bot.knowledge.models import Certainty, Entry, Knowledge
from bot.wording import Wording


class Citer:
    """Turns locators into citations a reader can find."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._passages = knowledge.source.passages()

    def heading(self, locator: str) -> str:
        """The heading of a passage's section."""
        return self._passages[locator][0].heading

    def number(self, locator: str) -> int:
        """The number of a passage in its section."""
        return self._passages[locator][1].number

    def link(self, locator: str) -> str:
        """The address a passage consists of, or nothing."""
        return self._passages[locator][1].link


def attribution(entry: Entry, wording: Wording, locale: str = "en") -> str:
    """Whose claim it is and how surely the article says it."""
    who = wording.say(f"ask.attribution.{entry.voice}", locale, speaker=entry.speaker)
    if entry.certainty is Certainty.STATED:
        return who
    return f"{who}, {wording.say(f'ask.certainty.{entry.certainty}', locale, hedge=entry.hedge)}"


def speaker_line(entry: Entry, wording: Wording, locale: str = "en") -> str:
    """The answer to "who said that?"."""
    return wording.say(f"ask.speaker.{entry.voice}", locale, speaker=entry.speaker)


def refusal(decision: Decision, wording: Wording, locale: str = "en") -> str:
    """Why there is no answer."""
    return wording.say(f"ask.absent.{decision}", locale)


def small_talk(group: str, wording: Wording, locale: str = "en") -> str:
    """A friendly line for a kind of small talk; a general one for kinds without a line of their
    own.
    """
    lines = wording.under("ask.chat", locale)
    return lines.get(group.rsplit("/", maxsplit=1)[-1], lines["other"])
