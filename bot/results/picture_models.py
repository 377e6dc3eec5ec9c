"""What a result picture is made of and what it comes out as. Everything in a model may be published
as it stands. A `sign` is the one that stands beside the same thing in words: ▲, ▼, ◆ or a letter.
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
    """A drawn result: the image, and its description in sentences (at most 1,024 characters)."""

    png: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of pictures in one language: the sentences below `pictures.` in `prompts/`, by the
    rest of their key.
    """

    texts: Mapping[str, str]

    def fill(self, key: str, **slots: object) -> str:
        """The words of a key with their slots filled."""
        return self.texts[key].format(**slots).strip()

    def say(self, key: str, **slots: object) -> str:
        """The words of a whole key, as `prompts/` has it."""
        return self.fill(key.removeprefix("pictures."), **slots)

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
    sign: str = ""


@dataclass(frozen=True, slots=True)
class BarsModel:
    """A poll's result, 1 to 10 bars."""

    title: str
    headline: str
    bars: tuple[Bar, ...]
    footer: str = ""


@dataclass(frozen=True, slots=True)
class FlowSide:
    """One side before and after."""

    label: str
    before: int
    after: int
    sign: str = ""


@dataclass(frozen=True, slots=True)
class FlowModel:
    """A change of opinion. `cells[i][j]` went from side i to side j."""

    title: str
    headline: str
    sides: tuple[FlowSide, ...]
    cells: tuple[tuple[int, ...], ...]
    footer: str = ""


@dataclass(frozen=True, slots=True)
class PairsRow:
    """One option at two times: the lengths of its bars, 0..1, and its figures in words. None is
    not published.
    """

    label: str
    first: float | None
    second: float | None
    figures: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class PairsModel:
    """Two bars an option: before and after, or one debate and another. `columns` name the two."""

    title: str
    headline: str
    columns: tuple[str, str]
    rows: tuple[PairsRow, ...]
    footer: str = ""


@dataclass(frozen=True, slots=True)
class StackedRow:
    """A member's statement with its answers; `caption` is said above it where a new part begins."""

    statement: str
    agree: int
    passed: int
    disagree: int
    caption: str = ""


@dataclass(frozen=True, slots=True)
class GroupNote:
    """One opinion group: its size, and the sentences that tell what it stands for."""

    name: str
    members: int
    stands_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StackedModel:
    """Statements, each with one bar of three parts, and what groups of opinion stand for."""

    title: str
    headline: str
    rows: tuple[StackedRow, ...]
    groups: tuple[GroupNote, ...] = ()
    footer: str = ""


@dataclass(frozen=True, slots=True)
class MapModel:
    """The opinion map. A dot's `group` is an index into `groups`, −1 for none; `you` is the group
    that whoever looks at it is closest to, None in public.
    """

    title: str
    headline: str
    dots: tuple[Dot, ...]
    groups: tuple[GroupNote, ...]
    footer: str = ""
    you: int | None = None


@dataclass(frozen=True, slots=True)
class RoundsRow:
    """One option through the rounds of a runoff; None from the round on that it is out of."""

    label: str
    counts: tuple[Count, ...]
    leads: bool = False
    sign: str = ""


@dataclass(frozen=True, slots=True)
class RoundsModel:
    """A runoff: `rounds` head the columns, `wholes` are the ballots counted in each."""

    title: str
    headline: str
    rounds: tuple[str, ...]
    wholes: tuple[int, ...]
    rows: tuple[RoundsRow, ...]
    footer: str = ""


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One option from debate to debate, in percent; None where a result was withheld."""

    label: str
    values: tuple[float | None, ...]
    sign: str = ""


@dataclass(frozen=True, slots=True)
class TrendModel:
    """The same motion time after time: `moments` are the days, oldest first."""

    title: str
    headline: str
    moments: tuple[str, ...]
    lines: tuple[TrendLine, ...]
    footer: str = ""


PictureModel = (
    BarsModel | FlowModel | PairsModel | StackedModel | MapModel | RoundsModel | TrendModel
)


class Drawer(Protocol):
    """Draws a model, on a dark ground or a light one. Takes a few tenths of a second of processor
    time: call it off the event loop.
    """

    def __call__(self, model: PictureModel, labels: Labels, *, light: bool = False) -> Picture: ...
