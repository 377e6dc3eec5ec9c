"""What is measured by asking: calibration, labelled questions, asks left out, two packs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.articles import build_ask
from bot.errors import SetUpError
from bot.evaluation import by_entry
from bot.evaluation.batch import read_questions
from bot.evaluation.collisions import Collisions, collide
from bot.evaluation.coverage import Coverage, cover
from bot.evaluation.difference import Difference, changed_asks
from bot.evaluation.difference import compare as compare_packs
from bot.evaluation.golden import (
    Case,
    Report,
    ask_all,
    by_first,
    dropped,
    measure,
    table,
)
from bot.evaluation.reliability import as_text, reliability
from bot.knowledge.loader import load
from bot.retrieval.calibration import Calibration
from bot.retrieval.learning.tune import compare, tune
from bot.retrieval.retriever import passages_of
from bot.services.asking.ask import AskService
from bot.settings import Settings

_WHENEVER = datetime(2026, 1, 1, tzinfo=UTC)
Tell = Callable[[str], None]
"""Given how far long work has come."""


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What `kb calibrate` found: shares of unseen phrasings (own, shared, own where it answers as
    many), by what they are.
    """

    found: float
    refused: Mapping[str, float]
    shares: Mapping[str, tuple[float, ...]]
    path: Path
    is_kept: bool
    answer_at: float
    clarify_at: float


def calibrate(settings: Settings, tell: Tell) -> Calibrated:
    """Choose the calibration of the knowledge anew and keep it if it is better than the shared
    one.
    """
    knowledge = load(settings.knowledge)
    tell("asking every phrasing with itself left out (a minute or two)")
    tuning = tune(knowledge, embedding=settings.embedding)
    tell("comparing with the shared calibration")
    found = compare(
        tuning.cases, passages_of(knowledge), Calibration.load(settings.shared_calibration)
    )
    kept, at = settings.own_calibration, tuning.calibration
    if found.is_better:
        at.save(kept)
    else:
        kept.unlink(missing_ok=True)
    return Calibrated(
        tuning.found,
        {str(scope): share for scope, share in tuning.refused.items()},
        {
            name: (
                getattr(found.own, name),
                getattr(found.shared, name),
                getattr(found.level, name),
            )
            for name in ("answered", "near", "other")
        },
        kept,
        found.is_better,
        at.answer_at,
        at.clarify_at,
    )


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A run over labelled questions, beside the accepted one."""

    report: Report
    accepted: Mapping[str, float]
    moved: Sequence[by_entry.Move]
    counted: Sequence[by_entry.EntryCount]
    has_accepted_entries: bool
    reliability: str
    left_out: float | None
    asked: int

    @property
    def dropped(self) -> list[str]:
        """Figures below the accepted run."""
        return dropped(self.report, self.accepted)


def evaluate(
    settings: Settings,
    files: Sequence[Path],
    tell: Tell,
    *,
    accept: bool,
    leave_one_out: bool,
    plot: Path | None = None,
) -> Evaluated:
    """Measure labelled questions; `plot` is a file to draw to. Raises SetUpError where there is
    none to ask.
    """
    golden = settings.knowledge / "golden"
    files = files or sorted(golden.glob("*.jsonl"))
    if not files:
        raise SetUpError(f"{golden}: no labelled questions; write some, or name files of your own")
    ask = build_ask(settings, lambda: tell("learning the questions"))
    tell(f"asking the questions of {len(files)} files")
    cases = ask_all(ask.ask, files)
    report = measure(cases)
    kept = golden / settings.own_calibration.name.replace("calibration", "accepted")
    entries = kept.with_name(f"{kept.stem}-entries.json")
    accepted, given = _read(kept), _read(entries)
    passages = passages_of(ask.knowledge)
    bins = reliability(cases, ask.retriever, passages)
    if plot:
        from bot.pictures.reliability import draw_reliability  # noqa: PLC0415  # loads matplotlib

        draw_reliability(bins, plot)
    left_out = None
    if leave_one_out:
        tell("asking every phrasing with itself left out (20 folds, minutes)")
        left_out = tune(ask.knowledge, folds=20, embedding=settings.embedding).found
    if accept:
        golden.mkdir(exist_ok=True)
        _write(kept, report.figures())
        _write(entries, by_entry.answers_of(cases))
    return Evaluated(
        report,
        accepted,
        by_entry.moves(cases, given, passages),
        by_entry.counts(cases, given, passages),
        bool(given),
        as_text(bins),
        left_out,
        len(cases),
    )


def evaluation_text(found: Evaluated, *, every: bool) -> str:
    """The run as people read it; with `every` all entries, not only those that changed."""
    report = found.report
    parts = [table(report, found.accepted)]
    if not found.has_accepted_entries:
        parts.append("no accepted run by entry yet; --accept keeps one")
    if lines := by_entry.as_text(found.moved, found.counted, every=every):
        parts.append(lines)
    if report.misses:
        parts.append("misses\n" + "\n".join(f"  {miss}" for miss in report.misses))
    if confused := by_first(report):
        lines = "\n".join(
            f"  {wanted}: {', '.join(given)}" for wanted, given in sorted(confused.items())
        )
        parts.append(f"confusions: wanted, then what was given\n{lines}")
    parts.append(found.reliability)
    if found.left_out is not None:
        parts.append(
            "authored phrasings asked with themselves left out (20 folds): "
            f"hit@1 {found.left_out:.3f}"
        )
    return "\n\n".join(parts)


def collisions(settings: Settings, folds: int, tell: Tell) -> Collisions:
    """The pack's asks that go astray when they are left out."""
    knowledge = load(settings.knowledge)
    calibration = Calibration.load(settings.calibration)
    return collide(knowledge, calibration, settings.embedding, folds, tell)


def coverage(settings: Settings, folds: int, tell: Tell) -> Coverage:
    """What the pack leaves out; with no folds nothing is learned and no ask left out."""
    knowledge = load(settings.knowledge)
    found = collisions(settings, folds, tell) if folds else Collisions((), {}, {})
    labelled: set[str] = set()
    for path in sorted((settings.knowledge / "golden").glob("*.jsonl")):
        for _, row in read_questions(path):
            turns = row.get("turns")
            labels: list[Any] = turns if isinstance(turns, list) else [row]
            for label in labels:
                labelled |= {*(label.get("gold") or ()), *(label.get("also") or ())}
    return cover(knowledge, labelled, found.tried, found.home)


def difference(
    settings: Settings, old: Path, new: Path, files: Sequence[Path], tell: Tell
) -> Difference:
    """Ask both packs the labelled questions of either, those of `files`, and every phrasing that
    only one of the two has. Raises SetUpError where there is nothing to ask.
    """
    services = [_service(settings, pack, tell) for pack in (old, new)]
    golden = {
        path.name: path for pack in (old, new) for path in sorted((pack / "golden").glob("*.jsonl"))
    }
    asked = [*files, *golden.values()]
    extra = changed_asks(*(service.knowledge for service in services))
    if not asked and not extra:
        raise SetUpError(
            f"{new}: nothing to ask: both packs have the same asks and neither has golden"
            " questions; name a file of questions"
        )
    runs = []
    for service, name in zip(services, ("the old pack", "the new pack"), strict=True):
        tell(f"asking {name}")
        cases = ask_all(service.ask, asked) if asked else []
        runs.append([*cases, *_plain(service, extra)])
    return compare_packs(services[0].knowledge, services[1].knowledge, *runs)


def _service(settings: Settings, pack: Path, tell: Tell) -> AskService:
    own = settings.model_copy(update={"knowledge": pack})
    return build_ask(own, lambda: tell(f"learning {pack}"))


def _plain(service: AskService, questions: Sequence[str]) -> list[Case]:
    """Questions without a label."""
    return [
        Case(text, {}, service.ask(text, member=f"ask-{n}", place="difference", now=_WHENEVER))
        for n, text in enumerate(questions)
    ]


def _read(path: Path) -> dict[str, Any]:
    """An accepted run; empty where none was kept."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def _write(path: Path, rows: Mapping[str, object]) -> None:
    path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
