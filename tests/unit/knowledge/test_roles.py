"""A pack says which entries a conversation is led to, by roles and contrasts, not by their ids."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.dialogue.questions.follow_up import Facet, follow
from bot.dialogue.questions.follow_up_reader import FollowUpReader
from bot.errors import KnowledgeError
from bot.knowledge.checking.advice import advise
from bot.knowledge.checking.checks import check
from bot.knowledge.loader import load
from bot.retrieval.query.features import Sparse
from bot.retrieval.query.query import Floats, Query
from bot.retrieval.turns import load_turns


class _NoFeatures:
    """For words that are told without any."""

    def weigh(self, plain: tuple[str, ...]) -> Sparse:
        raise AssertionError(plain)

    def embed(self, plain: tuple[str, ...]) -> Floats:
        raise AssertionError(plain)


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("role", "lost"),
    [("overview", "/argue has no background"), ("both-sides", "leads nowhere from 3 entries")],
)
def test_a_missing_role_is_refused_with_what_is_lost(article: Path, role: str, lost: str) -> None:
    _edit(article / "entries" / "overview.yaml", f"    role: {role}\n", "    side: for\n")
    _edit(article / "entries" / "overview.yaml", "    side: for\n", "")

    found = [
        finding for finding in check(article) if f"no entry has the role {role}" in finding.what
    ]

    assert len(found) == 1
    assert found[0].path.endswith("entries")
    assert f"role: {role}" in found[0].cure
    if role == "overview":
        assert lost in found[0].what


def test_where_entries_take_sides_both_sides_need_an_argument(article: Path) -> None:
    _edit(
        article / "entries" / "intro.yaml", "    topics: [pilots]", "    side: for\n    topics: [x]"
    )

    lost = [finding.what for finding in check(article)]

    assert any("no entry has the role against" in what and "for (1)" in what for what in lost)


def test_the_roles_of_a_pack_from_before_roles_are_read_from_its_ids_and_told(
    article: Path,
) -> None:
    overview = article / "entries" / "overview.yaml"
    _edit(overview, "    role: both-sides\n", "")
    _edit(overview, "id: the-both-sides", "id: both-sides")

    assert check(article) == []
    assert [entry.id for entry in load(article).in_role("both-sides")] == ["both-sides"]
    assert any("add `role: both-sides`" in finding.cure for finding in advise(article))


def test_renaming_an_entry_keeps_its_role(article: Path) -> None:
    _edit(article / "entries" / "overview.yaml", "id: the-both-sides", "id: two-views")
    knowledge = load(article)

    led = follow(knowledge.entries[0], Facet.OPPOSITE, knowledge, frozenset())

    assert led is not None
    assert led.id == "two-views"


def test_a_summary_of_no_section_is_refused(article: Path) -> None:
    _edit(article / "entries" / "overview.yaml", "role: overview", "role: {summary-of: outro}")

    assert any("sums up outro, which is no section" in finding.what for finding in check(article))


def test_an_unknown_role_is_refused(article: Path) -> None:
    _edit(article / "entries" / "overview.yaml", "role: overview", "role: hero")

    with pytest.raises(KnowledgeError, match="role"):
        load(article)


def test_a_follow_up_turns_to_what_the_source_contrasts(article: Path) -> None:
    _edit(
        article / "source.yaml",
        "sections:",
        "contrasts:\n  - {id: night, words: [night, after dark]}\nsections:",
    )
    _edit(
        article / "entries" / "intro.yaml", "    asks:", "    follow: {night: unnoticed}\n    asks:"
    )
    knowledge = load(article)
    turns = load_turns(knowledge.turns, knowledge.chat_speak, None)
    reader = FollowUpReader(knowledge, turns)
    said = "and what about after dark".split()

    assert check(article) == []
    assert reader.facet_of(Query("", "", tuple(said), tuple(said), _NoFeatures())) == "night"
    led = follow(knowledge.entries[0], "night", knowledge, frozenset())
    assert led is not None
    assert led.id == "unnoticed"


def test_a_follow_that_nothing_leads_to_is_told(article: Path) -> None:
    _edit(
        article / "entries" / "intro.yaml", "    asks:", "    follow: {mars: unnoticed}\n    asks:"
    )

    assert any(
        "follow.mars is neither a follow-up nor a contrast" in one.what for one in check(article)
    )


_ROOT = Path(__file__).parents[3]
_CODE = (*(_ROOT / "bot").rglob("*.py"), *(_ROOT / "prompts" / "en").glob("*.yaml"))
_ARTICLE = ("rongcheng", "sesame", "eye-in-the-sky", "china", "chinese", "beijing", "alibaba")
_OF_ONCE = {"entries.py", "skeleton.py", "source.py"}
"""Read packs from before there were roles, or propose ids for a new one."""


def test_nothing_in_the_code_names_the_article() -> None:
    named = [
        (path.name, word)
        for path in _CODE
        for word in _ARTICLE
        if word in path.read_text("utf-8").lower() and path.name != "demo.yaml"
    ]

    assert named == []


def test_no_code_asks_for_an_entry_by_its_id() -> None:
    named = [
        path.name
        for path in _CODE
        if re.search(r"argument-(for|against)", path.read_text("utf-8"))
        and path.name not in _OF_ONCE
    ]

    assert named == []


def test_the_other_side_of_a_claim_is_never_the_claim_itself(article: Path) -> None:
    _edit(
        article / "entries" / "intro.yaml", "    topics: [pilots]", "    side: for\n    topics: [x]"
    )
    knowledge = load(article)
    both = knowledge.in_role("both-sides")[0]

    assert follow(both, Facet.OPPOSITE, knowledge, frozenset()) is None
    assert follow(knowledge.entries[0], Facet.OPPOSITE, knowledge, frozenset()) is None
