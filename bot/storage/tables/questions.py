"""What becomes of questions: those that were handed over, and counts."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    Integer,
    String,
    Table,
    Text,
)

from bot.storage.tables.columns import ID, metadata

handed_questions = Table(
    "handed_questions",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=True, comment="number of the question"),
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
