"""A debate as it may be seen now -> what its message shows."""

from __future__ import annotations

from collections.abc import Mapping

from bot.adapters.discord.debate.message.arguments import point_columns
from bot.adapters.discord.debate.message.embed import Column, EmbedContent, member_text
from bot.adapters.discord.debate.message.words import DebateWords
from bot.adapters.discord.floor.text import plain_line
from bot.adapters.discord.floor.when import exact, relative
from bot.debate.formats import are_arguments_blind, format_of, round_of
from bot.debate.models import Debate, Eligibility, Option, State, View
from bot.results.picture_models import PictureModel
from bot.results.result_models import result_model
from bot.results.result_text import figures, moved_line

_SYMBOLS = {"for": "▲", "against": "▼", "undecided": "◆"}
_OTHERS = "ABCDEFGHIJ"
_BAR = 14
_NAME = 28
"""Columns of a name in a table: on a phone a code block shows some fifty."""


class DebateMessage(DebateWords):
    """A debate's message in one language."""

    def content(self, view: View, picture: str = "") -> EmbedContent:
        """Everything the message shows; `picture` is the name of its file."""
        debate = view.debate
        lines = [*self._state(debate), *self._voting(view), *self._rules(debate)]
        sections = []
        if view.result and (moved := moved_line(view.result, self.words, plain_line)):
            lines.append(moved)
        if debate.conclusion:
            sections.append((self.of_debate("conclusion"), member_text(debate.conclusion)))
        footer = self.of_format(debate, "footer_open" if _runs(debate) else "footer_closed")
        return EmbedContent(
            debate.motion,
            tuple(lines),
            columns=self._columns(debate),
            table=self.table(view),
            footer=f"{footer} · {self.of_debate('number', id=debate.id)}",
            picture=picture,
            sections=tuple(sections),
        )

    def table(self, view: View) -> str:
        """Counts as fixed-width lines with symbols and bars; empty while they may not be seen."""
        if view.result and (view.result.swing or not view.result.counts):
            return "\n".join(figures(view.debate, view.result, self.labels(), _NAME))
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

    def picture(self, view: View) -> PictureModel | None:
        """The picture's numbers; None while there are none to publish."""
        return result_model(view.debate, view.result, self.labels()) if view.result else None

    def _state(self, debate: Debate) -> list[str]:
        moment = {
            State.SCHEDULED: debate.opened_at,
            State.CLOSED: debate.closed_at or debate.due_at,
        }.get(debate.state, debate.due_at)
        when = {"when": exact(moment), "relative": relative(moment)}
        if debate.state is not State.OPEN:
            return [self.of_debate(f"state.{debate.state}", **when)]
        return [self._open_state(debate, when), *self._what_now(debate)]

    def _open_state(self, debate: Debate, when: Mapping[str, str]) -> str:
        if len(debate.phases) <= 1:
            return self.of_debate("state.open", **when)
        phase = self.of_format(debate, f"phase.{round_of(debate).name}")
        return self.of_debate(
            "state.phase", phase=phase, n=debate.phase + 1, whole=len(debate.phases), **when
        )

    def _what_now(self, debate: Debate) -> list[str]:
        if not format_of(debate.format).explains_itself:
            return []
        return [self.of_format(debate, f"what_now.{round_of(debate).name}")]

    def _voting(self, view: View) -> list[str]:
        debate = view.debate
        if view.result:
            return [f"**{self.ending(debate, view.result)}**"]
        if not _runs(debate):
            return []
        is_live = not debate.hidden and format_of(debate.format).may_be_live
        secrecy = self.of_debate("live" if is_live else "hidden")
        return [
            secrecy,
            self.of_debate("turnout_about", n=view.turnout)
            if view.turnout
            else self.of_debate("turnout_few"),
        ]

    def _rules(self, debate: Debate) -> list[str]:
        if not _runs(debate):
            return []
        asked = [*self._eligible(debate.eligibility)]
        if debate.quorum:
            asked.append(self.of_debate("quorum", n=debate.quorum))
        return asked

    def _eligible(self, rule: Eligibility) -> list[str]:
        lines = [self.of_debate("eligible.role", role=f"<@&{rule.role}>")] if rule.role else []
        lines += (
            [self.of_debate("eligible.account", days=rule.account_days)]
            if rule.account_days
            else []
        )
        lines += (
            [self.of_debate("eligible.member", days=rule.member_days)] if rule.member_days else []
        )
        return lines

    def _columns(self, debate: Debate) -> tuple[Column, ...]:
        if _runs(debate) and are_arguments_blind(debate):
            return ()
        return point_columns(self, debate.points)


def _runs(debate: Debate) -> bool:
    return debate.state in (State.OPEN, State.PAUSED)


def symbol_of(option: Option, number: int) -> str:
    """A sign beside the colour, so that sides are told apart without it."""
    return _SYMBOLS.get(option.key, _OTHERS[number] if number < len(_OTHERS) else "•")
