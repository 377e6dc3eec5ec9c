"""Every format played to its end through a pipe, as a moderator and several members would
type it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def play(tmp_path: Path, lines: list[str]) -> str:
    """What the terminal says to these lines."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "chat"],
        input="\n".join([*lines, "/quit"]) + "\n",
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
        env={**os.environ, "EYEBOT_DATA": str(tmp_path / "data"), "COLUMNS": "200"},
    )
    return done.stdout


def everybody(n: int, *lines: str) -> list[str]:
    """Each of n members types these."""
    return [typed for member in range(n) for typed in (f"/as m{member}", *lines)]


def test_an_oxford_debate(tmp_path: Path) -> None:
    said = play(
        tmp_path,
        [
            "/debate start oxford 30m/30m/30m/30m/30m 1",
            "/debate arguments",
            *everybody(20, "/debate vote against"),
            "/as ann",
            "/debate skip",
            "/debate card for Our street got safer with cameras [concern:3]",
            "/as mod",
            "/debate approve 1",
            *["/debate advance"] * 4,
            *everybody(20, "/debate vote for", "/debate moved c1"),
            "/as mod",
            "/debate close",
            "/debate conclude We ended nearer to each other than we began.",
            f"/debate export {tmp_path}",
        ],
    )

    assert "Vote first" in said
    assert "(to ann) What you wrote" in said
    assert "of 20 voters. Against: " in said
    assert "What moved the most members (20): Our street got safer with cameras" in said
    assert "The moderator concludes: We ended nearer" in said
    exported = json.loads((tmp_path / "debate-1.json").read_text(encoding="utf-8"))
    assert exported["headline"].startswith("For changed more minds: ")
    assert exported["arguments"][0]["source"] == "concern:3"
    assert (tmp_path / "debate-1.png").read_bytes().startswith(b"\x89PNG")


def test_statements(tmp_path: Path) -> None:
    said = play(
        tmp_path,
        [
            "/debate start statements 30m Where should it stop?",
            "/as ann",
            "/debate state Cash must stay possible",
            "/debate state cash must stay possible!",
            "/debate state see www.example.org",
            "/as mod",
            "/debate queue",
            "/debate approve 1",
            *everybody(9, "/debate next", "/debate agree"),
            "/as m9",
            "/debate next",
            "/debate disagree",
            "/as mod",
            "/debate close",
        ],
    )

    assert "already said that: “Cash must stay possible”" in said
    assert "leave out links and addresses" in said
    assert "Most agree: “Cash must stay possible” (9 of 10). 10 members answered one" in said


def test_a_poll_of_discords_own_and_a_planned_one(tmp_path: Path) -> None:
    said = play(
        tmp_path,
        [
            "/debate start native 1h Tea or coffee? : tea, coffee",
            "/debate vote tea",
            "/debate close",
            "/debate start in 2h weekly poll 30m Shall we go on?",
            "/debate planned",
            "/debate cancel 2",
        ],
    )

    assert "tea wins, 1 to 0" in said
    assert said.count("Starts ") == 2
    assert "Cancelled" in said


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("/debate start oxford 1m/1m A motion", "five lengths|has 5 phases"),
        ("/debate start oxford 2m A motion", "at least a minute"),
        ("/debate start native 90s A motion : a, b", "whole hours"),
        ("/debate start 90d A motion", "32 days at most"),
        ("/debate start in 100d 1h A motion", "at most 90 days from now"),
        ("/debate start simple 5m", "“simple” isn't a format. There are poll, "),
    ],
)
def test_a_start_that_cannot_be_is_refused_with_the_reason(
    tmp_path: Path, line: str, reason: str
) -> None:
    said = play(tmp_path, [line])

    assert any(part in said for part in reason.split("|")), said


def test_approval_and_ranked(tmp_path: Path) -> None:
    said = play(
        tmp_path,
        [
            "/debate start approval choose 2 1h What to drink? : Tea, Coffee, Water",
            "/as ann",
            "/debate vote tea, coffee, water",
            "/debate vote Beer",
            *everybody(8, "/debate vote tea, 2"),
            *everybody(14, "/debate vote coffee"),
            "/debate mine",
            "/as mod",
            "/debate close",
            "/debate start ranked 1h What to eat? : Rice, Bread, Soup",
            *everybody(12, "/debate vote rice > soup"),
            *[line for n in range(10) for line in (f"/as b{n}", "/debate vote bread > soup")],
            *[line for n in range(8) for line in (f"/as s{n}", "/debate vote 3 > 2")],
            "/debate mine",
            "/as mod",
            "/debate close",
            f"/debate export {tmp_path}",
        ],
    )

    assert "up to 2 options with commas between" in said
    assert "You can choose 2 options at most." in said
    assert "That option isn't in this debate." in said
    assert "Vote: you chose Coffee." in said
    assert "Coffee wins: more than 9 of 14 voters approve it." in said
    assert "Vote: you chose Soup > Bread." in said
    assert "Bread wins the runoff: 18 of 30 ballots in the last round." in said
    assert "Soup would beat every other option" in said
    exported = json.loads((tmp_path / "debate-2.json").read_text(encoding="utf-8"))
    assert exported["tables"][0]["header"] == ["Option", "3 left", "2 left"]
    assert "runoff" in exported["description"]


def test_a_motion_that_comes_again_is_told_to_its_moderator(tmp_path: Path) -> None:
    said = play(
        tmp_path,
        [
            "/debate start poll We need an eye in the sky.",
            "/debate close",
            "/debate start poll We need an EYE in the sky",
        ],
    )

    assert said.count("Careful: debate 1 asked the same.") == 1
