"""What has happened in the server before a visitor comes: a debate that ended, one that runs, and a
question.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.assembly import Debating
from bot.debate.models import Debate, Voter
from bot.demo.stage import Stage
from bot.services.debating.brief import BriefService
from bot.services.debating.start_debate import Setting, Wish, spec_from
from bot.wording import Wording

BEFORE = timedelta(hours=2)
"""How long before the visit the story begins."""
_ENDED, _RUNNING = ("for", "for", "against", "undecided", "for"), ("against", "for", "for")
"""How the crowd votes, one after another, over and over."""
_FIRST_LENGTH, _SECOND_LENGTH = timedelta(hours=2), timedelta(hours=4)


class Story:
    """The debates are held by the services, as a click would have it; what is said and shown of
    them is the bot's own, whatever its surface looks like.
    """

    def __init__(
        self, stage: Stage, debating: Debating, brief: BriefService, wording: Wording
    ) -> None:
        self._stage = stage
        self._debating = debating
        self._brief = brief
        self._say = wording.say

    async def play(self) -> None:
        """Let it happen; about ten seconds."""
        stage, say = self._stage, self._say
        welcome = await stage.moderator.send(stage.channel, say("demo.welcome"))
        await stage.moderator.set_pinned(welcome, True)
        ended = await self._begin(say("demo.motion_ended"), _FIRST_LENGTH)
        await self._vote(ended, _ENDED)
        await stage.pass_time(_FIRST_LENGTH.total_seconds() + 1)
        asker = stage.visitors[1]
        await asker.slash(stage.channel, "ask", question=say("demo.question"))
        running = await self._begin(say("demo.motion_running"), _SECOND_LENGTH)
        await self._vote(running, _RUNNING)
        await stage.env.settle()

    async def _begin(self, motion: str, length: timedelta) -> Debate:
        stage, now = self._stage, self._stage.now()
        here = Setting(str(stage.moderator.guild.id), str(stage.channel.id))
        wish = Wish(motion, f"{int(length / timedelta(hours=1))}h", thread=True)
        spec = spec_from(wish, here, self._brief, now)
        view = await self._debating.debates.start(spec, by=str(stage.moderator.id), now=now)
        await stage.env.settle()
        return view.debate

    async def _vote(self, debate: Debate, choices: Sequence[str]) -> None:
        for place, member in enumerate(self._stage.crowd):
            choice = choices[place % len(choices)]
            voter, now = Voter(str(member.id)), self._stage.now()
            await self._debating.voting.vote(debate.id, voter, choice, now)
