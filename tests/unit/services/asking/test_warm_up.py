"""What the first question would wait for is read before it comes."""

from pathlib import Path

from bot.articles import Reading
from bot.dialogue.replies import Reply
from bot.knowledge.loader import load_languages
from bot.knowledge.models import Language
from bot.services.asking.ask import AskService

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
