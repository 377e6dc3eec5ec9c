"""`eyebot kb calibrate | eval | collisions | coverage | diff`: questions are asked and counted."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.workshop.options import AsJson, print_json, progress
from bot.settings import load_settings

if TYPE_CHECKING:
    from bot.evaluation.collisions import Stray
    from bot.workshop.measuring import Calibrated, Evaluated

Folds = Annotated[
    int, typer.Option(min=2, max=50, help="Parts that the asks are left out in, one at a time.")
]


def add_measuring(kb: typer.Typer) -> None:
    """Add the commands that ask questions and count."""
    kb.command("calibrate")(kb_calibrate)
    kb.command("eval")(kb_eval)
    kb.command("collisions")(kb_collisions)
    kb.command("coverage")(kb_coverage)
    kb.command("diff")(kb_diff)


def kb_calibrate(as_json: AsJson = False) -> None:
    """Choose weights and thresholds anew by cross-validation (minutes); writes calibration.json
    beside the knowledge where that is better than the shared one.
    """
    from bot.workshop.measuring import calibrate

    found = calibrate(load_settings().one_pack(), progress)
    if as_json:
        print_json(asdict(found) | {"path": str(found.path)})
        return
    print(_calibrated(found))


def _calibrated(found: Calibrated) -> str:
    names = {
        "answered": "  rightly ranked, answered",
        "near": "  near misses, premises refused",
        "other": "  everything else refused",
    }
    lines = [
        f"unseen phrasings ranked rightly   {found.found:.3f}",
        *(
            f"unseen subjects refused: {scope:10s} {share:.3f}"
            for scope, share in found.refused.items()
        ),
        "unseen phrasings                  own    shared  own, answering as many as shared",
        *(
            f"{names[name]:34s}{own:.3f}  {shared:.3f}   {level:.3f}"
            for name, (own, shared, level) in found.shares.items()
        ),
    ]
    if found.is_kept:
        at = f"answers at {found.answer_at:.3f}, asks back at {found.clarify_at:.3f}"
        lines.append(f"{found.path}: {at}")
    else:
        lines.append(
            f"{found.path}: not kept, for it would refuse less or tell apart worse than the shared"
            " one, which decides; more near misses make it better"
        )
    return "\n".join(lines)


def kb_eval(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Labelled JSONL files; default: the golden ones.")
    ] = None,
    *,
    accept: Annotated[bool, typer.Option(help="Keep this run as the accepted one.")] = False,
    leave_one_out: Annotated[
        bool, typer.Option(help="Also ask each authored phrasing with itself left out (minutes).")
    ] = False,
    entries: Annotated[
        bool, typer.Option("--entries", help="Show every entry, not only those that changed.")
    ] = False,
    plot: Annotated[
        Path | None, typer.Option(help="Draw the reliability plot to this PNG.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure the answers: figures by style, section and entry, confusions, and the difference to
    the accepted run.
    """
    from bot.workshop.measuring import evaluate, evaluation_text

    found = evaluate(
        load_settings().one_pack(),
        files or [],
        progress,
        accept=accept,
        leave_one_out=leave_one_out,
        plot=plot,
    )
    if as_json:
        print_json(_evaluated(found))
    else:
        print(evaluation_text(found, every=entries))
        if plot:
            print(f"plot: {plot}")
    if found.dropped and not accept:
        sys.exit(1)


def _evaluated(found: Evaluated) -> dict[str, object]:
    return {
        "asked": found.asked,
        "figures": found.report.figures(),
        "accepted": dict(found.accepted),
        "dropped": found.dropped,
        "misses": found.report.misses,
        "entries": [asdict(one) for one in found.counted],
        "moved": [asdict(one) for one in found.moved],
        "left_out": found.left_out,
    }


def kb_collisions(folds: Folds = 5, as_json: AsJson = False) -> None:
    """Asks that go astray when they are left out, and to whom: what members will meet who ask in
    words of their own (a minute or two).
    """
    from bot.knowledge.workshop.places import ask_places
    from bot.workshop.measuring import collisions

    settings = load_settings().one_pack()
    found = collisions(settings, folds, progress)
    places = ask_places(settings.knowledge)

    def place(stray: Stray) -> str:
        return places.get((stray.owner.rpartition("/")[2], stray.ask), "")

    if as_json:
        rows = [{**asdict(one), "place": place(one)} for one in found.strays]
        entries = {name: [found.home.get(name, 0), n] for name, n in sorted(found.tried.items())}
        print_json({"strays": rows, "entries": entries})
        return
    for owner in dict.fromkeys(stray.owner for stray in found.strays):
        own = [stray for stray in found.strays if stray.owner == owner]
        of = (
            f"; {found.home[owner]} of {found.tried[owner]} come home"
            if owner in found.tried
            else ""
        )
        print(f"{owner}: {len(own)} astray{of}")
        for stray in own:
            note = " (a sibling on the same passage)" if stray.is_sibling else ""
            what = f"refused as {stray.to}" if stray.is_refused else f"to {stray.to}"
            print(f"  {place(stray) or '(title)'}: {stray.ask!r} {what}{note}")
    whole, home = sum(found.tried.values()), sum(found.home.values())
    print(f"eyebot: {home} of {whole} asks find their own entry when they are left out")


def kb_coverage(
    folds: Folds = 5,
    quick: Annotated[bool, typer.Option("--quick", help="Leave no ask out: seconds.")] = False,
    as_json: AsJson = False,
) -> None:
    """Passages without an entry, and entries that nothing reaches."""
    from bot.workshop.measuring import coverage

    found = coverage(load_settings().one_pack(), 0 if quick else folds, progress)
    if as_json:
        print_json(asdict(found))
        return
    for names, what in (
        (found.bare, "passages without an entry"),
        (found.unasked, "passages that no golden question is about"),
        (found.unreached, "entries that none of their asks finds when it is left out"),
        (found.weak, "entries that fewer than half of their asks find"),
        (found.unlinked, "entries that nothing leads to but being asked for"),
    ):
        print(f"{what}: {len(names) or 'none'}")
        for name in names:
            print(f"  {name}")
    print(f"eyebot: {found.passages} passages, {found.entries} entries")


def kb_diff(
    old: Annotated[Path, typer.Argument(help="A pack's folder.")],
    new: Annotated[Path | None, typer.Argument(help="Another; default: the one in force.")] = None,
    questions: Annotated[
        list[Path] | None, typer.Option(help="More labelled questions to ask; several times.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Questions whose answer changes from one pack to another, entry by entry: the golden ones of
    both, and the phrasings that only one of them has.
    """
    from bot.evaluation.by_entry import line_of
    from bot.workshop.measuring import difference

    settings = load_settings().one_pack()
    found = difference(settings, old, new or settings.knowledge, questions or [], progress)
    if as_json:
        rows = [
            {"entry": name, "lost": lost, "won": won} for name, lost, won in found.lost_and_won()
        ]
        print_json(asdict(found) | {"entries": rows})
        return
    for what, names in (("gone", found.gone), ("new", found.new), ("reworded", found.reworded)):
        if names:
            print(f"{what}: {', '.join(names)}")
    if found.moves:
        print(f"{'entry':42s} {'loses':>6s} {'wins':>6s}")
        for name, lost, won in found.lost_and_won():
            print(f"{name:42s} {lost:6d} {won:6d}")
        print()
    for move in found.moves:
        print(line_of(move))
    print(f"eyebot: {len(found.moves)} of {found.asked} questions have another answer")
