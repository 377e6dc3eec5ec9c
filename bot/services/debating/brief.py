"""What the article brings to a debate: its cited points for and against; and the templates debates
can be started from.

The knowledge marks each claim with the side it strengthens in the article's own question. Templates
with `points: article` are worded so that For means the same side; a motion in a moderator's own
words gets no points, for nobody has judged them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.debate import rules
from bot.debate.formats import default_format, formats
from bot.debate.lengths import read_length
from bot.debate.models import Option, Point, Spec
from bot.dialogue.replies import Citation
from bot.errors import DebateError, WordingError
from bot.knowledge.models import Entry, Knowledge, Role, Side
from bot.wording.motions import MotionTemplate

SIDES = (Side.FOR, Side.AGAINST)


class BriefService:
    """Reads the knowledge that is in force at the moment of asking."""

    def __init__(
        self, knowledge: Callable[[], Knowledge], templates: Sequence[MotionTemplate] = ()
    ) -> None:
        self._knowledge = knowledge
        self.adopt(templates)

    def adopt(self, templates: Sequence[MotionTemplate]) -> None:
        """Offer these templates from now on."""
        self.templates = {template.name: template for template in templates}

    @property
    def article(self) -> str:
        """The id of the article's pack."""
        return self._knowledge().id

    @property
    def title(self) -> str:
        """The article's title."""
        return self._knowledge().source.title

    def motions(self) -> list[str]:
        """The motions of the templates."""
        return [template.wish.motion.strip() for template in self.templates.values()]

    def template(self, name: str) -> MotionTemplate | None:
        """The template of that name or motion."""
        wanted = name.strip().casefold()
        known = (
            one
            for one in self.templates.values()
            if wanted in (one.name, one.wish.motion.strip().casefold())
        )
        return next(known, None)

    def points_for_motion(self, motion: str, each: int = 2) -> tuple[Point, ...]:
        """`each` points for either side of a template's motion that asks for them; none for any
        other motion.
        """
        template = self.template(motion)
        if template is None or not template.has_points:
            return ()
        return tuple(point for side in SIDES for point in self.points(side, each))

    def background(self, limit: int = 2) -> tuple[Point, ...]:
        """What the article is about, before anybody takes a side."""
        found = self._knowledge().in_role(Role.OVERVIEW)
        return tuple(Point("", entry.claim, entry.cites) for entry in found[:limit])

    def points(self, side: str, limit: int = 5) -> tuple[Point, ...]:
        """The points that strengthen a side: the strongest first, then others spread over the
        sections; empty when it has none.
        """
        knowledge = self._knowledge()
        found = {entry.id: entry for entry in knowledge.entries if entry.side == side}
        strongest = knowledge.source.strongest
        first = [
            found[name]
            for name in (strongest.pro if side == Side.FOR else strongest.against)
            if name in found
        ]
        rest = _spread([entry for entry in found.values() if entry not in first])
        return tuple(Point(side, entry.claim, entry.cites) for entry in [*first, *rest][:limit])

    def passages(self) -> Sequence[str]:
        """The locators that an argument may cite, in the article's order."""
        return tuple(self._knowledge().source.passages())

    def cite(self, locator: str) -> Citation:
        """A passage with its heading; one that has left the knowledge since is shown by its
        locator.
        """
        section, _, number = locator.partition(":")
        found = self._knowledge().source.passages().get(locator)
        heading = found[0].heading if found else section
        return Citation(
            locator, heading, int(number) if number.isdigit() else 0, found[1].link if found else ""
        )


def spec_of(template: MotionTemplate, community: str, place: str) -> Spec:
    """What a template asks for. Raises WordingError naming the file where that can't be a
    debate.
    """
    wish = template.wish
    if wish.format and wish.format not in formats():
        known = ", ".join(formats())
        raise WordingError(f"{template.place}: format: {wish.format} is none; write one of {known}")
    try:
        return Spec(
            community,
            place,
            wish.motion.strip(),
            read_length(wish.length),
            options=tuple(
                Option(f"o{place}", label.strip()) for place, label in enumerate(wish.options, 1)
            ),
            hidden=not wish.live,
            format=wish.format or default_format().key,
            statements=wish.statements,
            choose=wish.choose,
        )
    except DebateError as error:
        raise WordingError(
            f"{template.place}: length: {wish.length} can't be read; write for instance 3d"
        ) from error


def check_templates(templates: Sequence[MotionTemplate], say: Callable[..., str]) -> None:
    """Raise WordingError for the first template that no debate could be started from, in the words
    of the rule it breaks.
    """
    for template in templates:
        spec = spec_of(template, "", "")
        try:
            rules.check_spec(spec)
        except DebateError as error:
            raise WordingError(f"{template.place}: {say(error.key, **error.slots)}") from error


def _spread(entries: Sequence[Entry]) -> list[Entry]:
    """First one entry of each section, then a second, and so on."""
    seen: dict[str, int] = {}
    ranked: list[tuple[int, int, Entry]] = []
    for place, entry in enumerate(entries):
        section = entry.cites[0].split(":")[0]
        seen[section] = seen.get(section, 0) + 1
        ranked.append((seen[section], place, entry))
    return [entry for _, _, entry in sorted(ranked, key=lambda row: row[:2])]
