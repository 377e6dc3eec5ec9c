"""What a result picture is made of and what it comes out as. Everything in a model may be published
as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.debate.publishing.published import Dot
from bot.debate.publishing.suppression import Count

ALT_LIMIT = 1024
"""Discord refuses a longer description of an attachment."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn result: the image, its description (at most 1,024 characters) and the same numbers as
    a monospace table.
    """

    png: bytes
    alt: str
    table: str


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of pictures in one language: the sentences below `pictures.` in `prompts/`, by the
    rest of their key.
    """

    texts: Mapping[str, str]

    def fill(self, key: str, **slots: object) -> str:
        """The words of a key with their slots filled."""
        return self.texts[key].format(**slots).strip()

    def count(self, key: str, n: int) -> str:
        """`key.one` for 1, `key.other` else."""
        return self.fill(f"{key}.{'one' if n == 1 else 'other'}", n=n)


@dataclass(frozen=True, slots=True)
class Bar:
    """One option; `share` is 0..1, `leads` marks the winner or winners of a tie. `figure` stands in
    for the votes where they are told as a bound only, such as `<5`; `share` is its lower end then.
    """

    label: str
    votes: int
    share: float
    leads: bool = False
    figure: str = ""


@dataclass(frozen=True, slots=True)
class BarsModel:
    """A poll's result, 1 to 10 bars."""

    title: str
    headline: str
    bars: tuple[Bar, ...]
    footer: str = ""


@dataclass(frozen=True, slots=True)
class FlowSide:
    """One side before and after; `net` is its swing in percentage points. None is not published."""

    label: str
    before: Count
    after: Count
    net: float | None


@dataclass(frozen=True, slots=True)
class FlowModel:
    """A change of opinion. `cells[i][j]` went from side i to side j; None is not published."""

    title: str
    headline: str
    sides: tuple[FlowSide, ...]
    cells: tuple[tuple[Count, ...], ...]
    footer: str = ""


@dataclass(frozen=True, slots=True)
class MapGroup:
    """One opinion group: its name, size, and the sentences that tell what it stands for."""

    name: str
    members: int
    stands_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MapModel:
    """The opinion map. A dot's `group` is an index into `groups`, −1 for none."""

    title: str
    headline: str
    dots: tuple[Dot, ...]
    groups: tuple[MapGroup, ...]
    footer: str = ""


@dataclass(frozen=True, slots=True)
class RoundsRow:
    """One option through the rounds of a runoff; None from the round on that it is out of."""

    label: str
    counts: tuple[Count, ...]
    leads: bool = False


@dataclass(frozen=True, slots=True)
class RoundsModel:
    """A runoff: `rounds` head the columns, `wholes` are the ballots counted in each."""

    title: str
    headline: str
    rounds: tuple[str, ...]
    wholes: tuple[int, ...]
    rows: tuple[RoundsRow, ...]
    footer: str = ""


PictureModel = BarsModel | FlowModel | MapModel | RoundsModel


class Drawer(Protocol):
    """Draws a model. Takes a few tenths of a second of processor time: call it off the event
    loop.
    """

    def __call__(self, model: PictureModel, labels: Labels) -> Picture: ...
