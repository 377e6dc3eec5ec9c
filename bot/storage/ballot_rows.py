"""The ballot writer's reads and writes, each one statement for a whole batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    LargeBinary,
    String,
    bindparam,
    delete,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.debate.models import Debate, OwnAnswer
from bot.storage.keys import ring_of
from bot.storage.repositories.debate_rows import debate_of
from bot.storage.sealing import DebateKey
from bot.storage.tables import ballots, debate_keys, debates

Key = tuple[int, bytes, str]
"""A ballot's key: debate, voter's pseudonym, question."""

_DEBATES, _VOTERS = (
    bindparam("debates", type_=ARRAY(BigInteger)),
    bindparam("voters", type_=ARRAY(LargeBinary)),
)
_QUESTIONS, _CHOICES = (
    bindparam("questions", type_=ARRAY(String)),
    bindparam("choices", type_=ARRAY(LargeBinary)),
)
_SEALED = bindparam("sealed", type_=ARRAY(Boolean))
# One array a column: PostgreSQL plans and sends one statement, whatever the size of the batch.
_READ_MANY = text(
    "SELECT b.debate_id, b.voter, b.question, b.choice, b.sealed FROM unnest(:debates, :voters) AS "
    "k (debate_id, voter) "
    "JOIN ballots AS b ON b.debate_id = k.debate_id AND b.voter = k.voter"
).bindparams(_DEBATES, _VOTERS)
_WRITE_MANY = text(
    "INSERT INTO ballots (debate_id, voter, question, choice, sealed) "
    "SELECT * FROM unnest(:debates, :voters, :questions, :choices, :sealed) "
    "ON CONFLICT (debate_id, voter, question) DO UPDATE SET choice = excluded.choice, sealed = "
    "excluded.sealed "
    "WHERE NOT ballots.sealed OR excluded.sealed"
).bindparams(_DEBATES, _VOTERS, _QUESTIONS, _CHOICES, _SEALED)
# As the driver takes them: preparing each row of a batch in Python would take longer than SQLite
# takes to write it.
_READ_MANY_SQLITE = (
    "SELECT b.debate_id, b.voter, b.question, b.choice, b.sealed FROM (VALUES {}) AS k "
    "JOIN ballots AS b ON b.debate_id = k.column1 AND b.voter = k.column2"
)
_UPSERT_SQLITE = (
    "INSERT INTO ballots (debate_id, voter, question, choice, sealed) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (debate_id, voter, question) DO UPDATE SET choice = excluded.choice, sealed = "
    "excluded.sealed "
    # What another process has sealed meanwhile stays.
    "WHERE NOT ballots.sealed OR excluded.sealed"
)
_TAKE_BACK = delete(ballots).where(
    ballots.c.debate_id == bindparam("d"),
    ballots.c.voter == bindparam("v"),
    ballots.c.question == bindparam("q"),
)


@dataclass(frozen=True, slots=True)
class Held:
    """A debate and its key; None once that has been destroyed."""

    debate: Debate
    key: DebateKey | None


async def read_debates(connection: AsyncConnection, ids: set[int]) -> dict[int, Held]:
    """The debates with their keys, locked against a change of state until the transaction ends."""
    query = (
        select(debates, debate_keys.c.handle)
        .join(debate_keys, debate_keys.c.debate_id == debates.c.id, isouter=True)
        .where(debates.c.id.in_(sorted(ids)))
        .order_by(debates.c.id)
        .with_for_update(read=True, of=debates)
    )
    ring = ring_of(connection)
    return {
        row.id: Held(debate_of(row), ring.of(row.handle)) for row in await connection.execute(query)
    }


async def read_answers(
    connection: AsyncConnection, voters: Mapping[tuple[int, bytes], DebateKey]
) -> dict[tuple[int, bytes], dict[str, OwnAnswer]]:
    """What each (debate, voter) holds, by question; each with its debate's key."""
    if not voters:
        return {}
    if connection.dialect.name == "postgresql":
        ids, names = zip(*voters, strict=True)
        rows = await connection.execute(_READ_MANY, {"debates": list(ids), "voters": list(names)})
    else:
        # A power of two, the last one repeated, so that few statements have to be prepared.
        wanted = [part for voter in voters for part in voter]
        size = 1 << (len(voters) - 1).bit_length()
        wanted += wanted[-2:] * (size - len(voters))
        rows = await connection.exec_driver_sql(
            _READ_MANY_SQLITE.format(", ".join(["(?, ?)"] * size)), tuple(wanted)
        )
    held: dict[tuple[int, bytes], dict[str, OwnAnswer]] = {}
    for debate, voter, question, choice, sealed in rows.all():
        whose = debate, bytes(voter)
        answer = voters[whose].unseal(whose[1], question, bytes(choice))
        held.setdefault(whose, {})[question] = OwnAnswer(answer, bool(sealed))
    return held


async def store(
    connection: AsyncConnection,
    changed: Mapping[Key, OwnAnswer | None],
    keys: Mapping[int, DebateKey],
) -> None:
    """Write the answers and take back those without one, in the order of their keys: PostgreSQL
    locks rows as they come. `keys` are the debates' own.
    """
    kept = sorted(
        (*key, keys[key[0]].seal(key[1], key[2], answer.choice), answer.sealed)
        for key, answer in changed.items()
        if answer
    )
    gone = [
        dict(zip("dvq", key, strict=True))
        for key in sorted(key for key, answer in changed.items() if answer is None)
    ]
    if kept and connection.dialect.name == "postgresql":
        names = ("debates", "voters", "questions", "choices", "sealed")
        await connection.execute(
            _WRITE_MANY, dict(zip(names, map(list, zip(*kept, strict=True)), strict=True))
        )
    elif kept:
        await connection.exec_driver_sql(_UPSERT_SQLITE, kept)
    if gone:
        await connection.execute(_TAKE_BACK, gone)
