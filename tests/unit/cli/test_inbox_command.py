"""`eyebot kb inbox` and `eyebot kb new` as an editor and a script type them."""

from __future__ import annotations

import asyncio
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.cli import app
from bot.cli.workshop import inbox as command
from bot.knowledge.loader import load
from bot.services.asking.inbox import About, Feedback
from bot.storage.engine import open_engine
from bot.storage.migrate import upgrade
from bot.storage.repositories.feedback import SqlFeedback

ROOT = Path(__file__).parents[3]
PACK = ROOT / "tests" / "packs" / "night-train"
HANDED = ("did the council vote on it", "when was the council vote held", "who drew the logo")


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the second pack, in force, with a database that holds three questions."""
    folder = shutil.copytree(PACK, tmp_path / PACK.name)
    monkeypatch.setenv("EYEBOT_KNOWLEDGE", str(folder))
    monkeypatch.setenv("EYEBOT_DATA", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    asyncio.run(_hand_over(f"sqlite+aiosqlite:///{tmp_path / 'data' / 'eyebot.db'}"))
    return folder


async def _hand_over(url: str) -> None:
    engine = open_engine(url)
    await upgrade(engine)
    for question in HANDED:
        given = Feedback(About.UNANSWERED, question)
        await SqlFeedback(engine).keep(given, now=datetime.now(UTC))
    await engine.dispose()


def _run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, ["kb", *words], input=typed)


def _waiting() -> dict[str, str]:
    """Question -> key."""
    listed = _run("inbox", "--json")
    assert listed.exit_code == 0, listed.exception
    told: Any = json.loads(listed.stdout)
    return {one["question"]: one["key"] for group in told["groups"] for one in group["questions"]}


def test_the_inbox_lists_groups_with_their_nearest_entries(pack: Path) -> None:
    told = _run("inbox").stdout

    assert "3 questions handed over" in told
    assert "[council-vote, plan:1]" in told
    assert told.index("did the council") < told.index("when was the council") < told.index("logo")


def test_a_script_deals_with_questions_by_their_keys(pack: Path) -> None:
    keys = _waiting()

    asked = _run("inbox", keys[HANDED[0]], keys[HANDED[1]], "--ask-of", "council-vote", "--json")
    near = _run("inbox", keys[HANDED[2]], "--near", "logo", "--kind", "person")

    assert json.loads(asked.stdout)["findings"] == []
    assert (asked.exit_code, near.exit_code) == (0, 0)
    assert f"{pack / 'out_of_scope.yaml'}" in near.stdout
    assert _waiting() == {}
    knowledge = load(pack)
    entry = knowledge.entry("council-vote")
    assert entry is not None
    assert set(HANDED[:2]) <= set(entry.asks)
    assert {group.id: group.asks for group in knowledge.near_misses}["logo"] == HANDED[2:]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["abc123", "--dismiss"], "No question abc123 waits"),
        (["--dismiss"], "Name the questions by their keys"),
        (["abc123"], "Choose one of --ask-of, --near and --dismiss"),
        (["abc123", "--dismiss", "--near", "x"], "Choose one of"),
    ],
)
def test_a_script_that_is_unclear_is_told(pack: Path, words: list[str], why: str) -> None:
    told = _run("inbox", *words)

    assert told.exit_code == 1
    assert why in str(told.exception)
    assert len(_waiting()) == 3


def test_an_editor_goes_through_group_by_group(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_is_terminal", lambda: True)

    told = _run("inbox", typed="x\n1\nd\n")

    assert "Type a number from 1 to 5" in told.stdout
    assert f"Written: {pack / 'entries' / 'plan.yaml'}:" in told.stdout
    assert "Dismissed." in told.stdout
    assert "takes it over by itself" in told.stdout
    assert _waiting() == {}


def test_an_editor_makes_a_near_miss_of_a_group(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "_is_terminal", lambda: True)

    told = _run("inbox", typed="s\nn\nBig Logo\nlogo\nperson\n\nplan:99\nplan:1\n")

    assert "Ids are lower case" in told.stdout
    assert "There's no passage plan:99." in told.stdout
    assert {one.id: (one.asks, one.about) for one in load(pack).near_misses}["logo"] == (
        (HANDED[2],),
        "plan:1",
    )
    assert set(_waiting()) == set(HANDED[:2])


def test_an_entry_is_asked_for_and_written(pack: Path) -> None:
    typed = [
        "council-vote", "vote-month", "When was it?", "The council voted in February 2024.",
        "plan:1", "loud", "reporting", "stated", "", "plan, dates",
        "which month was the vote", "vote month", "", "month and year of the ballot", "",
    ]  # fmt: skip

    told = _run("new", "entry", typed="\n".join([*typed, ""]))

    assert told.exit_code == 0, told.stdout
    assert "council-vote is taken." in told.stdout
    assert "Choose one of: author, reporting" in told.stdout
    entry = load(pack).entry("vote-month")
    assert entry is not None
    assert entry.topics == ("plan", "dates")
    assert len(entry.asks) == 3


def test_an_entry_of_a_handed_over_question_takes_it_out_of_the_inbox(pack: Path) -> None:
    key = _waiting()[HANDED[1]]

    told = _run(
        "new", "entry", "--id", "vote-date", "--title", "When was the vote?",
        "--claim", "The council voted in February 2024.", "--cites", "plan:1",
        "--from", key, "--ask", "month of the vote", "--ask", "date of the council ballot",
    )  # fmt: skip

    assert told.exit_code == 0, told.stdout
    entry = load(pack).entry("vote-date")
    assert entry is not None
    assert entry.asks[0] == HANDED[1]
    assert set(_waiting()) == {HANDED[0], HANDED[2]}


def test_where_nobody_can_be_asked_what_is_missing_is_named(pack: Path) -> None:
    told = _run("new", "premise", "--id", "x")

    assert told.exit_code == 1
    assert "--premise must be given where nobody can be asked" in str(told.exception)


def test_a_premise_that_breaks_the_pack_is_refused_with_its_place(pack: Path) -> None:
    told = _run(
        "new", "premise", "--id", "x", "--premise", "It never ran", "--ask", "who wrote this piece",
        "--ask", "how did the town council vote", "--json",
    )  # fmt: skip

    (finding,) = json.loads(told.stdout)["findings"]
    assert told.exit_code == 1
    assert finding["file"].endswith("premises.yaml")
    assert "already stands under council-vote" in finding["what"]


def test_what_members_said_of_answers_is_listed_with_its_key(pack: Path, tmp_path: Path) -> None:
    async def remark() -> None:
        engine = open_engine(f"sqlite+aiosqlite:///{tmp_path / 'data' / 'eyebot.db'}")
        given = Feedback(About.WRONG, "was it close?", "council-vote", "it wasn't")
        await SqlFeedback(engine).keep(given, now=datetime.now(UTC))
        await engine.dispose()

    asyncio.run(remark())

    told = _run("inbox").stdout
    (row,) = json.loads(_run("inbox", "--json").stdout)["remarks"]

    assert (row["about"], row["entry"], row["question"], row["note"]) == (
        "wrong", "council-vote", "was it close?", "it wasn't",
    )  # fmt: skip
    assert f"{row['key']}  1×  wrong: How did the town council vote? [council-vote]" in told
    assert _run("inbox", row["key"], "--dismiss").exit_code == 0
    assert json.loads(_run("inbox", "--json").stdout)["remarks"] == []
