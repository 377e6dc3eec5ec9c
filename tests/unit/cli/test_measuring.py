"""`eyebot kb eval | collisions | coverage | diff | calibrate` on a small pack."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.cli import app

ROOT = Path(__file__).parents[3]
PACK = ROOT / "tests" / "packs" / "night-train"


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the second pack, in force."""
    folder = shutil.copytree(PACK, tmp_path / PACK.name)
    monkeypatch.setenv("EYEBOT_KNOWLEDGE", str(folder))
    monkeypatch.setenv("EYEBOT_DATA", str(tmp_path / "data"))
    return folder


def _run(*words: str) -> Result:
    return CliRunner().invoke(app, ["kb", *words])


def _json(*words: str) -> Any:
    return json.loads(_run(*words, "--json").stdout)


def _edit(pack: Path, name: str, old: str, new: str) -> None:
    path = pack / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def _give_the_votes_asks_to_the_plans_summary(pack: Path) -> None:
    """They stand on one passage."""
    _edit(pack, "entries/plan.yaml", "      - how did the town council vote\n", "")
    _edit(pack, "entries/plan.yaml", "How did the town council vote?", "Was there a ballot?")
    more = "      - plan in brief\n      - how did the town council vote\n"
    more += "      - how did the council vote in town\n      - the way the town council voted\n"
    _edit(pack, "entries/plan.yaml", "      - plan in brief\n", more)


def test_an_entry_that_loses_its_questions_to_a_sibling_shows_in_eval(pack: Path) -> None:
    golden = pack / "golden"
    for path in golden.iterdir():
        path.unlink()
    row = {"id": "A", "q": "how did the town council vote", "gold": ["plan:1"]}
    (golden / "in_scope.jsonl").write_text(json.dumps(row) + "\n")
    assert _json("eval", "--accept")["figures"]["in scope: hit@1"] == 1
    _give_the_votes_asks_to_the_plans_summary(pack)

    told = _run("eval")
    row = _json("eval")

    assert row["figures"]["in scope: hit@1"] == 1
    assert [(one["before"], one["now"], one["is_sibling"]) for one in row["moved"]] == [
        ("council-vote", "section-plan", True)
    ]
    assert "council-vote → section-plan  (a sibling on the same passage)" in told.stdout


def test_eval_never_measures_nothing_in_silence(pack: Path) -> None:
    shutil.rmtree(pack / "golden")

    told = _run("eval")

    assert told.exit_code == 1
    assert "no labelled questions; write some" in str(told.exception)


def test_collisions_name_ask_place_and_where_it_leads(pack: Path) -> None:
    _edit(
        pack, "entries/writer.yaml", "      - is the author a local\n",
        "      - by how many votes did the council decide\n",
    )  # fmt: skip

    found = _json("collisions", "--folds", "3")

    (stray,) = [
        one for one in found["strays"] if one["owner"] == "writer" and "votes" in one["ask"]
    ]
    path, _, line = stray["place"].rpartition(":")
    assert stray["to"] == "council-vote"
    assert stray["is_sibling"] is False
    assert stray["ask"] in Path(path).read_text("utf-8").splitlines()[int(line) - 1]
    home, tried = found["entries"]["writer"]
    assert (tried, home < tried) == (7, True)


def test_coverage_tells_passages_without_an_entry_and_entries_nothing_leads_to(pack: Path) -> None:
    _edit(pack, "entries/plan.yaml", "cites: [plan:5]", "cites: [plan:4]")
    text = (pack / "entries" / "plan.yaml").read_text("utf-8")
    (pack / "entries" / "plan.yaml").write_text(text.replace("plan:5", "plan:4"), "utf-8")
    entry = """
  - id: lonely
    title: Is this entry lonely?
    claim: Nobody is ever led to the lonely entry of this pack.
    cites: [plan:1]
    voice: reporting
    certainty: stated
    topics: [plan]
    asks: [is it lonely there, lonely or what, how lonely is it]
"""
    with (pack / "entries" / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write(entry)

    found = _json("coverage", "--quick")

    assert found["bare"] == ["plan:5"]
    assert found["unlinked"] == ["lonely"]
    assert (found["unreached"], found["weak"]) == ([], [])
    assert (found["passages"], found["entries"]) == (35, 53)


def test_coverage_tells_entries_that_their_own_asks_do_not_find(pack: Path) -> None:
    found = _json("coverage", "--folds", "2")

    assert set(found["unreached"]).isdisjoint(found["weak"])
    assert {"argument-for", "argument-against"} <= {*found["unreached"], *found["weak"]}


def test_diff_tells_questions_whose_answer_changes_entry_by_entry(pack: Path) -> None:
    _give_the_votes_asks_to_the_plans_summary(pack)

    found = _json("diff", str(PACK))
    told = _run("diff", str(PACK)).stdout

    moved = {one["question"]: one for one in found["moves"]}["how did the town council vote"]
    assert (moved["before"], moved["now"], moved["is_sibling"]) == (
        "council-vote", "section-plan", True,
    )  # fmt: skip
    assert found["asked"] > 150
    assert {one["entry"]: one["lost"] for one in found["entries"]}["council-vote"] >= 1
    assert "council-vote → section-plan  (a sibling on the same passage)" in told
    assert told.splitlines()[-1].startswith("eyebot: ")


def test_diff_of_a_pack_with_itself_finds_no_change(pack: Path) -> None:
    assert _json("diff", str(PACK))["moves"] == []


def test_diff_with_nothing_to_ask_says_so(pack: Path, tmp_path: Path) -> None:
    shutil.rmtree(pack / "golden")
    other = shutil.copytree(pack, tmp_path / "other" / pack.name)

    told = _run("diff", str(other))

    assert told.exit_code == 1
    assert "nothing to ask" in str(told.exception)


def test_progress_is_told_beside_the_output(pack: Path) -> None:
    told = _run("collisions", "--folds", "2")

    assert "learning without part 2 of 2" in told.stderr
    assert "learning" not in told.stdout


def test_calibrating_a_young_pack_never_makes_it_refuse_less(pack: Path) -> None:
    for name in ("out_of_scope.yaml", "premises.yaml"):
        lines = (pack / name).read_text("utf-8").splitlines()
        begins = [n for n, line in enumerate(lines) if line.startswith("  - id:")]
        (pack / name).write_text("\n".join(lines[: begins[2]]) + "\n", "utf-8")

    found = _json("calibrate")

    own, shared, level = found["shares"]["near"]
    assert found["is_kept"] == (pack / "calibration.json").exists()
    assert not found["is_kept"] or (level >= shared and own >= min(shared, 0.7))
    assert CliRunner().invoke(app, ["kb", "check"]).exit_code == 0
