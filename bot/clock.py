"""Time as a value that is passed in. Surfaces bring their own clock: Discord's is virtual under
simulation.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the present as an aware UTC datetime."""


def wall_clock() -> datetime:
    """The machine's own time, in UTC."""
    return datetime.now(UTC)
