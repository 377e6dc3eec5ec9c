"""Whether the bot on this machine is alive. Asked twice a minute for as long as it runs, so nothing
of the bot is loaded for it.
"""

from __future__ import annotations

import os
from urllib.request import urlopen

_PATIENCE = 3.0
# Compared, not listened on.
_EVERYWHERE = ("", "0.0.0.0", "::")  # noqa: S104


def answers(host: str, port: int) -> bool:
    """Whether `/healthz` there answers in time."""
    here = "127.0.0.1" if host in _EVERYWHERE else host
    try:
        # Always http, on this machine.
        with urlopen(f"http://{here}:{port}/healthz", timeout=_PATIENCE) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def named_port() -> int:
    """The port that the environment names, as images and units do; 0 where it stands elsewhere."""
    named = os.environ.get("EYEBOT_HTTP_PORT", "")
    return int(named) if named.isdecimal() else 0
