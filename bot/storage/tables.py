"""The tables. A ballot carries no time, no interaction and no order: SQLite keeps ballots by their
key, without a row number.

Every column says in its comment what it holds; `PRIVACY.md` is written from them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite, which has none, keeps it naive in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    # As the base class has it.
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    # As the base class has it.
    def process_result_value(
        self,
        value: Any,  # noqa: ANN401
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        found: datetime | None = (
            value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value
        )
        return found


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)
_ID = BigInteger().with_variant(Integer, "sqlite")

debates = Table(
    "debates",
    metadata,
    Column("id", _ID, primary_key=True, autoincrement=True, comment="number of the debate"),
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
        _ID,
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
proposals = Table(
    "proposals",
    metadata,
    Column("id", _ID, primary_key=True, autoincrement=True, comment="number of the proposal"),
    Column("community", String(24), nullable=False, index=True, comment="id of the server"),
    Column("motion", Text, nullable=False, comment="the motion, in a member's words"),
    Column(
        "author",
        String(24),
        nullable=False,
        index=True,
        comment="id of the member who proposed it, to tell them when it is debated",
    ),
    Column("proposed_on", Date, nullable=False, comment="the day it was proposed"),
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
community_settings = Table(
    "community_settings",
    metadata,
    Column("community", String(24), primary_key=True, comment="id of the server"),
    Column("name", String(40), primary_key=True, comment="name of the setting"),
    Column("value", Text, nullable=False, comment="its value"),
)
moderator_actions = Table(
    "moderator_actions",
    metadata,
    Column("id", _ID, primary_key=True, autoincrement=True, comment="number of the action"),
    Column("community", String(24), nullable=False, index=True, comment="id of the server"),
    Column("moderator", String(24), nullable=False, index=True, comment="id of the moderator"),
    Column("action", String(24), nullable=False, comment="what was done"),
    Column("debate_id", _ID, comment="to which debate"),
    Column("at", Instant, nullable=False, comment="when"),
)
handed_questions = Table(
    "handed_questions",
    metadata,
    Column("id", _ID, primary_key=True, autoincrement=True, comment="number of the question"),
    Column("question", Text, nullable=False, comment="its text, without its asker; may be empty"),
    Column("kept_on", Date, nullable=False, comment="the day it was handed over"),
    Column(
        "about",
        String(16),
        nullable=False,
        server_default="unanswered",
        comment="what is said of it: unanswered, or of an answer: helpful, wrong, passage",
    ),
    Column(
        "entry",
        String(80),
        nullable=False,
        server_default="",
        comment="the entry of the knowledge that was answered; may be empty",
    ),
    Column(
        "note",
        String(500),
        nullable=False,
        server_default="",
        comment="what the member added; may be empty",
    ),
    Column(
        "community",
        String(24),
        nullable=False,
        server_default="",
        index=True,
        comment="id of the server; empty in a direct message",
    ),
)
outcome_counts = Table(
    "outcome_counts",
    metadata,
    Column("day", Date, primary_key=True, comment="the day"),
    Column(
        "article",
        String(60),
        primary_key=True,
        server_default="",
        comment="the article that was asked about",
    ),
    Column(
        "outcome",
        String(12),
        primary_key=True,
        comment="what became of questions: answer, clarify, absent, chat",
    ),
    Column(
        "entry",
        String(80),
        primary_key=True,
        comment="the entry of the knowledge that was given or came nearest; may be empty",
    ),
    Column("count", Integer, nullable=False, comment="how many questions"),
)
left_communities = Table(
    "left_communities",
    metadata,
    Column("community", String(24), primary_key=True, comment="id of a server the bot has left"),
    Column("left_on", Date, nullable=False, comment="the day it left"),
)
