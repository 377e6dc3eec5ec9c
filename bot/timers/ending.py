"""Work in the background is ended: cancelled, and waited for."""

from __future__ import annotations

import asyncio


async def end(task: asyncio.Task[None] | None) -> None:
    """Whatever it ends with is nobody's any more."""
    if task:
        task.cancel()
        await asyncio.wait({task})
