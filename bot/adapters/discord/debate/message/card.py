"""A debate as it may be seen now -> the card its message shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Self

from bot.adapters.discord.debate.message.embed import Card, Column, Point, member_text
from bot.adapters.discord.floor.citations import citation_place, pack
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.text import one_line, plain_line
from bot.adapters.discord.floor.when import exact, relative
from bot.debate.contributions import Contribution
from bot.debate.formats import are_arguments_blind, format_of, round_of
from bot.debate.models import Debate, Eligibility, Option, Result, State, View
from bot.debate.models import Point as Claim
from bot.results.cards import Card as PictureCard
from bot.results.cards import Labels
from bot.results.result_cards import result_card
from bot.results.result_text import ending, figures, moved_line
from bot.results.shares import shares
from bot.services.brief import BriefService
from bot.services.voting import Arguments
from bot.wording import Wording

_SYMBOLS = {"for": "▲", "against": "▼", "undecided": "◆"}
_OTHERS = "ABCDEFGHIJ"
_BAR = 14
_NAME = 28
"""Columns of a name in a table: on a phone a code block shows some fifty."""


class Cards:
    """Draws cards in one language."""

    def __init__(self, brief: BriefService, wording: Wording, k: int, locale: str = "en") -> None:
        self._brief = brief
        self._k = k
        self._wording = wording
        self._locale = locale

    @classmethod
    def of(cls, host: Host, locale: str) -> Self:
        """Those of a bot."""
        return cls(host.services.brief, host.wording, host.services.debates.k, locale)

    def card(self, view: View, picture: str = "") -> Card:
        """The whole card."""
        debate = view.debate
        lines = [*self._state(debate), *self._voting(view), *self._rules(debate)]
        sections = []
        if view.result and (moved := moved_line(view.result, self._words, plain_line)):
            lines.append(moved)
        if debate.conclusion:
            sections.append((self._say("conclusion"), member_text(debate.conclusion)))
        footer = self._format(debate, "footer_open" if _runs(debate) else "footer_closed")
        return Card(
            debate.motion,
            tuple(lines),
            columns=self._columns(debate),
            table=self.table(view),
            footer=f"{footer} · {self._say('number', id=debate.id)}",
            picture=picture,
            sections=tuple(sections),
        )

    def table(self, view: View) -> str:
        """Counts as fixed-width lines with symbols and bars; empty while they may not be seen."""
        if view.result and (view.result.swing or not view.result.counts):
            return "\n".join(figures(view.debate, view.result, self._labels(), _NAME))
        counts = view.result.counts if view.result else view.live
        total = sum(counts.values()) if counts else 0
        if not counts or not total:
            return ""
        names = {
            option.key: f"{symbol_of(option, n)} {option.label[:24]}"
            for n, option in enumerate(view.debate.options)
        }
        width = max(len(name) for name in names.values())
        lines = []
        for key, name in names.items():
            votes = counts.get(key, 0)
            share = votes / total
            lines.append(f"{name:<{width}} {votes:>5} {share:>6.1%} {'█' * round(_BAR * share)}")
        return "\n".join(lines)

    def picture(self, view: View) -> PictureCard | None:
        """The picture's numbers; None while there are none to publish."""
        return result_card(view.debate, view.result, self._labels()) if view.result else None

    def headline(self, view: View) -> str:
        """The result in a sentence, for places without markdown; empty before there is one."""
        return self.ending(view.debate, view.result, one_line) if view.result else ""

    def comparison(self, first: View, second: View) -> str:
        """Two results side by side, in percent, options matched by their names."""
        before, after = _shares(first), _shares(second)
        names = list(dict.fromkeys((*before, *after)))
        width = max((len(name) for name in names), default=0)
        rows = [f"{'':<{width}} {'#' + str(first.debate.id):>7} {'#' + str(second.debate.id):>7}"]
        for name in names:
            old, new = before.get(name), after.get(name)
            change = f"{new - old:+7.1f}" if old is not None and new is not None else ""
            rows.append(f"{name:<{width}} {_percent(old)} {_percent(new)} {change}".rstrip())
        return "\n".join(rows)

    def ending(
        self, debate: Debate, result: Result, shown: Callable[[str], str] = plain_line
    ) -> str:
        """The result in a sentence; `shown` makes a label fit for where it stands."""
        return ending(debate, result, self._words, self._k, shown)

    def history(self, views: Sequence[View], troubles: Mapping[int, str]) -> tuple[str, ...]:
        """Closed debates, a line each, as many messages as they need; where a result could not be
        posted, with what is in the way.
        """
        if not views:
            return (self._say("history.none"),)
        rows = [self._say("history.title")]
        for view in views:
            debate = view.debate
            ending = self.ending(debate, view.result) if view.result else ""
            when = exact(debate.closed_at or debate.due_at)
            rows.append(
                self._say(
                    "history.line",
                    id=debate.id,
                    motion=plain_line(debate.motion, 300),
                    ending=ending,
                    when=when,
                )
            )
            if why := troubles.get(debate.id):
                rows[-1] += "\n  " + self._say("unshown", why=why)
        return pack(rows)

    def planned(self, debates: Sequence[Debate]) -> tuple[str, ...]:
        """Scheduled debates, a line each."""
        rows = [
            self._say(
                "planned_line",
                id=debate.id,
                motion=plain_line(debate.motion, 200),
                format=self._format(debate, "name"),
                when=exact(debate.opened_at),
                place=f"<#{debate.place}>",
            )
            + (" " + self._say("every", days=debate.repeat_days) if debate.repeat_days else "")
            for debate in reversed(debates)
        ]
        return (
            pack([self._say("planned_title"), *rows]) if rows else (self._say("nothing_planned"),)
        )

    def _state(self, debate: Debate) -> list[str]:
        moment = {
            State.SCHEDULED: debate.opened_at,
            State.CLOSED: debate.closed_at or debate.due_at,
        }.get(debate.state, debate.due_at)
        when = {"when": exact(moment), "relative": relative(moment)}
        if debate.state is not State.OPEN:
            return [self._say(f"state.{debate.state}", **when)]
        return [self._open_state(debate, when), *self._what_now(debate)]

    def _open_state(self, debate: Debate, when: Mapping[str, str]) -> str:
        if len(debate.phases) <= 1:
            return self._say("state.open", **when)
        phase = self._format(debate, f"phase.{round_of(debate).name}")
        return self._say(
            "state.phase", phase=phase, n=debate.phase + 1, whole=len(debate.phases), **when
        )

    def _what_now(self, debate: Debate) -> list[str]:
        if not format_of(debate.format).explains_itself:
            return []
        return [self._format(debate, f"what_now.{round_of(debate).name}")]

    def _voting(self, view: View) -> list[str]:
        debate = view.debate
        if view.result:
            return [f"**{self.ending(debate, view.result)}**"]
        if not _runs(debate):
            return []
        is_live = not debate.hidden and format_of(debate.format).may_be_live
        secrecy = self._say("live" if is_live else "hidden")
        return [
            secrecy,
            self._say("turnout_about", n=view.turnout)
            if view.turnout
            else self._say("turnout_few"),
        ]

    def _rules(self, debate: Debate) -> list[str]:
        if not _runs(debate):
            return []
        asked = [*self._eligible(debate.eligibility)]
        if debate.quorum:
            asked.append(self._say("quorum", n=debate.quorum))
        return asked

    def _eligible(self, rule: Eligibility) -> list[str]:
        lines = [self._say("eligible.role", role=f"<@&{rule.role}>")] if rule.role else []
        lines += (
            [self._say("eligible.account", days=rule.account_days)] if rule.account_days else []
        )
        lines += [self._say("eligible.member", days=rule.member_days)] if rule.member_days else []
        return lines

    def _columns(self, debate: Debate) -> tuple[Column, ...]:
        if _runs(debate) and are_arguments_blind(debate):
            return ()
        return tuple(
            Column(self._say(f"points.{side}"), points)
            for side in ("for", "against")
            if (points := self.points(debate.points, side))
        )

    def points(self, points: tuple[Claim, ...], side: str) -> tuple[Point, ...]:
        """The points of one side with their passages in words."""
        return tuple(
            Point(
                point.claim,
                "; ".join(
                    citation_place(self._brief.cite(place), self._wording, self._locale)
                    for place in point.citations
                ),
            )
            for point in points
            if point.side == side
        )

    def argument_pages(self, found: Arguments, each: int) -> list[tuple[Column, ...]]:
        """The article's points and members' cards, side by side, `each` of a side on a page."""
        sides = {
            side: (
                *self.points(found.points, side),
                *(self._card_point(one) for one in found.cards if one.side == side),
            )
            for side in ("for", "against")
        }
        most = max(len(points) for points in sides.values())
        return [
            tuple(
                Column(self._words(f"debate.option.{side}"), points[start : start + each])
                for side, points in sides.items()
            )
            for start in range(0, most, each)
        ]

    def _card_point(self, one: Contribution) -> Point:
        place = (
            citation_place(self._brief.cite(one.citation), self._wording, self._locale)
            if one.citation
            else ""
        )
        source = (
            self._words("debate.sourced", place=place) if place else self._words("debate.unsourced")
        )
        return Point(f"{one.text}", f"[{one.id}] {source}")

    def _labels(self) -> Labels:
        return Labels(self._wording.under("pictures", self._locale))

    def _words(self, key: str, **slots: object) -> str:
        return self._wording.say(key, self._locale, **slots)

    def _format(self, debate: Debate, key: str, **slots: object) -> str:
        """Words that the debate's format has of its own."""
        return self._words(f"formats.{format_of(debate.format).key}.{key}", **slots)

    def _say(self, key: str, **slots: object) -> str:
        return self._words(f"discord.debate.{key}", **slots)


def _runs(debate: Debate) -> bool:
    return debate.state in (State.OPEN, State.PAUSED)


def _shares(view: View) -> dict[str, float]:
    told = shares(view.debate, view.result) if view.result else {}
    return {
        one_line(option.label)[:24]: told[option.key]
        for option in view.debate.options
        if option.key in told
    }


def _percent(share: float | None) -> str:
    return f"{'–':>7}" if share is None else f"{share:>6.1f}%"


def symbol_of(option: Option, place: int) -> str:
    """A sign beside the colour, so that sides are told apart without it."""
    return _SYMBOLS.get(option.key, _OTHERS[place] if place < len(_OTHERS) else "•")
