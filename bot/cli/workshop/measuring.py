"""`eyebot kb calibrate | eval`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.settings import load_settings


def add_measuring(kb: typer.Typer) -> None:
    """Add the commands that ask questions and count."""
    kb.command("calibrate")(kb_calibrate)
    kb.command("eval")(kb_eval)


def kb_calibrate() -> None:
    """Choose weights and thresholds anew by cross-validation (minutes); writes calibration.json
    beside the knowledge.
    """
    from bot.app import calibrate

    print(calibrate(load_settings()))


def kb_eval(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Labelled JSONL files; default: the golden ones.")
    ] = None,
    accept: Annotated[bool, typer.Option(help="Keep this run as the accepted one.")] = False,
    leave_one_out: Annotated[
        bool, typer.Option(help="Also ask each authored phrasing with itself left out (minutes).")
    ] = False,
    plot: Annotated[
        Path | None, typer.Option(help="Draw the reliability plot to this PNG.")
    ] = None,
) -> None:
    """Measure the answers: figures by style and section, confusions, and the difference to the
    accepted run.
    """
    from bot.app import evaluate

    report, dropped = evaluate(
        load_settings(), files or [], accept=accept, leave_one_out=leave_one_out, plot=plot
    )
    print(report)
    if dropped:
        sys.exit(1)
