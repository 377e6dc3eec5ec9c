"""The surface that shows a debate where it is held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.debate.contributions import Contribution
from bot.debate.models import View


class Announcer(Protocol):
    """The surface that shows a debate where it is held. Raises DebateError when the place or
    message is gone or may not be written to.
    """

    async def publish(self, view: View, *, again: bool = False) -> str:
        """Post the motion with its buttons; returns the message's id. `again` when it may have been
        posted before: that message is taken then.
        """

    async def update(self, view: View) -> None:
        """Bring the posted message up to date."""

    async def begin_phase(self, view: View, *, again: bool = False) -> None:
        """Tell the thread which phase has begun, with its prompt."""

    async def remind(self, view: View) -> None:
        """Tell the thread that a vote ends soon; pings nobody but the role the debate names."""

    async def remind_member(self, view: View, member: str) -> None:
        """Tell a member in private of the last vote; one who can't be reached isn't told."""

    async def announce(self, view: View, *, again: bool = False) -> str:
        """Post the result in a message of its own; returns its id. `again` when it may have been
        posted before: that message is taken then.
        """

    async def tell_moderator(self, view: View, moderator: str, key: str) -> None:
        """Tell in private who started a debate why it can't be shown; a moderator who can't be
        reached finds it where debates are looked up.
        """

    async def tell_author(self, view: View, one: Contribution) -> bool:
        """Tell a member in private what became of their contribution; False when they can't be
        reached that way.
        """

    async def read_back(self, view: View) -> Mapping[str, int] | None:
        """Votes by option of a poll that the surface itself holds; None as long as they are not
        final. Ends it if it still runs.
        """
