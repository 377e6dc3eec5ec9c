"""`/debate …` for everybody in the terminal: vote, skip, read and bring arguments, answer
statements, look things up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.adapters.console.debating.room import Room, Step
from bot.adapters.console.debating.text import statement, summary, two_columns
from bot.adapters.console.talk import PLACE, Talk
from bot.debate.contributions import UNDECIDED, Contribution
from bot.debate.formats import (
    MOVED,
    SKIP,
    format_of,
    is_held_elsewhere,
    main_questions,
    round_of,
)
from bot.debate.models import Debate, Voter
from bot.errors import DebateError
from bot.results.ballots import answer_words, typed_answer
from bot.services.debating.contributions import Argument
from bot.services.debating.voting import NONE_MOVED
from bot.typed import one_line

_CITED = re.compile(r"\[([a-z0-9-]{1,60}:\d{1,4})\]$")
_CARD = re.compile(r"(for|against) (.+)", re.IGNORECASE)
_STANCES = ("agree", "disagree", "pass")


def read_card(typed: str) -> Argument:
    """`for TEXT [section:3]`; raises DebateError when it names no side."""
    found = _CARD.match(one_line(typed))
    if not found:
        raise DebateError("debate.refused.side")
    text, cited = found[2], _CITED.search(found[2])
    return Argument(found[1].lower(), _CITED.sub("", text).strip(), cited[1] if cited else "")


class MemberSteps:
    """The steps by name; each takes the rest of the line."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._served: dict[str, int] = {}
        self.steps: Mapping[str, Step] = {
            "show": self._show,
            "vote": self._vote,
            "skip": self._skip,
            "withdraw": self._withdraw,
            "mine": self._mine,
            "arguments": self._arguments,
            "card": self._card,
            "moved": self._moved,
            "next": self._next,
            "state": self._state,
            "revise": self._revise,
            "report": self._report,
            "motions": self._motions,
            "argue": self._argue,
        } | dict.fromkeys(_STANCES, self._stance)

    async def _show(self, talk: Talk, _: str, __: str) -> str:
        return summary(
            await self._room.debates.view((await self._room.current()).id),
            talk.ask.wording,
            talk.width,
        )

    async def _vote(self, talk: Talk, _: str, choice: str) -> str:
        debate = await self._room.current()
        key = typed_answer(debate, choice)
        if is_held_elsewhere(debate):
            return self._native(talk, debate, key)
        receipt = await self._room.voting.vote(debate.id, Voter(talk.member), key, talk.clock())
        label = answer_words(debate, receipt.choice, talk.say)
        changed = receipt.before not in (None, receipt.choice)
        said = talk.say(
            "console.debate.changed" if changed else "console.debate.counted", label=label
        )
        return "\n".join((said, *_after(talk, receipt.debate)))

    def _native(self, talk: Talk, debate: Debate, key: str) -> str:
        """In place of Discord's own poll the terminal keeps these votes, where everybody could see
        them.
        """
        if key not in {option.key for option in debate.options}:
            raise DebateError("debate.refused.choice")
        self._room.native.setdefault(debate.id, {})[talk.member] = key
        return talk.say("console.debate.native")

    async def _skip(self, talk: Talk, _: str, __: str) -> str:
        receipt = await self._room.voting.skip(
            (await self._room.current()).id, Voter(talk.member), talk.clock()
        )
        return talk.say(
            "console.debate.skipped" if receipt.choice == SKIP else "console.debate.skip_voted"
        )

    async def _withdraw(self, talk: Talk, _: str, __: str) -> str:
        await self._room.voting.withdraw((await self._room.current()).id, talk.member, talk.clock())
        return talk.say("console.debate.withdrawn")

    async def _mine(self, talk: Talk, _: str, __: str) -> str:
        debate = await self._room.current()
        answers = await self._room.voting.mine(debate.id, talk.member)
        lines = [
            talk.say(
                "console.debate.mine",
                phase=talk.say(f"formats.{debate.format}.phase.{question}"),
                label=answer_words(debate, answers[question].choice, talk.say),
            )
            for question in main_questions(debate)
            if question in answers
        ]
        answered = sum(question[0] == "s" for question in answers)
        lines += [talk.say("console.debate.mine_statements", n=answered)] if answered else []
        lines += [
            _outcome(talk, one)
            for one in await self._room.contributions.news(debate.id, talk.member)
        ]
        return "\n".join(lines) or talk.say("debate.refused.no_vote")

    async def _arguments(self, talk: Talk, _: str, __: str) -> str:
        found = await self._room.voting.arguments.read((await self._room.current()).id, talk.member)
        if not found.points and not found.from_members:
            return talk.say("console.debate.no_arguments")
        return "\n".join(two_columns(found, talk.ask.wording, talk.width))

    async def _card(self, talk: Talk, _: str, rest: str) -> str:
        """`for TEXT [section:3]`."""
        argument = read_card(rest)
        one = await self._room.contributions.argue(
            (await self._room.current()).id, Voter(talk.member), argument, talk.clock()
        )
        return talk.say("console.debate.brought", id=one.id)

    async def _moved(self, talk: Talk, _: str, key: str) -> str:
        debate = await self._room.current()
        await self._room.voting.arguments.moved_by(
            debate.id, Voter(talk.member), key.strip().lower() or NONE_MOVED, talk.clock()
        )
        return talk.say(f"console.debate.{MOVED}")

    async def _next(self, talk: Talk, _: str, __: str) -> str:
        found = await self._room.voting.statements.next(
            (await self._room.current()).id, Voter(talk.member), talk.clock()
        )
        self._served[talk.member] = found.statement.id if found.statement else 0
        return statement(found, talk.ask.wording)

    async def _stance(self, talk: Talk, stance: str, _: str) -> str:
        """Answers the statement that this member was shown last."""
        served = self._served.get(talk.member)
        if not served:
            return talk.say("console.debate.no_statement")
        debate = await self._room.current()
        found = await self._room.voting.statements.answer(
            debate.id, Voter(talk.member), served, stance, talk.clock()
        )
        self._served[talk.member] = found.statement.id if found.statement else 0
        return statement(found, talk.ask.wording)

    async def _state(self, talk: Talk, _: str, text: str) -> str:
        one = await self._room.contributions.state(
            (await self._room.current()).id, Voter(talk.member), text, talk.clock()
        )
        return talk.say(
            "console.debate.brought" if one.standing in UNDECIDED else "console.debate.shown",
            id=one.id,
        )

    async def _revise(self, talk: Talk, _: str, rest: str) -> str:
        number, _space, text = rest.partition(" ")
        one = await self._room.contributions.revise(
            number_in(number), Voter(talk.member), text, talk.clock()
        )
        return talk.say("console.debate.brought", id=one.id)

    async def _report(self, talk: Talk, _: str, number: str) -> str:
        await self._room.contributions.report(
            number_in(number), Voter(talk.member), talk.clock(), community=PLACE
        )
        return talk.say("console.debate.reported_it")

    async def _motions(self, talk: Talk, _: str, __: str) -> str:
        templates = self._room.brief.templates.values()
        return "\n".join(
            talk.say(
                "console.debate.motion",
                n=n,
                motion=one.wish.motion,
                format=format_of(one.wish.format).key,
                length=one.wish.length,
            )
            for n, one in enumerate(templates, 1)
        )

    async def _argue(self, talk: Talk, _: str, side: str) -> str:
        """The article's strongest cited points for a side."""
        points = self._room.brief.points(side.lower())
        return "\n".join(f"  - {p.claim} ({', '.join(p.citations)})" for p in points) or talk.say(
            "console.debate.no_points"
        )


def _after(talk: Talk, debate: Debate) -> list[str]:
    """What a vote opens to its voter."""
    now = round_of(debate)
    said = [talk.say("console.debate.after.blind")] if now.is_blind else []
    return [*said, talk.say("console.debate.after.moved")] if MOVED in now.beside else said


def number_in(text: str) -> int:
    """The number of an argument or statement, also as `c12`; raises DebateError on anything
    else.
    """
    digits = text.strip().lower().lstrip("cs#")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 18:
        raise DebateError("debate.refused.statement_gone")
    return int(digits)


def _outcome(talk: Talk, one: Contribution) -> str:
    standing = talk.say(f"console.debate.standing.{one.standing}", note=one.note)
    return talk.say("console.debate.my_text", id=one.id, text=one.text, standing=standing)
