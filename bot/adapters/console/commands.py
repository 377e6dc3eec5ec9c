"""The slash commands of the terminal that need no debate."""

from __future__ import annotations

from bot.adapters.console.talk import Handler, Talk
from bot.adapters.console.transcript import save


async def show_help(talk: Talk, _: str) -> str:
    """What can be typed."""
    return talk.say("console.help")


async def show_topics(talk: Talk, _: str) -> str:
    """Every section with the questions it answers."""
    lines = []
    for topic in talk.ask.topics():
        lines.append(talk.say("console.topic", title=topic.title))
        lines += [f"  - {question}" for question in topic.questions]
    return "\n".join(lines)


async def show_sources(talk: Talk, _: str) -> str:
    """The article's own links."""
    return "\n".join(
        talk.say("console.source", title=line.title, url=line.url, locator=line.citation.locator)
        for line in talk.ask.sources()
    )


async def explain(talk: Talk, question: str) -> str:
    """Why a question is answered as it is."""
    return talk.ask.explain(question)


async def speak_as(talk: Talk, name: str) -> str:
    """Go on as another member."""
    talk.member = name or talk.member
    talk.offers = ()
    return talk.say("console.speaking_as", name=talk.member)


def base_commands() -> dict[str, Handler]:
    """Name -> command."""
    return {
        "help": show_help,
        "topics": show_topics,
        "sources": show_sources,
        "explain": explain,
        "as": speak_as,
        "save": save,
    }
