"""Whatever happens in whatever order, the result is the accepted ballots: random debates against a
model, with restarts and rival closers.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.debate.contributions import Contribution
from bot.debate.formats import SKIP
from bot.debate.models import Debate, Spec, State, View, Voter
from bot.errors import DebateError, EyebotError, UnavailableError
from bot.storage.migrate import upgrade
from tests.storage.conftest import NOW
from tests.storage.opening import open_engine
from tests.storage.use_cases import Box, Records, UseCases

T = TypeVar("T")
MEMBERS = st.sampled_from([f"m{n}" for n in range(8)])
SIDES = ("for", "against", "undecided")
MINUTES = st.integers(1, 40)


class Surface:
    """An announcer that may be down; remembers what was shown."""

    def __init__(self) -> None:
        self.is_down = False
        self.published: Counter[int] = Counter()
        self.announced: Counter[int] = Counter()
        self.phases: Counter[tuple[int, int]] = Counter()

    def _speak(self) -> None:
        if self.is_down:
            raise UnavailableError("discord.error.discord_down")

    async def publish(self, view: View, *, again: bool = False) -> str:
        self._speak()
        self.published[view.debate.id] += 1
        return f"message{view.debate.id}"

    async def update(self, view: View) -> None:
        self._speak()
        assert view.live is None, "a hidden debate shows no tally"

    async def begin_phase(self, view: View, *, again: bool = False) -> None:
        self._speak()
        self.phases[view.debate.id, view.debate.phase] += 1

    async def remind(self, view: View) -> None:
        self._speak()

    async def announce(self, view: View, *, again: bool = False) -> str:
        self._speak()
        self.announced[view.debate.id] += 1
        return f"message{view.debate.id}"

    async def tell_author(self, view: View, one: Contribution) -> bool:
        return True

    async def read_back(self, view: View) -> None:
        return None


class DebateMachine(RuleBasedStateMachine):
    """One debate at a time, by turns a poll and an Oxford debate; `votes` is what should have been
    accepted.
    """

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.url = f"sqlite+aiosqlite:///{Path(self.folder.name) / 'eyebot.db'}"
        self.surface = Surface()
        self.now = NOW
        self.debate = 0
        self.votes: dict[tuple[str, str], tuple[str, bool]] = {}
        self.boot(migrate=True)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def boot(self, *, migrate: bool = False) -> None:
        self.engine = open_engine(self.url)
        if migrate:
            self.run(upgrade(self.engine))
        self.debates = UseCases(self.engine, k=3, announcer=self.surface)
        self.records, self.box = Records(self.engine), Box(self.engine)
        self.voting = self.debates.voting

    def found(self) -> Debate:
        return self.run(self.debates.get(self.debate))

    @initialize(form=st.sampled_from(["poll", "oxford"]))
    def start(self, form: str) -> None:
        spec = Spec("c", "p", "Do we need it?", timedelta(hours=2), format=form)
        self.debate = self.run(self.debates.start(spec, by="mod", now=self.now)).debate.id

    def question(self, debate: Debate) -> str:
        """The vote that is asked now, by the rules as a member would read them."""
        if debate.state is not State.OPEN or self.now >= debate.due_at:
            return ""
        if debate.format == "poll":
            return "vote"
        return debate.phase_name if debate.phase_name in ("first", "final") else ""

    @rule(member=MEMBERS, choice=st.sampled_from(SIDES), clicks=st.integers(1, 3))
    def vote(self, member: str, choice: str, clicks: int) -> None:
        question = self.question(self.found())
        held = self.votes.get((question, member))
        may = bool(question) and not (held and held[1] and held[0] != choice)

        async def click() -> list[object]:
            casts = (
                self.voting.vote(self.debate, Voter(member), choice, self.now)
                for _ in range(clicks)
            )
            return await asyncio.gather(*casts, return_exceptions=True)

        results = self.run(click())
        assert all(isinstance(one, DebateError) != may for one in results), (results, question)
        if may and not (held and held[1]):
            self.votes[question, member] = (choice, False)

    @rule(member=MEMBERS)
    def withdraw(self, member: str) -> None:
        question = self.question(self.found())
        held = self.votes.get((question, member))
        may = bool(held and held[0] != SKIP)
        assert self.refused(self.voting.withdraw(self.debate, member, self.now)) != may
        if may and held:
            if held[1]:
                self.votes[question, member] = (SKIP, True)
            else:
                del self.votes[question, member]

    @rule(member=MEMBERS)
    def skip(self, member: str) -> None:
        may = self.question(self.found()) == "first"
        assert self.refused(self.voting.skip(self.debate, Voter(member), self.now)) != may
        if may and ("first", member) not in self.votes:
            self.votes["first", member] = (SKIP, True)

    @rule(member=MEMBERS)
    def read_the_arguments(self, member: str) -> None:
        debate = self.found()
        blind = (
            debate.state is State.OPEN
            and debate.format == "oxford"
            and debate.phase_name == "first"
        )
        held = self.votes.get(("first", member))
        refused = self.refused(self.voting.arguments.read(self.debate, member))
        assert refused == (blind and held is None)
        if blind and held and self.now < debate.due_at:
            self.votes["first", member] = (held[0], True)

    @rule(minutes=MINUTES, swept=st.booleans())
    def wait(self, minutes: int, swept: bool) -> None:
        self.now += timedelta(minutes=minutes)
        if swept:
            self.run(self.debates.sweep(self.now))

    @rule(rivals=st.integers(1, 3))
    def sweep_at_once(self, rivals: int) -> None:
        async def all_at_once() -> None:
            await asyncio.gather(*(self.debates.sweep(self.now) for _ in range(rivals)))

        self.run(all_at_once())

    @rule(step=st.sampled_from(["pause", "resume", "advance"]))
    def moderate(self, step: str) -> None:
        self.refused(getattr(self.debates, step)(self.debate, by="mod", now=self.now))

    @rule(minutes=MINUTES)
    def extend(self, minutes: int) -> None:
        self.refused(
            self.debates.extend(self.debate, timedelta(minutes=minutes), by="mod", now=self.now)
        )

    @precondition(lambda self: self.now > NOW + timedelta(minutes=30))
    @rule(rivals=st.integers(1, 3))
    def close(self, rivals: int) -> None:
        async def race() -> list[object]:
            closes = (
                self.debates.close(self.debate, by="mod", now=self.now) for _ in range(rivals)
            )
            return await asyncio.gather(*closes, return_exceptions=True)

        assert all(
            not isinstance(one, Exception) or isinstance(one, EyebotError)
            for one in self.run(race())
        )

    @rule()
    def crash_and_restart(self) -> None:
        self.run(self.engine.dispose())
        self.boot()

    @rule(is_down=st.booleans())
    def discord_comes_and_goes(self, is_down: bool) -> None:
        self.surface.is_down = is_down

    def refused(self, work: Coroutine[Any, Any, object]) -> bool:
        try:
            self.run(work)
        except DebateError:
            return True
        return False

    @invariant()
    def ballots_are_those_accepted(self) -> None:
        if not self.debate:
            return
        stored = Counter(
            (ballot.question, ballot.choice) for ballot in self.run(self.box.all(self.debate))
        )
        expected = Counter((question, choice) for (question, _), (choice, _) in self.votes.items())
        over = self.found().closed_at
        if over is None or self.now - over < timedelta(hours=24):
            assert stored == expected

    @invariant()
    def nothing_is_shown_twice(self) -> None:
        assert max(self.surface.published.values(), default=0) <= 1
        assert max(self.surface.announced.values(), default=0) <= 1
        assert max(self.surface.phases.values(), default=0) <= 1

    def teardown(self) -> None:
        """Whatever was left undone is made up for, and the result tells the accepted ballots."""
        if self.debate:
            self.surface.is_down = False
            self.now += timedelta(minutes=5)
            for _ in range(6):
                self.refused(self.debates.resume(self.debate, by="mod", now=self.now))
                self.now += timedelta(hours=8)
                self.run(self.debates.sweep(self.now))
            debate, result = self.found(), self.run(self.records.result(self.debate))
            assert debate.state is State.CLOSED
            assert self.surface.announced[self.debate] == 1
            assert result is not None
            last = Counter(
                choice
                for (question, _), (choice, _) in self.votes.items()
                if question in ("vote", "final")
            )
            if result.counts:
                assert {side: count for side, count in result.counts.items() if count} == dict(last)
        self.run(self.engine.dispose())
        self.loop.close()
        self.folder.cleanup()


DebateMachine.TestCase.settings = settings(
    max_examples=25, stateful_step_count=25, suppress_health_check=list(HealthCheck)
)
TestDebateMachine = DebateMachine.TestCase
