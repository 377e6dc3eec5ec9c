"""What the first question would wait for is read before it comes."""

from datetime import UTC, datetime
from pathlib import Path

from bot.articles import Reading
from bot.dialogue.replies import Reply
from bot.knowledge.loader import load_languages
from bot.knowledge.models import Language
from bot.services.asking.ask import AskService

NOW = datetime(2026, 11, 30, tzinfo=UTC)
ARTICLE = Path(__file__).parents[4] / "knowledge" / "eye-in-the-sky"


def test_other_languages_are_read_before_the_first_question_and_nothing_is_counted(
    reading: Reading,
) -> None:
    loaded: list[int] = []
    replies: list[Reply] = []

    def languages() -> tuple[Language, ...]:
        loaded.append(1)
        return load_languages(ARTICLE)

    ask = AskService(
        reading.knowledge,
        reading.retriever,
        reading.wording,
        languages,
        lambda reply, *_: replies.append(reply),
    )

    ask.warm_up()

    assert loaded == [1]
    assert replies == []
    assert ask.memory.forget("") == 0


def test_after_another_knowledge_they_are_read_beside_whoever_answers(reading: Reading) -> None:
    loaded: list[int] = []

    def languages() -> tuple[Language, ...]:
        loaded.append(1)
        return load_languages(ARTICLE)

    ask = AskService(reading.knowledge, reading.retriever, reading.wording, languages)
    ask.reload(reading.knowledge, reading.retriever)

    ask.read_languages()
    assert loaded == [1]

    ask.ask("was ist sesame credit?", member="m", place="p", now=NOW)
    assert loaded == [1]
