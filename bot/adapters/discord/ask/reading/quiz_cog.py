"""`/quiz`: questions on the article, one after another. The score travels in the buttons' ids, so
nothing of it is stored, and only its player sees it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from discord import ButtonStyle, app_commands
from discord.ext import commands

from bot.adapters.discord.ask.buttons import Act, AskButton
from bot.adapters.discord.ask.render import below
from bot.adapters.discord.floor.context import Context, Interaction, everywhere
from bot.adapters.discord.floor.forms import Field, Form, show_form
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.look import Accent, Panel, Part, Words, panel
from bot.adapters.discord.floor.text import plain, plain_line
from bot.dialogue.replies import Answer
from bot.errors import EyebotError
from bot.services.asking.quiz import QuizItem, is_right, order

_LONGEST = 10
"""Questions of one round."""
_SEEDS = 100_000
_TYPED = 200


@dataclass(frozen=True, slots=True)
class Play:
    """Where a player is: `seed` shuffles the questions, `at` is the present one's place, `right`
    how many were, `whole` how many the pack had when the round began.
    """

    seed: int
    at: int
    right: int
    whole: int

    def written(self) -> str:
        """As it stands in an id."""
        return f"{self.seed}.{self.at}.{self.right}.{self.whole}"

    @property
    def last(self) -> int:
        """How many questions the round has."""
        return min(self.whole, _LONGEST)


def play_of(text: str) -> Play:
    """Read it again. Raises EyebotError on anything that no button said."""
    parts = text.split(".")
    if len(parts) != 4 or not all(p.isascii() and p.isdigit() and len(p) < 6 for p in parts):
        raise EyebotError("answers.quiz.changed")
    play = Play(*map(int, parts))
    if not (play.right <= play.at < play.last):
        raise EyebotError("answers.quiz.changed")
    return play


class QuizCog(commands.Cog):
    """The command `/quiz`."""

    def __init__(self, bot: Host) -> None:
        self.bot = bot

    @app_commands.command(name="quiz", description="…")
    @everywhere
    async def quiz(self, interaction: Interaction) -> None:
        """A round of questions, in private."""
        context = Context(interaction)
        await context.answer(view=_question(context, _begin(context)))


def _begin(context: Context) -> Play:
    whole = len(context.services.reading.questions())
    if not whole:
        raise EyebotError("answers.quiz.none")
    return Play(random.randrange(_SEEDS), 0, 0, whole)  # noqa: S311  # a game's


def _item(context: Context, play: Play) -> QuizItem:
    """The present question. Raises EyebotError when the pack has others by now."""
    items = context.services.reading.questions()
    if len(items) != play.whole:
        raise EyebotError("answers.quiz.changed")
    return items[order(play.whole, play.seed)[play.at]]


def _question(context: Context, play: Play) -> Panel:
    words, item = context.words, _item(context, play)
    row = [
        AskButton(
            "answer", play.written(), words.say("answers.quiz.answer_button"),
            style=ButtonStyle.primary,
        ),
        AskButton("reveal", play.written(), words.say("answers.quiz.reveal_button")),
    ]  # fmt: skip
    return panel(Accent.PANEL, _title(play, words), plain(item.text, 400), row, _score(play, words))


def _solution(context: Context, play: Play, key: str, before: Play) -> Panel:
    """The answer with its passages; then the next question, or how the round ended. `before` is the
    question that was asked, `play` the state after it.
    """
    words, item = context.words, _item(context, before)
    told = words.say(f"answers.quiz.{key}", answer=plain_line(item.answer, 300))
    where = below(Answer("", "", "", "", item.citations), words)
    parts: list[Part] = [_title(before, words), plain(item.text, 400), told, where]
    if play.at < play.last:
        button = AskButton(
            "next", play.written(), words.say("answers.quiz.next_button"), style=ButtonStyle.primary
        )
        return panel(Accent.ANSWER, *parts, [button], _score(play, words))
    done = words.say("answers.quiz.done", right=play.right, whole=play.last)
    again = AskButton("again", "", words.say("answers.quiz.again_button"))
    return panel(Accent.RESULT, *parts, done, [again])


def _title(play: Play, words: Words) -> str:
    return words.say("answers.quiz.title", n=play.at + 1, whole=play.last)


def _score(play: Play, words: Words) -> str:
    return words.say("answers.quiz.score", right=play.right)


async def _answer(context: Context, written: str) -> None:
    play = play_of(written)
    item = _item(context, play)

    async def then(again: Context, filled: dict[str, str]) -> None:
        right = is_right(item, filled["answer"])
        after = replace(play, at=play.at + 1, right=play.right + right)
        await again.turn_page(_solution(again, after, "right" if right else "wrong", play))

    field = Field("answer", context.say("answers.quiz.field"), limit=_TYPED)
    title = context.say("answers.quiz.title", n=play.at + 1, whole=play.last).strip("*")
    await show_form(context, Form(title, [field], then))


async def _reveal(context: Context, written: str) -> None:
    play = play_of(written)
    after = replace(play, at=play.at + 1)
    await context.turn_page(_solution(context, after, "revealed", play))


async def _next(context: Context, written: str) -> None:
    await context.turn_page(_question(context, play_of(written)))


async def _again(context: Context, _: str) -> None:
    await context.turn_page(_question(context, _begin(context)))


ACTS: dict[str, Act] = {"answer": _answer, "reveal": _reveal, "next": _next, "again": _again}
