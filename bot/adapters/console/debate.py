"""`/debate …` in the terminal: moderator and members by turns (`/as alice`), on the same service as Discord."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.adapters.console.debate_text import card, result
from bot.adapters.console.talk import PLACE, Talk
from bot.debate.lengths import read_length
from bot.debate.models import Debate, Option, Spec, State, Voter
from bot.debate.rules import FOR_AGAINST
from bot.errors import DebateError, EyebotError
from bot.services.brief import BriefService
from bot.services.debates import DebateService

MODERATORS = frozenset({"you", "mod"})
"""Who may moderate: whoever opened the terminal, and the name `mod`."""
_LENGTH = timedelta(hours=1)

Step = Callable[[Talk, str], Awaitable[str]]


class DebateCommands:
    """The subcommands; each takes the rest of the line."""

    def __init__(self, debates: DebateService, brief: BriefService) -> None:
        self._debates = debates
        self._brief = brief
        self._member: dict[str, Step] = {
            "help": self._help,
            "motions": self._motions,
            "show": self._show,
            "vote": self._vote,
            "withdraw": self._withdraw,
            "mine": self._mine,
            "history": self._history,
            "argue": self._argue,
        }
        self._moderator: dict[str, Step] = {
            "start": self._start,
            "close": self._close,
            "extend": self._extend,
            "pause": self._pause,
            "resume": self._resume,
            "cancel": self._cancel,
            "conclude": self._conclude,
        }

    async def __call__(self, talk: Talk, line: str) -> str:
        """Carry out `/debate WORD REST`; a refused step is told in words."""
        word, _, rest = line.partition(" ")
        step = self._member.get(word or "help") or self._moderator.get(word)
        if step is None:
            return talk.say("console.debate.unknown", word=word)
        if word in self._moderator and talk.member not in MODERATORS:
            return talk.say("console.debate.moderators_only")
        try:
            return await step(talk, rest.strip())
        except EyebotError as error:
            return talk.say(error.key, **error.slots)

    async def _help(self, talk: Talk, _: str) -> str:
        return talk.say("console.debate.help")

    async def _motions(self, _: Talk, __: str) -> str:
        return "\n".join(f"  {number}. {motion}" for number, motion in enumerate(self._brief.motions(), 1))

    async def _start(self, talk: Talk, rest: str) -> str:
        """`[LENGTH] [live] MOTION [: option, option, …]`; a number stands for an offered motion."""
        length, rest = _leading_length(rest)
        live = rest.startswith("live ")
        motion, _, listed = rest.removeprefix("live ").partition(" : ")
        offered = self._brief.motions()
        if motion.strip().isdigit() and 1 <= int(motion) <= len(offered):
            motion = offered[int(motion) - 1]
        options = tuple(Option(str(n), name.strip()) for n, name in enumerate(listed.split(","), 1)) if listed else FOR_AGAINST
        spec = Spec(
            community=PLACE,
            place=PLACE,
            motion=motion,
            length=length,
            options=options,
            points=() if listed else self._brief.points_for_motion(motion),
            hidden=not live,
        )
        view = await self._debates.start(spec, by=talk.member, now=talk.clock())
        return talk.say("console.debate.started", id=view.debate.id)

    async def _show(self, talk: Talk, _: str) -> str:
        view = await self._debates.view((await self._current()).id)
        return card(view, talk.ask.wording)

    async def _vote(self, talk: Talk, choice: str) -> str:
        debate = await self._current()
        named = {option.label.lower(): option.key for option in debate.options} | {
            option.key: option.key for option in debate.options
        }
        receipt = await self._debates.vote(debate.id, Voter(talk.member), named.get(choice.lower(), choice), talk.clock())
        label = next(option.label for option in debate.options if option.key == receipt.choice)
        return talk.say(
            "console.debate.changed" if receipt.before not in (None, receipt.choice) else "console.debate.counted", label=label
        )

    async def _withdraw(self, talk: Talk, _: str) -> str:
        await self._debates.withdraw((await self._current()).id, talk.member, talk.clock())
        return talk.say("console.debate.withdrawn")

    async def _mine(self, talk: Talk, _: str) -> str:
        label = await self._debates.my_vote((await self._current()).id, talk.member)
        return talk.say("console.debate.mine", label=label) if label else talk.say("debate.refused.no_vote")

    async def _close(self, talk: Talk, _: str) -> str:
        view = await self._debates.close((await self._current()).id, by=talk.member, now=talk.clock())
        return talk.say("console.debate.closed", id=view.debate.id)

    async def _extend(self, talk: Talk, length: str) -> str:
        view = await self._debates.extend((await self._current()).id, read_length(length), by=talk.member, now=talk.clock())
        return card(view, talk.ask.wording)

    async def _pause(self, talk: Talk, _: str) -> str:
        return card(await self._debates.pause((await self._current()).id, by=talk.member, now=talk.clock()), talk.ask.wording)

    async def _resume(self, talk: Talk, _: str) -> str:
        return card(await self._debates.resume((await self._current()).id, by=talk.member, now=talk.clock()), talk.ask.wording)

    async def _cancel(self, talk: Talk, _: str) -> str:
        view = await self._debates.cancel((await self._current()).id, by=talk.member, now=talk.clock())
        return card(view, talk.ask.wording)

    async def _conclude(self, talk: Talk, text: str) -> str:
        """Concludes the newest closed debate."""
        closed = await self._debates.history(PLACE)
        if not closed:
            raise DebateError("debate.refused.unknown")
        view = await self._debates.conclude(closed[0].debate.id, text, by=talk.member, now=talk.clock())
        return result(view, talk.ask.wording, self._debates.k)

    async def _history(self, talk: Talk, _: str) -> str:
        views = await self._debates.history(PLACE)
        return "\n\n".join(result(view, talk.ask.wording, self._debates.k) for view in views) or talk.say("console.debate.none")

    async def _argue(self, talk: Talk, side: str) -> str:
        """The article's strongest cited points for a side."""
        points = self._brief.points(side.lower())
        return "\n".join(f"  - {p.claim} ({', '.join(p.citations)})" for p in points) or talk.say("console.debate.no_points")

    async def _current(self) -> Debate:
        running = await self._debates.open_debates(PLACE)
        if not running:
            raise DebateError("console.debate.none_running")
        return next((debate for debate in running if debate.state is State.OPEN), running[0])


def _leading_length(rest: str) -> tuple[timedelta, str]:
    """A length written before the motion, or the default."""
    word, _, after = rest.partition(" ")
    if not word[:1].isdigit() or word.isdigit():
        return _LENGTH, rest
    return read_length(word), after.strip()
