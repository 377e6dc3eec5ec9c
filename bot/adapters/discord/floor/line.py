"""The line to Discord: what is tried again when it breaks, and what then is known to have been
carried out although its answer never came.
"""

from __future__ import annotations

import errno
import re
from collections import OrderedDict
from collections.abc import Callable
from types import SimpleNamespace

import aiohttp
import discord

LINE_LOST = (OSError, TimeoutError, aiohttp.ClientError)
"""What discord.py lets through when the connection to Discord breaks in the middle of a request."""
_RESET_IN_DISCORD_PY = 54
"""discord.py tries again what was reset, but knows BSD's number of a reset and Windows' only."""
_BROKEN = {errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED, errno.ESHUTDOWN}
_PASSING = {503, 520, 521, 522, 523, 525, 526, 527, 530}
"""A proxy in front of Discord has no answer; discord.py itself tries again after 500, 502, 504 and
524 only.
"""
_ACKNOWLEDGED = 40060
_CALLBACK = re.compile(r"/interactions/(\d+)/[^/]+/callback$")
_REMEMBERED = 2_000


class Line:
    """Listens to every request of one client. What was cut off is reported to discord.py as the
    reset that it tries again, a second later and up to five times in all. `refused` is called each
    time that Discord doesn't accept the bot's token.
    """

    def __init__(self, refused: Callable[[], None] = lambda: None) -> None:
        self._refused = refused
        self._unanswered: OrderedDict[int, None] = OrderedDict()

    def listen(self, trace: aiohttp.TraceConfig) -> None:
        """Hear of the requests that `trace` is told of."""
        trace.on_request_exception.append(self._broken)
        trace.on_request_end.append(self._answered)

    def was_carried_out(self, error: discord.HTTPException, interaction: int) -> bool:
        """Whether a refused response to an interaction is the repetition of one whose answer was
        lost.
        """
        return error.code == _ACKNOWLEDGED and interaction in self._unanswered

    async def _broken(
        self,
        _: aiohttp.ClientSession,
        __: SimpleNamespace,
        params: aiohttp.TraceRequestExceptionParams,
    ) -> None:
        if not _is_rest(params.url):
            return
        self._remember(str(params.url.path))
        error = params.exception
        is_cut = isinstance(error, aiohttp.ServerDisconnectedError) or (
            isinstance(error, OSError) and error.errno in _BROKEN
        )
        if is_cut:
            raise aiohttp.ClientOSError(_RESET_IN_DISCORD_PY, "the line broke") from error

    async def _answered(
        self, _: aiohttp.ClientSession, __: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        if not _is_rest(params.url):
            return
        status = params.response.status
        if status >= 500:
            self._remember(params.url.path)
        if status == 401 and "Authorization" in params.headers:
            self._refused()
        if status in _PASSING:
            raise aiohttp.ClientOSError(_RESET_IN_DISCORD_PY, f"a proxy answered {status}")

    def _remember(self, path: str) -> None:
        """An interaction's response that may have been carried out."""
        if called := _CALLBACK.search(path):
            self._unanswered[int(called[1])] = None
            if len(self._unanswered) > _REMEMBERED:
                self._unanswered.popitem(last=False)


def _is_rest(url: object) -> bool:
    """Not the gateway: what is reset there is resumed at once, however often, when it is told as
    such.
    """
    return str(url).startswith(discord.http.Route.BASE)


def is_passing(error: BaseException) -> bool:
    """Whether the same request may be answered a little later."""
    if isinstance(error, discord.RateLimited):
        return True
    if isinstance(error, discord.HTTPException):
        return error.status >= 500 or error.status == 429
    return isinstance(error, LINE_LOST)
