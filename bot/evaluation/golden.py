"""Labelled questions -> figures: how often the right passage leads, what is refused rightly, by
style and section, and what was confused.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.dialogue.replies import Outcome, Reply
from bot.errors import SetUpError
from bot.evaluation.batch import Asks, read_questions
from bot.knowledge.checking.labelled import labelled_findings

_START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Case:
    """A question with its label and the reply it got."""

    question: str
    label: Mapping[str, Any]
    reply: Reply
    key: str = ""
    """Names the question from run to run: its file, its id and its turn."""

    @property
    def right(self) -> frozenset[str]:
        """Passages a right answer may cite."""
        return frozenset(self.label.get("gold") or ()) | frozenset(self.label.get("also") or ())

    @property
    def given(self) -> str:
        """The entry that answered; empty where none did."""
        answers = self.reply.answers if self.reply.outcome is Outcome.ANSWER else ()
        return answers[0].entry if answers else ""

    @property
    def cited(self) -> frozenset[str]:
        """Passages the first answer cites."""
        answers = self.reply.answers if self.reply.outcome is Outcome.ANSWER else ()
        return frozenset(c.locator for c in answers[0].citations) if answers else frozenset()


@dataclass(slots=True)
class Report:
    """Shares by name, with their counts, and what went wrong."""

    good: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)

    def tally(self, name: str, *, good: bool) -> None:
        """Count one case under a figure."""
        self.total[name] += 1
        self.good[name] += good

    def figures(self) -> dict[str, float]:
        """Every figure, 0-1."""
        return {
            name: round(self.good[name] / total, 4) for name, total in sorted(self.total.items())
        }


def ask_all(ask: Asks, files: Sequence[Path]) -> list[Case]:
    """Every question of the files, dialogues turn by turn. Raises SetUpError for a label that can't
    be measured by, and where there is no question at all.
    """
    cases: list[Case] = []
    for path in files:
        if wrong := labelled_findings(path):
            raise SetUpError("\n".join(map(str, wrong)))
        for number, row in read_questions(path):
            listed = row.get("turns")
            turns: list[Any] = listed if isinstance(listed, list) else [row]
            for turn, label in enumerate(turns):
                # A turn is a label too.
                if listed:
                    label = {"style": "turn", "kind": "turn", **label}  # noqa: PLW2901
                now = _START + turn * timedelta(seconds=20)
                reply = ask(label["q"], member=f"{path.name}-{number}", place="evaluation", now=now)
                key = f"{path.stem}:{row.get('id', number)}" + (f":{turn}" if listed else "")
                cases.append(Case(label["q"], label, reply, key))
    if not cases:
        raise SetUpError("no labelled question to ask; name files that hold some")
    return cases


def measure(cases: Sequence[Case]) -> Report:
    """The figures of many cases."""
    report = Report()
    for case in cases:
        if case.label.get("gold"):
            _in_scope(case, report)
        elif not case.label.get("also"):
            _out_of_scope(case, report)
    return report


def _in_scope(case: Case, report: Report) -> None:
    style = case.label.get("style", "plain")
    family = "dialogue turns" if style == "turn" else "in scope"
    hit = bool(case.cited & case.right)
    report.tally(f"{family}: hit@1", good=hit)
    report.tally(f"{family}: answered", good=bool(case.cited))
    if style != "turn":
        report.tally(f"style {style}: hit@1", good=hit)
        report.tally(f"section {case.label['gold'][0].split(':')[0]}: hit@1", good=hit)
    if named := case.label.get("entry"):
        report.tally("in scope: right entry", good=case.given in named)
    if case.cited:
        for locator in case.cited:
            report.tally("citation precision", good=locator in case.right)
    if every := case.label.get("gold_all"):
        shown = frozenset(c.locator for answer in case.reply.answers for c in answer.citations)
        whole = all(shown & set(group) for group in every)
        report.tally("compound answered whole", good=whole)
        hit = hit and whole
    if not hit:
        found = case.reply.answers[0].entry if case.cited else str(case.reply.outcome)
        report.misses.append(
            f"{case.question!r}: {found} {sorted(case.cited)}, want {case.label['gold']}"
        )
        report.confusions[case.label["gold"][0], found] += 1


def _out_of_scope(case: Case, report: Report) -> None:
    kind = case.label.get("kind", "turn")
    wrong = bool(case.cited) and not (
        kind == "false-premise" and case.cited & set(case.label.get("ok_cite") or ())
    )
    report.tally(f"refused {kind}", good=not wrong)
    if kind == "smalltalk":
        report.tally("small talk answered as chat", good=case.reply.outcome is Outcome.CHAT)
    if wrong:
        report.misses.append(
            f"{case.question!r} ({kind}): answered with {case.reply.answers[0].entry} "
            f"{sorted(case.cited)}"
        )


def table(report: Report, accepted: Mapping[str, float]) -> str:
    """The figures as text, each beside the accepted one."""
    lines = [f"{'figure':42s} {'now':>6s} {'accepted':>9s}"]
    for name, figure in report.figures().items():
        before = f"{accepted[name]:9.3f}" if name in accepted else f"{'new':>9s}"
        mark = "  DROPPED" if name in accepted and figure < accepted[name] - 1e-9 else ""
        lines.append(
            f"{name:42s} {figure:6.3f} {before}  ({report.good[name]}/{report.total[name]}){mark}"
        )
    return "\n".join(lines)


def dropped(report: Report, accepted: Mapping[str, float]) -> list[str]:
    """The figures that fell below the accepted run."""
    figures = report.figures()
    return [
        name
        for name, before in accepted.items()
        if name in figures and figures[name] < before - 1e-9
    ]


def by_first(report: Report) -> dict[str, list[str]]:
    """Confusions grouped by what was wanted."""
    found: dict[str, list[str]] = defaultdict(list)
    for (wanted, got), count in report.confusions.most_common():
        found[wanted].append(f"{got} x{count}")
    return found
