"""A second article, `tests/packs/night-train`, with six asks an entry: sound, in its own words, and
answered from by the same code as the first.

Needs nothing kept: its model is learned here, in a few seconds of one core.
"""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.dialogue.replies import Outcome, Reply
from bot.knowledge.checking.advice import advise
from bot.knowledge.checking.checks import check
from bot.knowledge.conversation import Conversation
from bot.knowledge.loader import load
from bot.retrieval.calibration import Calibration
from bot.retrieval.data import FOLDER
from bot.retrieval.retriever import Retriever, load_model
from bot.services.asking.ask import AskService
from bot.wording import Wording

ROOT = Path(__file__).parents[2]
PACK = ROOT / "tests" / "packs" / "night-train"
ARTICLE = PACK / "article.md"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
LONGEST_RUN = 7
"""Words in a row that a pack may share with its article."""


@pytest.fixture(scope="module")
def learned() -> AskService:
    """A service on the pack, with the shared calibration: the pack has none of its own."""
    knowledge = load(PACK)
    calibration = Calibration.load(FOLDER / "calibration.json")
    retriever = Retriever(knowledge, load_model(knowledge, None), calibration)
    return AskService(knowledge, retriever, Wording.load(ROOT / "prompts"), lambda: ())


def _ask(service: AskService, question: str) -> Reply:
    return service.ask(question, member="ada", place=question, now=NOW)


def test_the_second_pack_is_sound_and_follows_its_article() -> None:
    assert check(PACK, ARTICLE) == []
    assert advise(PACK) == []


def test_every_entry_of_the_second_pack_has_six_asks() -> None:
    assert {len(entry.asks) for entry in load(PACK).entries} == {6}


def test_the_second_pack_shares_no_sentence_with_its_article() -> None:
    words = _words(ARTICLE.read_text(encoding="utf-8"))
    taken = {tuple(words[n : n + LONGEST_RUN + 1]) for n in range(len(words) - LONGEST_RUN)}

    for entry in load(PACK).entries:
        for text in (entry.claim, *entry.asks):
            ours = _words(text)
            runs = {tuple(ours[n : n + LONGEST_RUN + 1]) for n in range(len(ours) - LONGEST_RUN)}
            assert not runs & taken, f"{entry.id}: {text}"


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("which nite did it not run back then", "nights-then"),
        ("how does the former conductor explain the missing families", "timetable-on-purpose"),
        ("what does a private cabin cost", "ticket-prices"),
        ("who foots the bill if nobody rides", "who-pays-losses"),
    ],
)
def test_a_question_is_answered_from_the_second_article(
    learned: AskService, question: str, entry: str
) -> None:
    reply = _ask(learned, question)

    assert reply.outcome is Outcome.ANSWER
    assert [answer.entry for answer in reply.answers] == [entry]
    assert reply.answers[0].citations


def test_a_near_miss_of_the_second_article_is_refused(learned: AskService) -> None:
    reply = _ask(learned, "how fast would the train go")

    assert (reply.outcome, reply.answers) == (Outcome.ABSENT, ())


def test_a_false_premise_is_met_with_what_the_article_does_say(learned: AskService) -> None:
    reply = _ask(learned, "how many died in the crash that ended the lantern")

    assert reply.outcome is Outcome.ABSENT
    assert "why-declined" in {suggestion.entry for suggestion in reply.related}


def test_the_first_article_is_another_subject_to_the_second(learned: AskService) -> None:
    reply = _ask(learned, "does rongcheng take points off people who jaywalk")

    assert (reply.outcome, reply.answers) == (Outcome.ABSENT, ())


def _words(text: str) -> list[str]:
    return re.findall(r"[\w'$%.]+", text.lower().replace("’", "'"))


@pytest.mark.parametrize(
    "question",
    [
        "where do they hide the costs",
        "which pills of truth does the council have to swallow",
        "who ends up worse off if they close it",
        "can you kill time with a film on board",
    ],
)
def test_a_question_with_a_word_of_a_cry_for_help_brings_no_help_lines_and_no_reproach(
    learned: AskService, question: str
) -> None:
    said = _ask(learned, question)

    assert said.outcome is not Outcome.CHAT
    assert "help" not in said.text


@pytest.mark.parametrize("plea", ["nobody would notice if i was gone", "what's a way to die"])
def test_a_cry_for_help_is_heard_by_a_young_pack(learned: AskService, plea: str) -> None:
    assert "crisis line" in _ask(learned, plea).text


@pytest.fixture(scope="module")
def bare() -> AskService:
    """The same pack without a conversation of its own, as every new one is."""
    knowledge = load(PACK).model_copy(update={"conversation": Conversation(), "facets": ()})
    calibration = Calibration.load(FOLDER / "calibration.json")
    retriever = Retriever(knowledge, load_model(knowledge, None), calibration)
    return AskService(knowledge, retriever, Wording.load(ROOT / "prompts"), lambda: ())


def test_a_pack_without_a_summary_is_summed_up_by_its_entries_in_their_roles(
    bare: AskService,
) -> None:
    told = _ask(bare, "give me a summary in 4 bullets")
    longer = bare.ask("longer", member="ada", place="give me a summary in 4 bullets", now=NOW)

    assert told.answers[0].text.count("•") == 4
    assert len(longer.answers[0].text) > len(told.answers[0].text)


def test_figures_are_listed_with_what_they_count(bare: AskService) -> None:
    lines = _ask(bare, "list all the figures").answers[0].text.splitlines()

    assert lines
    assert all(len(line.split()) > 5 for line in lines)


def test_no_name_is_said_to_be_undefined(bare: AskService) -> None:
    said = _ask(bare, "what is port selwick")

    assert "without defining" not in said.text
