"""Buttons and menus under answers. Their ids carry the entry, so they work after a restart and for
anyone who can see them.
"""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from bot.adapters.discord.ask.render import Offer, Page, render_reply
from bot.adapters.discord.ask.unanswered import Unanswered
from bot.adapters.discord.floor.context import SILENT, Context, Interaction, rows
from bot.adapters.discord.floor.errors import Press
from bot.adapters.discord.floor.text import CHOICE, label
from bot.errors import EyebotError
from bot.services.asking.contents import Topic
from bot.wording import Wording

_MENU = 25
_MENUS = 4


class AskButton(
    Press,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"ask:(?P<kind>[cr]):(?P<entry>.{1,90})",
):
    """A related question, or a choice of "did you mean"."""

    def __init__(self, offer: Offer, kind: str, row: int | None = None) -> None:
        style = discord.ButtonStyle.primary if kind == "c" else discord.ButtonStyle.secondary
        super().__init__(
            discord.ui.Button(
                label=offer.label, style=style, custom_id=f"ask:{kind}:{offer.entry}", row=row
            )
        )
        self.entry = offer.entry
        self.is_choice = kind == "c"

    @classmethod
    async def from_custom_id(
        cls, _: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the button of a message from its id, also of one sent before a restart."""
        return cls(Offer(match["entry"], getattr(item, "label", None) or "…"), match["kind"])

    async def pressed(self, context: Context) -> None:
        """The asker's own choice becomes the answer in place; anybody else gets theirs in
        private.
        """
        context.enter()
        reply = context.services.ask.answer_entry(
            self.entry,
            member=context.member,
            place=context.channel,
            now=context.now,
            locale=context.locale,
        )
        page = render_reply(reply, context.wording, context.locale)
        if (
            self.is_choice
            and _asker(context.interaction.message) == context.interaction.user.id
            and len(page.texts) == 1
        ):
            await context.respond(
                context.interaction.response.edit_message(
                    content=page.texts[0], view=buttons(page), allowed_mentions=SILENT
                )
            )
        else:
            await context.answer(*page.texts, view=buttons(page))


def _asker(message: discord.Message | None) -> int:
    """Whose question a message answers, as Discord itself remembers it; 0 when it doesn't."""
    if message is None:
        return 0
    if message.interaction_metadata:
        return message.interaction_metadata.user.id
    replied = message.reference.resolved if message.reference else None
    return replied.author.id if isinstance(replied, discord.Message) else 0


class SendToMaintainers(
    Press,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"keep:(?P<token>[0-9a-z]{1,32})",
):
    """Lets the asker, and nobody else, hand an unanswered question to the maintainers."""

    def __init__(self, token: str, words: str = "…") -> None:
        super().__init__(
            discord.ui.Button(
                label=label(words),
                style=discord.ButtonStyle.secondary,
                custom_id=f"keep:{token}",
                row=4,
            )
        )
        self.token = token

    @classmethod
    async def from_custom_id(
        cls, _: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the button of a message from its id, also of one sent before a restart."""
        return cls(match["token"], getattr(item, "label", None) or "…")

    async def pressed(self, context: Context) -> None:
        """Store the question: the one place where a question's text is kept, and only because its
        asker wants it.
        """
        feedback = context.services.feedback
        if feedback is None:
            raise context.host.part(Unanswered).forgotten()
        question = context.host.part(Unanswered).take(self.token, context.member, context.now)
        await context.defer()
        await feedback.keep(question, now=context.now)
        await context.answer(context.say("discord.feedback.kept"))


class TopicPick(Press, discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"topics:pick"):
    """Choose a topic to see its questions."""

    def __init__(self, topics: list[Topic] | None = None, words: str = "") -> None:
        options = [
            discord.SelectOption(label=label(topic.title, CHOICE), value=str(n))
            for n, topic in enumerate((topics or [])[:_MENU])
        ] or [discord.SelectOption(label="…", value="0")]
        super().__init__(
            discord.ui.Select(
                custom_id="topics:pick", options=options, placeholder=label(words, CHOICE)
            )
        )

    @classmethod
    async def from_custom_id(
        cls, _: Interaction, _item: discord.ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """Rebuild the menu of a message from its id; what was picked comes with the interaction."""
        return cls()

    async def pressed(self, context: Context) -> None:
        """The topic's questions, as menus."""
        topics = context.services.ask.topics()
        number = _picked(context)
        if not 0 <= number < len(topics):
            raise EyebotError("discord.topics.changed")
        topic = topics[number]
        menus = [
            QuestionPick(
                number,
                start,
                topic.questions[start : start + _MENU],
                context.wording,
                context.locale,
            )
            for start in range(0, min(len(topic.questions), _MENU * _MENUS), _MENU)
        ]
        await context.answer(
            context.say("discord.topics.questions", title=label(topic.title)), view=rows(menus)
        )


class QuestionPick(
    Press,
    discord.ui.DynamicItem[discord.ui.Select[Any]],
    template=r"topics:(?P<topic>\d+):(?P<start>\d+)",
):
    """Choose a question to have it answered."""

    def __init__(
        self,
        topic: int,
        start: int,
        questions: tuple[str, ...] = (),
        wording: Wording | None = None,
        locale: str = "en",
    ) -> None:
        options = [
            discord.SelectOption(label=label(words, CHOICE), value=str(start + n))
            for n, words in enumerate(questions)
        ]
        super().__init__(
            discord.ui.Select(
                custom_id=f"topics:{topic}:{start}",
                options=options or [discord.SelectOption(label="…", value="0")],
                placeholder=wording.say("discord.topics.pick_question", locale)
                if wording
                else None,
            )
        )
        self.topic = topic

    @classmethod
    async def from_custom_id(
        cls, _: Interaction, _item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the menu of a message from its id; what was picked comes with the interaction."""
        return cls(int(match["topic"]), int(match["start"]))

    async def pressed(self, context: Context) -> None:
        """Answer the picked question."""
        context.enter()
        topics = context.services.ask.topics()
        number = _picked(context)
        if self.topic >= len(topics) or not 0 <= number < len(topics[self.topic].questions):
            raise EyebotError("discord.topics.changed")
        question = topics[self.topic].questions[number]
        reply = await context.services.ask.ask_aside(
            question,
            member=context.member,
            place=context.channel,
            now=context.now,
            locale=context.locale,
        )
        page = render_reply(reply, context.wording, context.locale)
        await context.answer(*page.texts, view=buttons(page))


def _picked(context: Context) -> int:
    data: Any = context.interaction.data or {}
    values = data.get("values") or ["-1"]
    return int(values[0]) if str(values[0]).isdigit() else -1


def buttons(page: Page, keep: SendToMaintainers | None = None) -> discord.ui.View | None:
    """A page's buttons: each choice and related question on a row of its own, for titles
    are long.
    """
    items: list[discord.ui.Item[Any]] = [
        AskButton(offer, "c", row) for row, offer in enumerate(page.choices[:4])
    ]
    items += [
        AskButton(offer, "r", row)
        for row, offer in enumerate(page.related[:4], len(items))
        if row < 4
    ]
    if keep and page.askable:
        items.append(keep)
    return rows(items)
