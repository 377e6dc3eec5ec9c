"""A debate's words in one language: what all texts about it are made with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from bot.adapters.discord.floor.citations import citation_place, linked
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.text import plain_line
from bot.adapters.discord.floor.when import exact, relative
from bot.debate.formats import format_of, round_of
from bot.debate.models import Debate, Result
from bot.results.picture_models import Labels
from bot.results.result_text import ending
from bot.services.debating.brief import BriefService
from bot.wording import Wording


class DebateWords:
    """`k` is the least number of voters whose result is published."""

    def __init__(self, brief: BriefService, wording: Wording, k: int, locale: str = "en") -> None:
        self._brief = brief
        self._wording = wording
        self._k = k
        self._locale = locale

    @classmethod
    def of(cls, host: Host, locale: str, article: str = "") -> Self:
        """With the words that a bot has, and the passages of an article."""
        services = host.services
        return cls(services.brief_on(article), host.wording, services.debates.k, locale)

    def ending(
        self, debate: Debate, result: Result, shown: Callable[[str], str] = plain_line
    ) -> str:
        """The result in a sentence; `shown` makes a label fit for where it stands."""
        return ending(debate, result, self.words, self._k, shown)

    def passage(self, locator: str) -> str:
        """`Lack of Trust, passage 2`."""
        return citation_place(self._brief.cite(locator), self._wording, self._locale)

    def linked_passage(self, locator: str) -> str:
        """The same as a link to the place, where the passage is an address."""
        cited = self._brief.cite(locator)
        return linked(citation_place(cited, self._wording, self._locale), cited.link)

    def labels(self) -> Labels:
        """The words of pictures and tables."""
        return Labels(self._wording.under("pictures", self._locale))

    def words(self, key: str, **slots: object) -> str:
        """A sentence by its whole key."""
        return self._wording.say(key, self._locale, **slots)

    def open_state(self, debate: Debate) -> str:
        """What happens now, and until when."""
        when = {"when": exact(debate.due_at), "relative": relative(debate.due_at)}
        if len(debate.phases) <= 1:
            return self.of_debate("state.open", **when)
        phase = self.of_format(debate, f"phase.{round_of(debate).name}")
        return self.of_debate(
            "state.phase", phase=phase, n=debate.phase + 1, whole=len(debate.phases), **when
        )

    def of_format(self, debate: Debate, key: str, **slots: object) -> str:
        """Words that the debate's format has of its own."""
        return self.words(f"formats.{format_of(debate.format).key}.{key}", **slots)

    def of_debate(self, key: str, **slots: object) -> str:
        """A sentence of debates on Discord."""
        return self.words(f"discord.debate.{key}", **slots)
