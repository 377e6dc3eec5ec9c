"""What members are likelier to want after what they were told: more of the same kind, mostly. After
"can we vote on it?", "who may open one?" is about a vote again.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bot.dialogue.acts import ARGUING, COMMUNITY, DISCUSSING, VIEWS

_MORE, _NEXT = 0.5, 0.3
"""How much likelier more of the same becomes where a message is short and points back, and what
often comes next.
"""
_LEADS_ON = (
    (COMMUNITY, COMMUNITY, _MORE),
    (ARGUING, ARGUING, _MORE),
    (ARGUING, VIEWS, _NEXT),
    (VIEWS, VIEWS, _MORE),
    (VIEWS, ARGUING, _NEXT),
    (DISCUSSING, DISCUSSING, _MORE),
    (DISCUSSING, VIEWS, _NEXT),
)


@cache
def leading_on(act: str) -> Mapping[str, float]:
    """How much likelier each act becomes after a reply of this one."""
    return {name: lift for those, acts, lift in _LEADS_ON if act in those for name in sorted(acts)}
