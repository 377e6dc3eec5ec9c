"""What a server has beside its debates: proposals, settings, what moderators did, when it was
left.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    String,
    Table,
    Text,
)

from bot.storage.tables.columns import ID, Instant, metadata

proposals = Table(
    "proposals",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=True, comment="number of the proposal"),
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
    Column("id", ID, primary_key=True, autoincrement=True, comment="number of the action"),
    Column("community", String(24), nullable=False, index=True, comment="id of the server"),
    Column("moderator", String(24), nullable=False, index=True, comment="id of the moderator"),
    Column("action", String(24), nullable=False, comment="what was done"),
    Column("debate_id", ID, comment="to which debate"),
    Column("at", Instant, nullable=False, comment="when"),
)
left_communities = Table(
    "left_communities",
    metadata,
    Column("community", String(24), primary_key=True, comment="id of a server the bot has left"),
    Column("left_on", Date, nullable=False, comment="the day it left"),
)
