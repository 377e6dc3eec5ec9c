"""What the article brings to a debate: its cited points for and against, and motions to choose from.

The knowledge marks each claim with the side it strengthens in the article's own question, "Do we need an eye in the sky?". The motions
in `prompts/` are worded so that For means the same side; a motion in a moderator's own words gets no points, for nobody has judged them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.debate.models import Point
from bot.knowledge.models import Entry, Knowledge, Side
from bot.services.replies import Citation
from bot.wording import Wording

_OVERVIEW = "overview"
SIDES = (Side.FOR, Side.AGAINST)


class BriefService:
    """Reads the knowledge that is in force at the moment of asking."""

    def __init__(self, knowledge: Callable[[], Knowledge], wording: Wording) -> None:
        self._knowledge = knowledge
        self._wording = wording

    def motions(self, locale: str = "en") -> list[str]:
        """The motions that `prompts/` offers."""
        return [text.strip() for text in self._wording.under("motions", locale).values()]

    def points_for_motion(self, motion: str, each: int = 2) -> tuple[Point, ...]:
        """`each` points for either side of a motion from `prompts/`; none for any other motion."""
        known = {text.strip().casefold() for text in self._wording.under("motions").values()}
        if motion.strip().casefold() not in known:
            return ()
        return tuple(point for side in SIDES for point in self.points(side, each))

    def background(self, limit: int = 2) -> tuple[Point, ...]:
        """What the article is about, before anybody takes a side."""
        found = [entry for entry in self._knowledge().entries if _OVERVIEW in entry.topics and entry.side == Side.NEITHER]
        return tuple(Point("", entry.claim, entry.cites) for entry in found[:limit])

    def points(self, side: str, limit: int = 5) -> tuple[Point, ...]:
        """The points that strengthen a side, spread over the article's sections; empty when it has none."""
        found = [entry for entry in self._knowledge().entries if entry.side == side]
        return tuple(Point(side, entry.claim, entry.cites) for entry in _spread(found)[:limit])

    def cite(self, locator: str) -> Citation:
        """A passage with its heading; one that has left the knowledge since is shown by its locator."""
        section, _, number = locator.partition(":")
        found = self._knowledge().source.passages().get(locator)
        heading = found[0].heading if found else section
        return Citation(locator, heading, int(number) if number.isdigit() else 0, found[1].link if found else "")


def _spread(entries: Sequence[Entry]) -> list[Entry]:
    """First one entry of each section, then a second, and so on."""
    seen: dict[str, int] = {}
    ranked: list[tuple[int, int, Entry]] = []
    for place, entry in enumerate(entries):
        section = entry.cites[0].split(":")[0]
        seen[section] = seen.get(section, 0) + 1
        ranked.append((seen[section], place, entry))
    return [entry for _, _, entry in sorted(ranked, key=lambda row: row[:2])]
