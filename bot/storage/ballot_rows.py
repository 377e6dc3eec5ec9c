"""The ballot writer's reads and writes, each one statement for a whole batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ARRAY, BigInteger, Boolean, LargeBinary, String, bindparam, delete, select, text, tuple_
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.debate.models import Answer, Debate
from bot.storage.debate_rows import debate_of
from bot.storage.tables import ballots, debate_keys, debates

Key = tuple[int, bytes, str]
"""A ballot's key: debate, voter's pseudonym, question."""

_DEBATES, _VOTERS = bindparam("debates", type_=ARRAY(BigInteger)), bindparam("voters", type_=ARRAY(LargeBinary))
_QUESTIONS, _CHOICES = bindparam("questions", type_=ARRAY(String)), bindparam("choices", type_=ARRAY(String))
_SEALED = bindparam("sealed", type_=ARRAY(Boolean))
# One array a column: PostgreSQL plans and sends one statement, whatever the size of the batch.
_READ_MANY = text(
    "SELECT b.debate_id, b.voter, b.question, b.choice, b.sealed FROM unnest(:debates, :voters) AS k (debate_id, voter) "
    "JOIN ballots AS b ON b.debate_id = k.debate_id AND b.voter = k.voter"
).bindparams(_DEBATES, _VOTERS)
_WRITE_MANY = text(
    "INSERT INTO ballots (debate_id, voter, question, choice, sealed) "
    "SELECT * FROM unnest(:debates, :voters, :questions, :choices, :sealed) "
    "ON CONFLICT (debate_id, voter, question) DO UPDATE SET choice = excluded.choice, sealed = excluded.sealed "
    "WHERE NOT ballots.sealed OR excluded.sealed"
).bindparams(_DEBATES, _VOTERS, _QUESTIONS, _CHOICES, _SEALED)
_NEW = sqlite.insert(ballots)
_UPSERT = _NEW.on_conflict_do_update(
    index_elements=["debate_id", "voter", "question"],
    set_={"choice": _NEW.excluded.choice, "sealed": _NEW.excluded.sealed},
    # What another process has sealed meanwhile stays.
    where=ballots.c.sealed.is_(False) | _NEW.excluded.sealed,
)
_TAKE_BACK = delete(ballots).where(
    ballots.c.debate_id == bindparam("d"), ballots.c.voter == bindparam("v"), ballots.c.question == bindparam("q")
)


@dataclass(frozen=True, slots=True)
class Held:
    """A debate and its ballot key; the key is empty once it has been destroyed."""

    debate: Debate
    key: bytes


async def read_debates(connection: AsyncConnection, ids: set[int]) -> dict[int, Held]:
    """The debates with their keys, locked against a change of state until the transaction ends."""
    query = (
        select(debates, debate_keys.c.secret)
        .join(debate_keys, debate_keys.c.debate_id == debates.c.id, isouter=True)
        .where(debates.c.id.in_(sorted(ids)))
        .order_by(debates.c.id)
        .with_for_update(read=True, of=debates)
    )
    return {row.id: Held(debate_of(row), row.secret or b"") for row in await connection.execute(query)}


async def read_answers(connection: AsyncConnection, voters: set[tuple[int, bytes]]) -> dict[tuple[int, bytes], dict[str, Answer]]:
    """What each (debate, voter) holds, by question."""
    if not voters:
        return {}
    if connection.dialect.name == "postgresql":
        ids, names = zip(*voters, strict=True)
        rows = await connection.execute(_READ_MANY, {"debates": list(ids), "voters": list(names)})
    else:
        columns = (ballots.c.debate_id, ballots.c.voter)
        rows = await connection.execute(select(ballots).where(tuple_(*columns).in_(sorted(voters))))
    held: dict[tuple[int, bytes], dict[str, Answer]] = {}
    for row in rows:
        held.setdefault((row.debate_id, bytes(row.voter)), {})[row.question] = Answer(row.choice, row.sealed)
    return held


async def store(connection: AsyncConnection, changed: Mapping[Key, Answer | None]) -> None:
    """Write the answers and take back those without one, in the order of their keys: PostgreSQL locks rows as they come."""
    kept = [(*key, answer.choice, answer.sealed) for key, answer in sorted(changed.items(), key=_by_key) if answer]
    gone = [dict(zip("dvq", key, strict=True)) for key in sorted(key for key, answer in changed.items() if answer is None)]
    if kept and connection.dialect.name == "postgresql":
        names = ("debates", "voters", "questions", "choices", "sealed")
        await connection.execute(_WRITE_MANY, dict(zip(names, map(list, zip(*kept, strict=True)), strict=True)))
    elif kept:
        names = ("debate_id", "voter", "question", "choice", "sealed")
        await connection.execute(_UPSERT, [dict(zip(names, row, strict=True)) for row in kept])
    if gone:
        await connection.execute(_TAKE_BACK, gone)


def _by_key(item: tuple[Key, Answer | None]) -> Key:
    return item[0]
