"""A debate as it may be seen now -> what its message shows."""

from __future__ import annotations

from dataclasses import replace

from bot.adapters.discord.debate.components.buttons import debate_buttons, result_buttons
from bot.adapters.discord.debate.message.card import Card, SourcedLine
from bot.adapters.discord.debate.message.strip import phase_strip
from bot.adapters.discord.debate.message.symbols import LISTED, symbol_of
from bot.adapters.discord.debate.message.words import DebateWords
from bot.adapters.discord.floor.look import Accent
from bot.adapters.discord.floor.text import plain_line, quoted
from bot.adapters.discord.floor.when import exact, relative
from bot.debate.formats import (
    OneOf,
    are_arguments_blind,
    ballot_of,
    format_of,
    is_held_elsewhere,
    round_of,
    takes_statements,
)
from bot.debate.models import Debate, Eligibility, State, View
from bot.debate.rules import LONGEST_CONCLUSION
from bot.results.details import details
from bot.results.picture_models import PictureModel
from bot.results.result_models import result_model
from bot.results.result_text import moved_line, needed_votes

_BAR = 10
_SHARE_NAME = 18
_SIDES = ("for", "against")


class DebateMessage(DebateWords):
    """A debate's message in one language."""

    def card(self, view: View, result_link: str = "") -> Card:
        """The message of a debate that is planned, runs or is over; the result stands in a message
        of its own.
        """
        debate = view.debate
        runs = _runs(debate)
        lines = [*self._state(debate, result_link), *(self._so_far(view) if runs else ())]
        return Card(
            debate.motion,
            tuple(lines),
            table=self.tally(view) if runs else "",
            points=self._points(debate) if runs else (),
            notes=self._notes(debate) if runs else (self.number(debate),),
            rows=debate_buttons(debate, self.words) if runs else (),
            accent=Accent.OPEN if runs else Accent.CLOSED,
        )

    def result_card(
        self, view: View, picture: str = "", alt: str = "", ping: str = "", trend: str = ""
    ) -> Card:
        """The result: who won by how much, in a sentence and a picture; `trend` is how a series
        went on.
        """
        debate, result = view.debate, view.result
        lines = [_with_bold_lead(self.ending(debate, result))] if result else []
        if result and (moved := moved_line(result, self.words, _shown)):
            lines.append(moved)
        lines += [trend] if trend else []
        if debate.conclusion:
            lines += [f"**{self.of_debate('conclusion')}**", member_text(debate.conclusion)]
        notes = [self.number(debate)]
        return Card(
            debate.motion,
            tuple(lines),
            picture=picture,
            alt=alt,
            notes=(*([f"<@&{ping}>"] if ping else ()), *notes),
            rows=result_buttons(debate, self.words, has_details=bool(self.figures(view))),
            accent=Accent.RESULT,
        )

    def figures(self, view: View) -> str:
        """Every published number of a result, in lines that a phone shows whole."""
        if view.result is None:
            return ""
        return "\n".join(details(view.debate, view.result, self.labels()))

    def tally(self, view: View) -> str:
        """The live tally as bars; empty while it may not be seen."""
        counts = view.live
        total = sum(counts.values()) if counts else 0
        if not counts or not total:
            return ""
        names = {
            option.key: f"{symbol_of(option, n, self.words)} {option.label[:_SHARE_NAME]}"
            for n, option in enumerate(view.debate.options)
        }
        width = max(len(name) for name in names.values())
        lines = []
        for key, name in names.items():
            share = counts.get(key, 0) / total
            lines.append(f"{name:<{width}} {share:>4.0%} {'█' * round(_BAR * share)}".rstrip())
        return "\n".join(lines)

    def picture(self, view: View) -> PictureModel | None:
        """The picture's numbers; None while there are none to publish. How it ended and on which
        motion stands above the picture and not in it again.
        """
        model = result_model(view.debate, view.result, self.labels()) if view.result else None
        return replace(model, title="", headline="") if model else None

    def number(self, debate: Debate) -> str:
        """`debate 7`, and how votes are counted; a preview has no number yet."""
        footer = self.of_format(debate, "footer_open" if _runs(debate) else "footer_closed")
        if not debate.id:
            return footer
        return f"{footer} · {self.of_debate('number', id=debate.id)}"

    def need(self, debate: Debate) -> str:
        """What it takes for a result to be shown; said from the start, so that nobody waits for
        one in vain.
        """
        needed = needed_votes(debate, self._k)
        return self.words(f"moderate.need.{needed.kind}", n=needed.least, all=needed.alike)

    def _state(self, debate: Debate, result_link: str) -> list[str]:
        moment = {
            State.SCHEDULED: debate.opened_at,
            State.CLOSED: debate.closed_at or debate.due_at,
        }.get(debate.state, debate.due_at)
        when = {"when": exact(moment), "relative": relative(moment)}
        if debate.state is not State.OPEN:
            lines = [self.of_debate(f"state.{debate.state}", **when)]
            if debate.state is State.CLOSED:
                key = "moderate.card.result" if result_link else "moderate.card.counting"
                lines.append(self.words(key, link=result_link))
            if debate.state is State.PAUSED:
                lines.insert(0, phase_strip(self, debate))
            return lines
        return [
            phase_strip(self, debate),
            self.open_state(debate),
            *self._what_now(debate),
            *_options(debate),
        ]

    def _what_now(self, debate: Debate) -> list[str]:
        if not format_of(debate.format).explains_itself:
            return []
        return [self.of_format(debate, f"what_now.{round_of(debate).name}")]

    def _so_far(self, view: View) -> list[str]:
        """How many have voted, and how many it takes."""
        if is_held_elsewhere(view.debate):
            return []
        turnout = (
            self.of_debate("turnout_about", n=view.turnout)
            if view.turnout
            else self.of_debate("turnout_few")
        )
        asked = [*self._eligible(view.debate.eligibility)]
        if view.debate.quorum:
            asked.append(self.of_debate("quorum", n=view.debate.quorum))
        return [turnout, *asked]

    def _notes(self, debate: Debate) -> tuple[str, ...]:
        is_live = not debate.hidden and format_of(debate.format).may_be_live
        secrecy = self.of_debate("live" if is_live else "hidden")
        return (secrecy, self.need(debate), self.number(debate))

    def _eligible(self, rule: Eligibility) -> list[str]:
        lines = [self.of_debate("eligible.role", role=f"<@&{rule.role}>")] if rule.role else []
        lines += (
            [
                self.of_debate(
                    _days("eligible.account_one", "eligible.account", rule.account_days),
                    days=rule.account_days,
                )
            ]
            if rule.account_days
            else []
        )
        lines += (
            [
                self.of_debate(
                    _days("eligible.member_one", "eligible.member", rule.member_days),
                    days=rule.member_days,
                )
            ]
            if rule.member_days
            else []
        )
        return lines

    def _points(self, debate: Debate) -> tuple[SourcedLine, ...]:
        """The article's strongest point for either side; the others are behind "Arguments"."""
        if are_arguments_blind(debate):
            return ()
        found = (next((one for one in debate.points if one.side == side), None) for side in _SIDES)
        symbols = {
            option.key: symbol_of(option, n, self.words) for n, option in enumerate(debate.options)
        }
        return tuple(
            SourcedLine(
                f"{symbols.get(one.side, '')} {one.claim}".strip(),
                "; ".join(self.linked_passage(place) for place in one.citations),
            )
            for one in found
            if one
        )


def member_text(text: str, limit: int = LONGEST_CONCLUSION) -> str:
    """A member's words as a quotation, literally."""
    return quoted(text, limit)


def _days(one: str, more: str, days: int) -> str:
    return one if days == 1 else more


def _shown(text: str) -> str:
    return plain_line(text, 500)


def _runs(debate: Debate) -> bool:
    return debate.state in (State.OPEN, State.PAUSED)


def _options(debate: Debate) -> list[str]:
    """Those that stand on no button, because the ballot is filled in in private."""
    if (
        isinstance(ballot_of(debate), OneOf)
        or is_held_elsewhere(debate)
        or takes_statements(debate)
    ):
        return []
    return [f"{LISTED}{plain_line(option.label)}" for option in debate.options]


def _with_bold_lead(text: str) -> str:
    """The first sentence bold, and not what is to be known besides; a quotation is one part of its
    sentence.
    """
    for end, character in enumerate(text):
        lead = text[: end + 1]
        if (
            character == "."
            and text[end + 1 :].startswith(" ")
            and lead.count("“") == lead.count("”")
        ):
            return f"**{lead}**{text[end + 1 :]}"
    return f"**{text}**"
