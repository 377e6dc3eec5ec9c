"""Labelled questions: what can't be measured by is refused, and an entry's losses show."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.dialogue.replies import Answer, Citation, Outcome, Reply
from bot.errors import SetUpError
from bot.evaluation.by_entry import answers_of, as_text, counts, moves
from bot.evaluation.golden import ask_all, dropped, measure

PASSAGES = {
    "vote": frozenset({"plan:1"}),
    "sum": frozenset({"plan:1", "plan:2"}),
    "noise": frozenset({"doubts:4"}),
}
LINES = (
    '{"id": "a", "q": "who voted", "gold": ["plan:1"]}\n'
    '{"id": "b", "q": "vote?", "gold": ["plan:1"], "entry": ["vote"]}\n'
    '{"id": "c", "q": "weather?", "kind": "near"}\n'
)


class Asked:
    """Answers every question with the entry that it is told; refuses the rest."""

    def __init__(self, **entries: str) -> None:
        self._entries = entries

    def __call__(self, question: str, /, *, member: str, place: str, now: datetime) -> Reply:
        entry = self._entries.get(question.split(maxsplit=1)[0].strip("?"), "")
        if not entry:
            return Reply(Outcome.ABSENT, "", 1.0)
        cites = tuple(Citation(one, "", 1) for one in sorted(PASSAGES[entry]))
        return Reply(Outcome.ANSWER, "", 1.0, (Answer(entry, "", "", "", cites),))


def _file(folder: Path, text: str) -> Path:
    path = folder / "in_scope.jsonl"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"id": "x", "gold": ["plan:1"]}', r"in_scope\.jsonl:4:1: holds no question q; write"),
        ('{"q": "why", "gold": "plan:1"}', r"in_scope\.jsonl:4:14: gold is no list of texts; put"),
        ('{"q": "", "kind": "near"}', r"in_scope\.jsonl:4:2: holds no question q"),
        ('{"q": "why"}', r"in_scope\.jsonl:4:1: says neither what answers it"),
        ("{", r"in_scope\.jsonl:4:2: not JSON"),
    ],
)
def test_a_label_that_cannot_be_measured_by_is_told(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(SetUpError, match=told):
        ask_all(Asked(), [_file(tmp_path, f"{LINES}{line}\n")])


def test_no_question_at_all_is_never_measured(tmp_path: Path) -> None:
    with pytest.raises(SetUpError, match="holds no question"):
        ask_all(Asked(), [_file(tmp_path, "\n")])
    with pytest.raises(SetUpError, match="no labelled question"):
        ask_all(Asked(), [])


def test_an_entry_that_loses_its_questions_to_a_sibling_shows(tmp_path: Path) -> None:
    path = _file(tmp_path, LINES)
    before = ask_all(Asked(who="vote", vote="vote"), [path])
    now = ask_all(Asked(who="sum", vote="vote", weather="noise"), [path])
    accepted = answers_of(before)

    moved = moves(now, accepted, PASSAGES)
    counted = {one.entry: one for one in counts(now, accepted, PASSAGES)}

    figures = measure(before).figures()
    assert "in scope: hit@1" not in dropped(measure(now), figures), "as no figure by passage shows"
    assert [(one.question, one.before, one.now, one.is_sibling) for one in moved] == [
        ("who voted", "vote", "sum", True),
        ("weather?", "(absent)", "noise", False),
    ]
    assert [(one.was_right, one.is_right) for one in moved] == [(True, True), (True, False)]
    assert (counted["vote"].answered, counted["vote"].before) == (1, 2)
    assert (counted["sum"].answered, counted["sum"].before) == (1, 0)
    text = as_text(moved, list(counted.values()), every=False)
    assert "'who voted': vote → sum  (a sibling on the same passage)" in text
    assert "'weather?': (absent) → noise  (now WRONG)" in text


def test_a_label_may_name_the_entry_itself(tmp_path: Path) -> None:
    report = measure(ask_all(Asked(who="vote", vote="sum"), [_file(tmp_path, LINES)]))

    assert report.figures()["in scope: hit@1"] == 1
    assert report.figures()["in scope: right entry"] == 0
