"""Debates as rows and rows as debates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.debate.contributions import Contribution, Kind, Standing
from bot.debate.formats import default_format, format_of, options_of, phases_of
from bot.debate.models import Debate, Eligibility, Option, Phase, Point, Spec, State
from bot.storage.pseudonyms import new_key
from bot.storage.tables import contributions, debate_keys, debates


async def add_debate(connection: AsyncConnection, row: dict[str, Any]) -> Row[Any]:
    """Insert a debate with a ballot key of its own."""
    added: Row[Any] = (await connection.execute(insert(debates).returning(debates), row)).one()
    await connection.execute(insert(debate_keys), {"debate_id": added.id, "secret": new_key()})
    return added


async def add_next_run(
    connection: AsyncConnection, row: Row[Any], opened: Debate, now: datetime
) -> None:
    """The next run, at the hour of the first; runs that fell due while nobody was there are left
    out. Seed statements come along.
    """
    every = timedelta(days=opened.repeat_days)
    opens_at = opened.opened_at + every * max(1, -(-(now - opened.opened_at) // every))
    again = {
        column.name: value
        for column, value in zip(debates.columns, row, strict=True)
        if column.name != "id"
    }
    again |= {"state": State.SCHEDULED, "rev": 1, "message": "", "opened_at": opens_at}
    added = await add_debate(connection, again | {"due_at": opens_at + opened.phases[0].length})
    seeds = (contributions.c.debate_id == opened.id) & (contributions.c.author == "")
    for seed in (
        (await connection.execute(select(contributions).where(seeds).order_by(contributions.c.id)))
        .mappings()
        .all()
    ):
        copied = {name: value for name, value in seed.items() if name != "id"}
        await connection.execute(insert(contributions), copied | {"debate_id": added.id})


async def add_statements(connection: AsyncConnection, debate_id: int, texts: Sequence[str]) -> None:
    """The statements a debate begins with, which nobody has to approve."""
    for text in texts:
        seed = Contribution(0, debate_id, Kind.STATEMENT, text, standing=Standing.APPROVED)
        row = {name: value for name, value in asdict(seed).items() if name != "id"}
        await connection.execute(insert(contributions), row)


def row_of(spec: Spec, now: datetime) -> dict[str, Any]:
    """The row of a new debate."""
    phases = phases_of(spec)
    opens_at = spec.opens_at or now
    return {
        "community": spec.community,
        "place": spec.place,
        "message": "",
        "motion": spec.motion.strip(),
        "options": [asdict(option) for option in options_of(spec)],
        "points": [asdict(point) for point in spec.points],
        "article": spec.article,
        "rules": {
            "format": format_of(spec.format).key,
            "phases": [[phase.name, phase.length.total_seconds()] for phase in phases],
            "hidden": spec.hidden,
            "quorum": spec.quorum,
            "eligibility": asdict(spec.eligibility),
            "repeat_days": spec.repeat_days,
            "remind": spec.remind,
            "thread": spec.thread,
            "moderated": spec.moderated,
            "voters": spec.voters,
            "choose": spec.choose,
        },
        "state": State.SCHEDULED if spec.opens_at else State.OPEN,
        "rev": 1,
        "phase": 0,
        "shown_phase": -1,
        "reminded_phase": -1,
        "opened_at": opens_at,
        "due_at": opens_at + phases[0].length,
        "conclusion": "",
    }


def debate_of(row: Row[Any]) -> Debate:
    """A stored row as a debate; rows from before there were formats are polls."""
    return Debate(
        id=row.id,
        community=row.community,
        place=row.place,
        motion=row.motion,
        options=tuple(Option(**option) for option in row.options),
        points=tuple(
            Point(point["side"], point["claim"], tuple(point["citations"])) for point in row.points
        ),
        hidden=row.rules["hidden"],
        eligibility=Eligibility(**row.rules["eligibility"]),
        quorum=row.rules["quorum"],
        state=State(row.state),
        rev=row.rev,
        opened_at=row.opened_at,
        due_at=row.due_at,
        message=row.message,
        paused_at=row.paused_at,
        closed_at=row.closed_at,
        announced_at=row.announced_at,
        conclusion=row.conclusion,
        format=row.rules.get("format") or default_format().key,
        phases=tuple(
            Phase(name, timedelta(seconds=seconds)) for name, seconds in row.rules.get("phases", ())
        )
        or default_format().phases(row.due_at - row.opened_at),
        phase=row.phase,
        shown_phase=row.shown_phase,
        reminded_phase=row.reminded_phase,
        repeat_days=row.rules.get("repeat_days", 0),
        remind=row.rules.get("remind", ""),
        thread=row.rules.get("thread", False),
        moderated=row.rules.get("moderated", True),
        voters=row.rules.get("voters", 0),
        has_result=row.result is not None,
        choose=row.rules.get("choose", 0),
        article=row.article,
    )
