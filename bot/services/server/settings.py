"""A server's own settings: what stands in for what a moderator leaves out, and who is told what.

A new setting is a row in `SETTINGS`, its words in `prompts/en/settings.yaml` and `commands.yaml`,
and its use.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.debate.formats import formats
from bot.debate.lengths import read_length, write_length
from bot.debate.rules import LONGEST, SHORTEST
from bot.errors import DebateError
from bot.services.asking.library import Library
from bot.services.debating.start_debate import Setting

_MOST_VOTERS = 1_000
_MOST_DAYS = 3_650


class Kind(StrEnum):
    """What a setting's value is. Roles, channels and articles are kept as ids, lengths as `2d 12h`;
    a switch is on unless something is kept.
    """

    ROLE = "role"
    CHANNEL = "channel"
    NUMBER = "number"
    DAYS = "days"
    CHOICE = "choice"
    LENGTH = "length"
    SWITCH = "switch"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class ServerSetting:
    """One setting. `stored` is its name in the database where that differs; `guarded` ones are for
    members who manage the server.
    """

    name: str
    kind: Kind
    stored: str = ""
    choices: Callable[[], Collection[str]] = tuple
    guarded: bool = False

    @property
    def key(self) -> str:
        """Its name in the database."""
        return self.stored or self.name


MODERATORS = ServerSetting("moderators", Kind.ROLE, "moderator_role", guarded=True)
MAINTAINERS = ServerSetting("maintainers", Kind.ROLE, "maintainer_role", guarded=True)
MODERATORS_CHANNEL = ServerSetting("moderators_channel", Kind.CHANNEL)
CHANNEL = ServerSetting("channel", Kind.CHANNEL)
FORMAT = ServerSetting("format", Kind.CHOICE, choices=formats)
LENGTH = ServerSetting("length", Kind.LENGTH)
VOTERS = ServerSetting("voters", Kind.NUMBER, guarded=True)
ACCOUNT_DAYS = ServerSetting("account_days", Kind.DAYS, guarded=True)
PROMPTS = ServerSetting("prompts", Kind.SWITCH, "prompts_off")
ARTICLE = ServerSetting("article", Kind.ARTICLE)

SETTINGS = (
    MODERATORS,
    MAINTAINERS,
    MODERATORS_CHANNEL,
    CHANNEL,
    FORMAT,
    LENGTH,
    VOTERS,
    ACCOUNT_DAYS,
    PROMPTS,
    ARTICLE,
)
"""In the order they are shown."""


class SettingStore(Protocol):
    """Keeps settings. Raises UnavailableError when nothing was recorded."""

    async def all(self, community: str) -> Mapping[str, str]:
        """Everything that is set, by its name in the database."""

    async def keep(
        self, community: str, name: str, value: str, *, by: str, now: datetime, voters: int = 0
    ) -> None:
        """Keep one and who set it; an empty value takes it back. Debates that haven't ended need at
        least so many `voters` from now on.
        """

    async def keep_own(self, member: str, setting: str, value: str) -> None:
        """Keep what a member has set for themselves; an empty value takes it back."""


class ServerSettings:
    """Reads and checks them. `least_voters` is the deployment's own: no server may ask for fewer.
    `account_days` is how old an account must be to vote where a server says nothing else: a few
    made for the purpose, beside one member, would tell that member's vote. The `library` is told of
    a choice of article.
    """

    def __init__(
        self,
        store: SettingStore,
        least_voters: int,
        account_days: int = 0,
        *,
        library: Library | None = None,
    ) -> None:
        self._store = store
        self.least_voters = least_voters
        self.account_days = account_days
        self._library = library or Library()

    async def value(self, community: str, setting: ServerSetting) -> str:
        """What is kept; empty where nothing is."""
        return (await self._store.all(community)).get(setting.key, "")

    async def is_on(self, community: str, switch: ServerSetting) -> bool:
        """Whether a switch is on."""
        return not await self.value(community, switch)

    async def shown(self, community: str) -> Mapping[ServerSetting, str]:
        """What is in force of every setting; empty where nothing is set."""
        kept = await self._store.all(community)
        shown = {setting: self._in_force(setting, kept) for setting in SETTINGS}
        return shown | {ARTICLE: self._library.at(community).title if self._library else ""}

    async def change(
        self, community: str, setting: ServerSetting, text: str, *, by: str, now: datetime
    ) -> str:
        """Keep what was typed, or take the setting back when nothing was; returns what is in force.
        Raises DebateError on what can't be read.
        """
        value = self._read(setting, text.strip())
        voters = int(value or 0) if setting is VOTERS else 0
        await self._store.keep(community, setting.key, value, by=by, now=now, voters=voters)
        return self._in_force(setting, {setting.key: value})

    async def choose_article(
        self, community: str, text: str, *, place: str = "", by: str, now: datetime
    ) -> str:
        """Choose an article by title, id or number for a server, or for one `place` in it; nothing
        takes the choice back. Returns the title of what answers there now. Raises DebateError where
        no article is called that.
        """
        kept = self._named(text)
        name = name_at(ARTICLE, place) if place else ARTICLE.key
        await self._store.keep(community, name, kept, by=by, now=now)
        self._library.note(community, place, kept)
        return self._library.at(community, place).title

    async def choose_own_article(self, member: str, text: str) -> str:
        """The same for what a member asks by themselves, in direct messages."""
        kept = self._named(text)
        await self._store.keep_own(member, ARTICLE.key, kept)
        self._library.note("", member, kept)
        return self._library.at("", member).title

    def _named(self, text: str) -> str:
        """The id of the article that was named; empty for no name."""
        chosen = self._library.named(text) if text.strip() else None
        if text.strip() and chosen is None:
            titles = "; ".join(shelf.title for shelf in self._library)
            raise DebateError("settings.refused.article", titles=titles)
        return chosen.id if chosen else ""

    async def for_debate(
        self, community: str, place: str, *, is_chosen: bool = True, length: timedelta | None = None
    ) -> Setting:
        """What a debate in `place` takes over. Where nobody has chosen the place, it is held in the
        server's channel for debates, if there is one; `length` is the surface's own default.
        """
        kept = await self.shown(community)
        defaults = Setting(community, place)
        own = "" if is_chosen else kept[CHANNEL]
        return Setting(
            community,
            own or place,
            format=kept[FORMAT] or defaults.format,
            length=read_length(kept[LENGTH]) if kept[LENGTH] else length or defaults.length,
            voters=int(kept[VOTERS]),
            account_days=int(kept[ACCOUNT_DAYS] or 0),
        )

    def _in_force(self, setting: ServerSetting, kept: Mapping[str, str]) -> str:
        value = kept.get(setting.key, "")
        if setting is VOTERS:
            return str(max(int(value or 0), self.least_voters))
        if setting is ACCOUNT_DAYS:
            days = int(value or self.account_days)
            return str(days) if days else ""
        if setting.kind is Kind.SWITCH:
            return "" if value else "on"
        return value

    def _read(self, setting: ServerSetting, text: str) -> str:
        """What to keep of what was typed."""
        match setting.kind:
            case Kind.SWITCH:
                return "" if text in {"", "on"} else "off"
            case _ if not text:
                return ""
            case Kind.LENGTH:
                return _length(text)
            case Kind.CHOICE if text not in setting.choices():
                options = ", ".join(setting.choices())
                raise DebateError("settings.refused.choice", options=options)
            case Kind.NUMBER:
                return self._voters(text)
            case Kind.DAYS:
                return _days(text)
        return text

    def _voters(self, text: str) -> str:
        if not text.isdecimal() or not self.least_voters <= int(text) <= _MOST_VOTERS:
            raise DebateError("settings.refused.voters", least=self.least_voters, most=_MOST_VOTERS)
        return str(int(text))


def name_at(setting: ServerSetting, place: str) -> str:
    """The name in the database of what one channel has set for itself; a member is the place of
    what they have set where no server is.
    """
    return f"{setting.key}:{place}"


def _days(text: str) -> str:
    if not text.isdecimal() or int(text) > _MOST_DAYS:
        raise DebateError("settings.refused.days", most=_MOST_DAYS)
    return str(int(text))


def setting_named(name: str) -> ServerSetting | None:
    """The setting of that name."""
    return next((setting for setting in SETTINGS if setting.name == name), None)


def _length(text: str) -> str:
    length = read_length(text)
    if length < SHORTEST:
        raise DebateError("debate.refused.too_short")
    if length > LONGEST:
        raise DebateError("debate.refused.too_long", days=LONGEST.days)
    return write_length(length)
