"""The article as it is read: what a pack brings, and what stands in where it brings nothing."""

from __future__ import annotations

from pathlib import Path

from bot.knowledge.conversation import Conversation, Passaged, QuizQuestion, SectionTalk
from bot.knowledge.loader import load
from bot.services.asking.reading import ReadingService
from bot.wording import Wording

ROOT = Path(__file__).parents[4]
KNOWLEDGE = load(ROOT / "knowledge" / "eye-in-the-sky")
WORDING = Wording.load(ROOT / "prompts")


def reading(talk: Conversation | None = None) -> ReadingService:
    talk = talk or Conversation()
    changed = KNOWLEDGE.model_copy(update={"conversation": talk})
    return ReadingService(lambda: changed, WORDING)


def test_a_section_is_told_by_the_packs_sentence_else_by_its_summary() -> None:
    said = Passaged(text="Trust is scarce.", cites=("trust:1",))
    told = Conversation(sections=(SectionTalk(section="trust", sentence=said),))
    number = reading().find("trust")

    with_words, without = reading(told).chapter(number), reading().chapter(number)

    assert with_words
    assert with_words.summary
    assert with_words.summary.text == "Trust is scarce."
    (summary,) = KNOWLEDGE.in_role("summary-of:trust")
    assert without
    assert without.summary
    assert without.summary.text == summary.claim
    assert [cited.locator for cited in without.summary.citations] == list(summary.cites)


def test_a_section_that_only_frames_others_is_read_where_the_pack_tells_it() -> None:
    said = Passaged(text="Three problems.", cites=("trust:1",))
    told = Conversation(sections=(SectionTalk(section="problems", sentence=said),))

    assert reading().find("problems") == -1
    assert reading(told).find("problems") >= 0


def test_a_section_is_found_by_id_heading_or_a_part_of_one_heading() -> None:
    found = reading()

    assert found.find("lack of trust") == found.find("trust") >= 0
    assert found.find("Credit Hist") == found.find("credit-history") >= 0
    assert (found.find("lack"), found.find(""), found.find("nothing")) == (-1, -1, -1)


def test_claims_of_a_section_follow_the_article() -> None:
    chapter = reading().chapter(reading().find("trust"))

    assert chapter
    first = [one.citations[0].number for one in chapter.answers]
    assert first == sorted(first)


def test_a_surprise_is_one_of_those_named_or_any_where_none_is() -> None:
    ids = [entry.id for entry in KNOWLEDGE.entries]
    named = Conversation(surprises=("gone", ids[3]))
    offered: list[list[str]] = []

    def pick(found: object) -> str:
        offered.append(list(found))  # type: ignore[call-overload]
        return str(offered[-1][0])

    one, other = reading(named).surprise(pick), reading().surprise(pick)

    assert one
    assert one.entry == ids[3]
    assert other
    assert other.entry == ids[0]
    assert offered == [[ids[3]], ids]


def test_the_quiz_comes_from_the_pack_with_its_passages() -> None:
    asked = QuizQuestion(text="Which year was it?", answer="2015", cites=("introduction:1",))

    (item,) = reading(Conversation(quiz=(asked,))).questions()

    assert (item.text, item.answer) == ("Which year was it?", "2015")
    assert [cited.locator for cited in item.citations] == ["introduction:1"]
    assert reading().questions() == []
