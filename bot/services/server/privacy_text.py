"""A member's data in words, for every surface; the periods said are the ones in force."""

from __future__ import annotations

from collections.abc import Mapping

from bot.services.server.privacy import Erased
from bot.wording import Wording

Periods = Mapping[str, int]
"""How long what is kept, as slots: `PrivacyService.periods`."""


def shown(counts: Mapping[str, int], periods: Periods, wording: Wording, locale: str = "en") -> str:
    """What is held, and how long what is kept."""
    lines = _lines(counts, periods, wording, locale)
    head = (
        [wording.say("privacy.show.title", locale), *lines]
        if lines
        else [wording.say("privacy.show.nothing", locale)]
    )
    return "\n".join([*head, "", wording.say("privacy.show.periods", locale, **periods)])


def before_erasing(periods: Periods, wording: Wording, locale: str = "en") -> str:
    """What erasing will do."""
    return wording.say("privacy.erase.ask", locale, **periods)


def after_erasing(erased: Erased, periods: Periods, wording: Wording, locale: str = "en") -> str:
    """What it did, in numbers."""
    if not erased.whole:
        return wording.say("privacy.erase.nothing", locale)
    return "\n".join(
        [
            wording.say("privacy.erase.done", locale),
            *_lines(erased.counts, periods, wording, locale),
        ]
    )


def _lines(counts: Mapping[str, int], periods: Periods, wording: Wording, locale: str) -> list[str]:
    said = (
        wording.say_count(f"privacy.held.{name}", n, locale, **periods)
        for name, n in counts.items()
        if n
    )
    return [wording.say("privacy.held.line", locale, what=what) for what in said]
