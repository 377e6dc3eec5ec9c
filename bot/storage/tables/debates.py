"""A debate, its key, and what members give it. A ballot carries no time, no interaction and no
order: SQLite keeps ballots by their key, without a row number.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from bot.storage.tables.columns import ID, Instant, metadata

debates = Table(
    "debates",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=True, comment="number of the debate"),
    Column("community", String(24), nullable=False, index=True, comment="id of the server"),
    Column("place", String(24), nullable=False, comment="id of the channel it is held in"),
    Column("message", String(24), nullable=False, comment="id of the message with its buttons"),
    Column(
        "result_message",
        String(24),
        nullable=False,
        server_default="",
        comment="id of the message with its result",
    ),
    Column(
        "panel",
        String(48),
        nullable=False,
        server_default="",
        comment="ids of the channel and message where moderators look after it",
    ),
    Column("motion", Text, nullable=False, comment="what is debated"),
    Column("options", JSON, nullable=False, comment="what can be voted for"),
    Column("points", JSON, nullable=False, comment="cited points of the article shown with it"),
    Column(
        "article",
        String(60),
        nullable=False,
        server_default="",
        comment="which article it is about",
    ),
    Column(
        "rules",
        JSON,
        nullable=False,
        comment="format, phases, hidden tally, eligibility, quorum, least voters, repetition, "
        "reminder",
    ),
    Column(
        "state",
        String(12),
        nullable=False,
        index=True,
        comment="scheduled, open, paused, closed, cancelled",
    ),
    Column("rev", Integer, nullable=False, comment="counts transitions, so that each happens once"),
    Column("phase", Integer, nullable=False, comment="which phase it is in, from 0"),
    Column("shown_phase", Integer, nullable=False, comment="the last phase that was announced"),
    Column(
        "reminded_phase",
        Integer,
        nullable=False,
        comment="the last phase whose end was reminded of",
    ),
    Column("opened_at", Instant, nullable=False, comment="when it was or will be opened"),
    Column("due_at", Instant, nullable=False, comment="when its present phase ends"),
    Column("paused_at", Instant, comment="since when it is paused"),
    Column("closed_at", Instant, comment="when it was closed"),
    Column("announced_at", Instant, comment="when its result was shown"),
    Column(
        "announcing_until",
        Instant,
        comment="until when one process has the showing of the result to itself",
    ),
    Column("result", JSON(none_as_null=True), comment="the published result"),
    Column("conclusion", Text, nullable=False, comment="a moderator's conclusion"),
)
debate_keys = Table(
    "debate_keys",
    metadata,
    Column(
        "debate_id",
        ForeignKey("debates.id", ondelete="CASCADE"),
        primary_key=True,
        comment="the debate",
    ),
    Column(
        "handle",
        LargeBinary,
        nullable=False,
        comment="where the debate's random key is found outside this database, or that key "
        "encrypted by one outside it",
    ),
)
ballots = Table(
    "ballots",
    metadata,
    Column(
        "debate_id",
        ForeignKey("debates.id", ondelete="CASCADE"),
        primary_key=True,
        comment="the debate",
    ),
    Column(
        "voter",
        LargeBinary(32),
        primary_key=True,
        comment="HMAC-SHA256 of the member's id under the debate's key",
    ),
    Column(
        "question",
        String(24),
        primary_key=True,
        comment="what is answered: the vote, first or final vote, a statement, a report, "
        "a mark on an argument",
    ),
    Column(
        "choice",
        LargeBinary,
        nullable=False,
        comment="the answer, encrypted with AES-256-GCM under the debate's key",
    ),
    Column(
        "sealed",
        Boolean,
        nullable=False,
        comment="given before the arguments were opened, so not to be changed",
    ),
    sqlite_with_rowid=False,
)
contributions = Table(
    "contributions",
    metadata,
    Column(
        "id",
        ID,
        primary_key=True,
        autoincrement=True,
        comment="number of the argument or statement",
    ),
    Column(
        "debate_id",
        ForeignKey("debates.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
        comment="the debate",
    ),
    Column("kind", String(12), nullable=False, comment="argument or statement"),
    Column("side", String(40), nullable=False, comment="the side an argument speaks for"),
    Column(
        "text",
        Text,
        nullable=False,
        comment="a member's words, shown under the debate once approved",
    ),
    Column("citation", String(40), nullable=False, comment="the article's passage it rests on"),
    Column("standing", String(12), nullable=False, comment="waiting, approved, returned, rejected"),
    Column(
        "author",
        String(24),
        nullable=False,
        index=True,
        comment="id of the member who wrote it, to tell them the outcome",
    ),
    Column(
        "note",
        Text,
        nullable=False,
        comment="what a moderator asked the author to change, or why it was refused",
    ),
    Column(
        "is_told", Boolean, nullable=False, comment="whether the author has been told the outcome"
    ),
)
reminders = Table(
    "reminders",
    metadata,
    Column(
        "debate_id",
        ForeignKey("debates.id", ondelete="CASCADE"),
        primary_key=True,
        comment="the debate",
    ),
    Column(
        "member",
        String(24),
        primary_key=True,
        comment="id of a member who asked to be told of its last vote",
    ),
)
