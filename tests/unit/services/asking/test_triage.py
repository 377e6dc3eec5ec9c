"""What members handed over, as maintainers read it and deal with it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.dialogue.questions.intent import Decision
from bot.errors import EyebotError
from bot.knowledge.checking.checks import check
from bot.knowledge.loader import load
from bot.knowledge.workshop.additions import NewAsks, NewEntry, NewNearMiss
from bot.retrieval.calibration import Calibration
from bot.retrieval.data import FOLDER
from bot.retrieval.retriever import Retriever, load_model
from bot.services.asking.inbox import About, Feedback
from bot.services.asking.outcomes import Asked
from bot.services.asking.triage import Held, Inbox

ROOT = Path(__file__).parents[4]
PACK = ROOT / "tests" / "packs" / "night-train"
NOW = datetime(2026, 5, 2, tzinfo=UTC)
TODAY = NOW.date()
QUESTIONS = (
    (date(2026, 3, 1), "is it too old?"),
    (date(2026, 5, 1), "did the council vote on it"),
    (TODAY, "Did the council vote on it?"),
    (TODAY, "when did the council vote on it exactly"),
    (TODAY, "who designed the logo of the company"),
    (TODAY, "\x1b[2Jwho made the company's\u202e\nlogo"),
)


class Records:
    """The stored questions, in memory."""

    def __init__(self) -> None:
        self.rows = [
            Held(number, day, Feedback(About.UNANSWERED, question))
            for number, (day, question) in enumerate(QUESTIONS)
        ]

    async def held(self) -> Sequence[Held]:
        return self.rows

    async def remove(self, numbers: Sequence[int]) -> None:
        self.rows = [row for row in self.rows if row.number not in numbers]


class Counts:
    """What became of questions, in memory."""

    async def add(self, counts: Mapping[tuple[date, str, str], int]) -> None:
        raise AssertionError(counts)

    async def since(self, day: date) -> Sequence[Asked]:
        return [
            Asked("absent", "council-vote", 4),
            Asked("answer", "climate", 9),
            Asked("clarify", "climate", 7),
        ]


@pytest.fixture(scope="module")
def retriever() -> Retriever:
    knowledge = load(PACK)
    model = load_model(knowledge, None)
    return Retriever(knowledge, model, Calibration.load(FOLDER / "calibration.json"))


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return shutil.copytree(PACK, tmp_path / PACK.name)


@pytest.fixture
def records() -> Records:
    return Records()


@pytest.fixture
def inbox(records: Records, pack: Path, retriever: Retriever) -> Inbox:
    knowledge = load(pack)
    return Inbox(records, Counts(), pack, lambda: knowledge, lambda: retriever)


async def test_alike_questions_stand_together_with_the_entries_nearest_to_them(
    inbox: Inbox,
) -> None:
    contents = await inbox.contents(NOW)

    council, logo = contents.groups
    assert [(one.text, one.count) for one in council.questions] == [
        ("did the council vote on it", 2),
        ("when did the council vote on it exactly", 1),
    ]
    assert council.nearest[0].entry == "council-vote"
    assert council.nearest[0].cites == ("plan:1",)
    assert council.decision is Decision.ANSWER
    assert council.in_vain == 4
    assert {"who designed the logo of the company"} < {one.text for one in logo.questions}
    assert [(one.entry, one.count) for one in contents.in_vain] == [("climate", 7)]


async def test_what_is_past_its_time_is_not_shown_though_it_is_still_there(inbox: Inbox) -> None:
    contents = await inbox.contents(NOW)

    shown = [one.text for group in contents.groups for one in group.questions]
    assert len(shown) == 4
    assert "is it too old?" not in shown


async def test_a_question_cannot_write_to_the_maintainers_terminal_or_file(inbox: Inbox) -> None:
    contents = await inbox.contents(NOW)

    shown = [one.text for group in contents.groups for one in group.questions]
    assert "[2Jwho made the company's logo" in shown


async def test_questions_become_asks_and_wait_no_more(
    inbox: Inbox, records: Records, pack: Path
) -> None:
    council = (await inbox.contents(NOW)).groups[0]

    texts = await inbox.texts(council.keys, NOW)
    written = await inbox.answer(council.keys, NewAsks("council-vote", texts), NOW)

    assert written.findings == ()
    assert [path.name for path in written.files] == ["plan.yaml"]
    entry = load(pack).entry("council-vote")
    assert entry is not None
    assert set(texts) <= set(entry.asks)
    assert [row.given.question for row in records.rows if "council" in row.given.question] == []
    assert check(pack) == []


async def test_questions_become_a_near_miss_or_an_entry(
    inbox: Inbox, records: Records, pack: Path
) -> None:
    council, logo = (await inbox.contents(NOW)).groups
    logos = await inbox.texts(logo.keys, NOW)

    near = NewNearMiss("logo", logos, kind="person", about="plan:1")
    await inbox.answer(logo.keys, near, NOW)
    asks = (*await inbox.texts(council.keys, NOW), "council ballot date")
    entry = NewEntry("vote-date", "When was the vote?", "The town council voted in February 2024.",
                     ("plan:1",), asks)  # fmt: skip
    written = await inbox.answer(council.keys, entry, NOW)

    assert written.findings == ()
    knowledge = load(pack)
    assert {group.id: group.asks for group in knowledge.near_misses}["logo"] == logos
    assert knowledge.entry("vote-date") is not None
    assert [row.given.question for row in records.rows] == ["is it too old?"]


async def test_what_would_break_the_pack_is_not_written_and_goes_on_waiting(
    inbox: Inbox, records: Records, pack: Path
) -> None:
    before = {path: path.read_text("utf-8") for path in pack.rglob("*.yaml")}
    (council, _) = (await inbox.contents(NOW)).groups

    wrong = NewEntry(
        "vote", "When was it?", "They voted in 1999.", ("plan:1",), ("a b", "c d", "e f")
    )
    written = await inbox.answer(council.keys, wrong, NOW)

    assert any("1999" in finding.what for finding in written.findings)
    assert {path: path.read_text("utf-8") for path in pack.rglob("*.yaml")} == before
    assert len(records.rows) == len(QUESTIONS)


async def test_a_dismissed_question_is_deleted(inbox: Inbox, records: Records) -> None:
    council, _ = (await inbox.contents(NOW)).groups

    assert await inbox.dismiss(council.keys[:1], NOW) == 2

    assert "did the council vote on it" not in [row.given.question for row in records.rows]
    with pytest.raises(EyebotError):
        await inbox.dismiss(council.keys[:1], NOW)


async def test_an_ask_that_stands_there_already_is_dealt_with(
    inbox: Inbox, records: Records
) -> None:
    records.rows = [Held(1, TODAY, Feedback(About.UNANSWERED, "How did the town council vote"))]
    (group,) = (await inbox.contents(NOW)).groups

    texts = await inbox.texts(group.keys, NOW)
    written = await inbox.answer(group.keys, NewAsks("council-vote", texts), NOW)

    assert (written.files, written.findings) == ((), ())
    assert records.rows == []


async def test_what_members_said_of_answers_stands_beside(inbox: Inbox, records: Records) -> None:
    wrong = Feedback(About.WRONG, "was it unanimous?", "council-vote", "it says\x07 7 to 4", "c1")
    records.rows = [Held(n, TODAY, given) for n, given in enumerate((wrong, wrong))]

    contents = await inbox.contents(NOW)

    (remark,) = contents.remarks
    assert contents.groups == ()
    assert (remark.about, remark.entry, remark.text, remark.count) == (
        About.WRONG, "council-vote", "was it unanimous?", 2,
    )  # fmt: skip
    assert remark.note == "it says 7 to 4"
    assert await inbox.dismiss([remark.key], NOW) == 2
    assert records.rows == []
