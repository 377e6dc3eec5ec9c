"""A debate as it may be seen now -> the card its message shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.adapters.discord.debate_render import Card, Column, Point, member_text
from bot.adapters.discord.debate_views import Button
from bot.adapters.discord.render import citation_place, pack
from bot.adapters.discord.text import one_line, plain_line
from bot.adapters.discord.when import exact, relative
from bot.debate.models import Debate, Eligibility, Option, Result, State, View
from bot.debate.models import Point as Claim
from bot.services.brief import BriefService
from bot.services.cards import Bar, BarsCard
from bot.wording import Wording

_SYMBOLS = {"for": "▲", "against": "▼", "undecided": "◆"}
_OTHERS = "ABCDEFGHIJ"
_STYLES = {"for": "success", "against": "danger"}
_BAR = 14


class Cards:
    """Draws cards and their buttons in one language."""

    def __init__(self, brief: BriefService, wording: Wording, locale: str = "en") -> None:
        self._brief = brief
        self._wording = wording
        self._locale = locale

    def card(self, view: View, picture: str = "") -> Card:
        """The whole card."""
        debate = view.debate
        lines = [*self._state(debate), *self._voting(view), *self._rules(debate)]
        sections = []
        if debate.conclusion:
            sections.append((self._say("conclusion"), member_text(debate.conclusion)))
        footer = self._say("footer_open") if debate.state in (State.OPEN, State.PAUSED) else self._say("footer_closed")
        return Card(
            debate.motion,
            tuple(lines),
            columns=self._columns(debate),
            table=self.table(view),
            footer=f"{footer} · {self._say('number', id=debate.id)}",
            picture=picture,
            sections=tuple(sections),
        )

    def buttons(self, debate: Debate) -> tuple[Button, ...]:
        """One button an option, then the member's own vote; none once it is over."""
        if debate.state not in (State.OPEN, State.PAUSED):
            return ()
        votes = [
            Button(option.label, "vote", option.key, _STYLES.get(option.key, "primary"), row=n // 5, emoji=None)
            for n, option in enumerate(debate.options)
        ]
        row = (len(votes) + 4) // 5
        return (
            *votes,
            Button(self._say("mine_button"), "mine", row=row),
            Button(self._say("withdraw_button"), "withdraw", row=row),
        )

    def table(self, view: View) -> str:
        """Counts as fixed-width lines with symbols and bars; empty while they may not be seen."""
        counts = view.result.counts if view.result else view.live
        total = sum(counts.values()) if counts else 0
        if not counts or not total:
            return ""
        names = {option.key: f"{symbol_of(option, n)} {option.label[:24]}" for n, option in enumerate(view.debate.options)}
        width = max(len(name) for name in names.values())
        return "\n".join(
            f"{name:<{width}} {counts.get(key, 0):>5} {counts.get(key, 0) / total:>6.1%} {'█' * round(_BAR * counts.get(key, 0) / total)}"
            for key, name in names.items()
        )

    def bars(self, view: View) -> BarsCard | None:
        """The picture's numbers; None while there are none to publish."""
        result = view.result
        total = sum(result.counts.values()) if result else 0
        if result is None or not total:
            return None
        most = max(result.counts.values())
        bars = tuple(
            Bar(option.label, votes, votes / total, leads=votes == most)
            for option in view.debate.options
            for votes in (result.counts.get(option.key, 0),)
        )
        return BarsCard(view.debate.motion, self.headline(view), bars, self._say("number", id=view.debate.id))

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

    def ending(self, debate: Debate, result: Result, shown: Callable[[str], str] = plain_line) -> str:
        """The result in a sentence; `shown` makes a label fit for where it stands."""
        winner = next((shown(option.label) for option in debate.options if option.key == result.winner), "")
        return self._say(
            f"ending.{result.ending}", winner=winner, margin=result.margin, turnout=result.turnout or 0, quorum=debate.quorum
        )

    def history(self, views: Sequence[View]) -> tuple[str, ...]:
        """Closed debates, a line each, as many messages as they need."""
        if not views:
            return (self._say("history.none"),)
        rows = [self._say("history.title")]
        for view in views:
            debate = view.debate
            ending = self.ending(debate, view.result) if view.result else ""
            when = exact(debate.closed_at or debate.due_at)
            rows.append(self._say("history.line", id=debate.id, motion=plain_line(debate.motion, 300), ending=ending, when=when))
        return pack(rows)

    def _state(self, debate: Debate) -> list[str]:
        match debate.state:
            case State.OPEN:
                return [self._say("state.open", when=exact(debate.due_at), relative=relative(debate.due_at))]
            case State.PAUSED:
                return [self._say("state.paused")]
            case State.CLOSED:
                return [self._say("state.closed", when=exact(debate.closed_at or debate.due_at))]
            case _:
                return [self._say("state.cancelled")]

    def _voting(self, view: View) -> list[str]:
        debate = view.debate
        if view.result:
            return [f"**{self.ending(debate, view.result)}**"]
        if debate.state is State.CANCELLED:
            return []
        secrecy = self._say("hidden" if debate.hidden else "live")
        return [secrecy, self._say("turnout_about", n=view.turnout) if view.turnout else self._say("turnout_few")]

    def _rules(self, debate: Debate) -> list[str]:
        if debate.state not in (State.OPEN, State.PAUSED):
            return []
        asked = [*self._eligible(debate.eligibility)]
        if debate.quorum:
            asked.append(self._say("quorum", n=debate.quorum))
        return asked

    def _eligible(self, rule: Eligibility) -> list[str]:
        lines = [self._say("eligible.role", role=f"<@&{rule.role}>")] if rule.role else []
        lines += [self._say("eligible.account", days=rule.account_days)] if rule.account_days else []
        lines += [self._say("eligible.member", days=rule.member_days)] if rule.member_days else []
        return lines

    def _columns(self, debate: Debate) -> tuple[Column, ...]:
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
                "; ".join(citation_place(self._brief.cite(place), self._wording, self._locale) for place in point.citations),
            )
            for point in points
            if point.side == side
        )

    def _say(self, key: str, **slots: object) -> str:
        return self._wording.say(f"discord.debate.{key}", self._locale, **slots)


def _shares(view: View) -> dict[str, float]:
    counts = view.result.counts if view.result else {}
    total = sum(counts.values())
    return {one_line(option.label)[:24]: 100 * counts.get(option.key, 0) / total for option in view.debate.options if total}


def _percent(share: float | None) -> str:
    return f"{'–':>7}" if share is None else f"{share:>6.1f}%"


def symbol_of(option: Option, place: int) -> str:
    """A sign beside the colour, so that sides are told apart without it."""
    return _SYMBOLS.get(option.key, _OTHERS[place] if place < len(_OTHERS) else "•")
