"""One transaction a use case: how many each takes, and that a crash at any of them leaves one whole
state, once a new process has looked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import RowMapping, event, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.contributions import Contribution, Standing
from bot.debate.models import State, View, Voter
from bot.errors import UnavailableError
from bot.services.debating.contributions import Argument
from bot.storage.keys import ring_of
from bot.storage.migrate import upgrade
from bot.storage.tables import metadata
from bot.storage.unit_of_work import SqlTransactions
from tests.storage.conftest import NOW, spec
from tests.storage.opening import open_engine
from tests.storage.use_cases import UseCases

MINUTE = timedelta(minutes=1)
END = NOW + timedelta(hours=1)
SEEDS = ("Privacy matters.", "Safety matters.")
OPTIONS = ("for", "against", "undecided")


class Crash(BaseException):
    """The process ends here."""


@dataclass
class Surface:
    """A surface that outlives the process, and finds what it posted before."""

    posted: Counter[int] = field(default_factory=Counter)
    results: Counter[int] = field(default_factory=Counter)

    async def publish(self, view: View, *, again: bool = False) -> str:
        if not (again and self.posted[view.debate.id]):
            self.posted[view.debate.id] += 1
        return f"message{view.debate.id}"

    async def update(self, view: View) -> None:
        """Nothing to remember."""

    async def begin_phase(self, view: View, *, again: bool = False) -> None:
        """Nothing to remember."""

    async def remind(self, view: View) -> None:
        """Nothing to remember."""

    async def announce(self, view: View, *, again: bool = False) -> str:
        if not (again and self.results[view.debate.id]):
            self.results[view.debate.id] += 1
        return view.debate.message

    async def tell_author(self, view: View, one: Contribution) -> bool:
        return True

    async def tell_moderator(self, view: View, moderator: str, key: str) -> None:
        """Nobody to tell."""

    async def read_back(self, view: View) -> None:
        return None


class Transactions:
    """Counts the transactions that begin on an engine."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.begun = 0
        event.listen(engine.sync_engine, "begin", self._begin)

    def _begin(self, _: Any) -> None:
        self.begun += 1


class Places:
    """Counts the places where a process may end: before a transaction, and at each commit; and ends
    it at one of them.
    """

    def __init__(self, engine: AsyncEngine, crash_at: int | None) -> None:
        self.passed = 0
        self._crash_at = crash_at
        event.listen(engine.sync_engine, "commit", self.pass_one)

    def pass_one(self, *_: Any) -> None:
        self.passed += 1
        if self.passed - 1 == self._crash_at:
            raise Crash

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        """Transactions of the use cases begin at such a place, too."""
        for way in ("writing", "reading"):
            begin = getattr(SqlTransactions, way)

            def begun(this: SqlTransactions, begin: Any = begin) -> Any:
                self.pass_one()
                return begin(this)

            patch.setattr(SqlTransactions, way, begun)


Do = Callable[[UseCases], Awaitable[object]]


@dataclass(frozen=True)
class Case:
    """A use case: what comes before, what it does, and the most transactions it may take."""

    before: Do
    act: Do
    most: int
    late: datetime = NOW + 3 * MINUTE
    """When the next process looks: when all that the last one held has lapsed."""


async def nothing(_: UseCases) -> None:
    """Nothing comes before."""


def started(**wishes: object) -> Do:
    return lambda debates: debates.start(spec(**wishes), by="mod", now=NOW)


def moderated(step: str, **given: object) -> Do:
    return lambda debates: getattr(debates, step)(1, by="mod", now=NOW + MINUTE, **given)


async def voted(debates: UseCases) -> None:
    await started()(debates)
    for number in range(12):
        await debates.voting.vote(1, Voter(f"m{number}"), OPTIONS[number % 3], NOW)


async def closed(debates: UseCases) -> None:
    await voted(debates)
    await debates.close(1, by="mod", now=NOW)


async def brought(debates: UseCases) -> None:
    await started()(debates)
    card = Argument("for", "It keeps our streets safe at night.")
    await debates.contributions.argue(1, Voter("ada"), card, NOW)


async def decide(debates: UseCases) -> None:
    await debates.contributions.decide(1, Standing.APPROVED, by="mod", now=NOW, community="c1")


async def reported(debates: UseCases) -> None:
    await brought(debates)
    await decide(debates)
    for member in ("a", "b"):
        await debates.contributions.report(1, Voter(member), NOW, community="c1")


_WEEKLY = {"repeat_days": 7, "format": "statements", "statements": SEEDS, "options": ()}
_OXFORD = {"format": "oxford", "length": timedelta(hours=4)}
CASES = {
    "start": Case(nothing, started(), 2),
    "start weekly, with statements": Case(nothing, started(**_WEEKLY), 2),
    "plan": Case(nothing, started(opens_at=END), 1),
    "open by time": Case(
        started(opens_at=NOW + MINUTE, **_WEEKLY), lambda d: d.settle(1, NOW + MINUTE), 2
    ),
    "vote": Case(started(), lambda d: d.voting.vote(1, Voter("ada"), "for", NOW), 1),
    "next phase": Case(started(**_OXFORD), moderated("advance"), 2),
    "next phase by time": Case(started(**_OXFORD), lambda d: d.settle(1, END), 2, END + 3 * MINUTE),
    "close": Case(voted, moderated("close"), 3),
    "close by time": Case(voted, lambda d: d.settle(1, END), 3, END + 3 * MINUTE),
    "extend": Case(started(), moderated("extend", length=2 * END.resolution + MINUTE), 1),
    "pause": Case(started(), moderated("pause"), 1),
    "cancel": Case(started(), moderated("cancel"), 1),
    "conclude": Case(closed, moderated("conclude", text="We agree to differ."), 1),
    "argue": Case(
        started(),
        lambda d: d.contributions.argue(
            1, Voter("ada"), Argument("for", "It keeps our streets safe at night."), NOW
        ),
        1,
    ),
    "approve": Case(brought, decide, 2),
    "third report": Case(
        reported, lambda d: d.contributions.report(1, Voter("c"), NOW, community="c1"), 2
    ),
}


@pytest.mark.parametrize("name", CASES)
async def test_a_use_case_takes_few_transactions(engine: AsyncEngine, name: str) -> None:
    debates, case = UseCases(engine, k=3, announcer=Surface()), CASES[name]
    await case.before(debates)
    counted = Transactions(engine)

    await case.act(debates)

    assert counted.begun <= case.most


@pytest.mark.parametrize("look", ["closed", "cancellable", "open_debates", "history"])
async def test_a_keystroke_takes_one_transaction_however_much_there_is_to_offer(
    engine: AsyncEngine, look: str
) -> None:
    debates = UseCases(engine, k=3, announcer=Surface())
    for number in range(6):
        await debates.start(spec(), by="mod", now=NOW)
        if number % 2:
            await debates.close(number + 1, by="mod", now=NOW)
    counted = Transactions(engine)

    found = await getattr(debates.lists, look)("c1")

    assert len(found) == 3
    assert counted.begun == 1


async def test_a_look_at_all_threads_takes_one_transaction(engine: AsyncEngine) -> None:
    debates = UseCases(engine, k=3, announcer=Surface())
    for community in ("c1", "c2", "c3"):
        await debates.start(spec(community=community), by="mod", now=NOW)
    counted = Transactions(engine)

    found = await debates.lists.talked_over(unless="prompts_off")

    assert [one.community for one in found] == ["c1", "c2", "c3"]
    assert counted.begun == 1


async def dump(engine: AsyncEngine) -> dict[str, list[dict[str, object]]]:
    """Every row of what debates are made of, but for what chance or the moment of showing made."""
    rows: dict[str, list[dict[str, object]]] = {}
    async with engine.connect() as connection:
        kept = (await connection.execute(select(metadata.tables["debate_keys"]))).all()
        keys = {row.debate_id: ring_of(engine).of(row.handle) for row in kept}

        def unsealed(row: RowMapping) -> str:
            return keys[row["debate_id"]].unseal(row["voter"], row["question"], row["choice"])

        for name in ("debates", "debate_keys", "ballots", "contributions", "moderator_actions"):
            table = metadata.tables[name]
            found = (await connection.execute(select(table))).mappings().all()
            if name == "ballots":
                found = [dict(row, choice=unsealed(row)) for row in found]
            rows[name] = [
                {
                    key: value is not None if key == "announced_at" else value
                    for key, value in row.items()
                    if key not in ("handle", "voter", "announcing_until", "is_told")
                }
                for row in found
            ]
            rows[name].sort(key=str)
    return rows


async def opened(path: Path) -> AsyncEngine:
    engine = open_engine(f"sqlite+aiosqlite:///{path}")
    await upgrade(engine)
    return engine


async def play(path: Path, case: Case, crash_at: int | None, *, acts: bool = True) -> Any:
    """The use case in a database of its own, cut off somewhere; then a new process looks. Returns
    what is stored, what was shown, and how many places there were to crash at.
    """
    surface = Surface()
    engine = await opened(path)
    debates = UseCases(engine, k=3, announcer=surface)
    await case.before(debates)
    places = Places(engine, crash_at)
    with pytest.MonkeyPatch.context() as patch, suppress(Crash, UnavailableError):
        places.watch(patch)
        if acts:
            await case.act(debates)
    await engine.dispose()

    again = await opened(path)
    for _ in range(2):
        await UseCases(again, k=3, announcer=surface).sweep(case.late)
    stored = await dump(again)
    await again.dispose()
    return stored, surface, places.passed


@pytest.mark.parametrize("name", CASES)
async def test_a_crash_at_any_commit_leaves_one_whole_state(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    before, *_ = await play(tmp_path / "before.db", case, None, acts=False)
    after, shown, points = await play(tmp_path / "after.db", case, None)
    assert before != after

    for point in range(points):
        stored, surface, _ = await play(tmp_path / f"{point}.db", case, point)

        assert stored in (before, after), f"half done after a crash at point {point} of {points}"
        assert max(surface.posted.values(), default=0) <= 1
        assert max(surface.results.values(), default=0) <= 1
        if stored == after:
            assert surface.posted == shown.posted
            assert surface.results == shown.results


async def test_every_running_debate_has_its_message_and_every_closed_one_its_result(
    tmp_path: Path,
) -> None:
    case = CASES["close by time"]
    _, _, points = await play(tmp_path / "all.db", case, None)

    for point in range(points):
        stored, surface, _ = await play(tmp_path / f"{point}.db", case, point)
        (debate,) = stored["debates"]
        if debate["state"] == State.CLOSED:
            assert debate["result"]
            assert debate["announced_at"]
            assert surface.results == {1: 1}
