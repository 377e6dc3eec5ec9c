"""What members tell the maintainers: a question without an answer, that an answer helped, that it
is wrong, that its passage doesn't say it. Who told is never kept; a question only where its asker
sends it along.
"""

from __future__ import annotations

from bot.adapters.discord.ask.buttons import Act, parts_of
from bot.adapters.discord.ask.questions import Questions
from bot.adapters.discord.floor.context import Context
from bot.adapters.discord.floor.forms import Field, Form, show_form
from bot.errors import EyebotError
from bot.services.asking.inbox import About, Feedback, FeedbackRecords
from bot.services.retention import HANDED_QUESTIONS

_NOTE = 300
_QUESTION = 400


def _records(context: Context) -> FeedbackRecords:
    if context.services.feedback is None:
        raise EyebotError("answers.feedback.off")
    return context.services.feedback


async def keep(context: Context, token: str) -> None:
    """Store a question without an answer, because its asker, and nobody else, wants it."""
    records, questions = _records(context), context.host.part(Questions)
    question = questions.take(token, context.member, context.now)
    await context.defer()
    given = Feedback(About.UNANSWERED, question, community=context.community)
    await records.keep(given, now=context.now)
    await context.answer(context.say("discord.feedback.kept"))


async def helpful(context: Context, entry: str) -> None:
    """One click: this answer helped."""
    context.enter()
    _require_known(context, entry)
    given = Feedback(About.HELPFUL, entry=entry, community=context.community)
    await _keep_once(context, given, context.say("answers.feedback.helpful"))


async def wrong(context: Context, about: str) -> None:
    """The answer is wrong."""
    await _remark(context, about, About.WRONG)


async def passage(context: Context, about: str) -> None:
    """The passage doesn't say that."""
    await _remark(context, about, About.PASSAGE)


async def _remark(context: Context, about: str, what: About) -> None:
    _records(context)
    token, entry = parts_of(about)[0], parts_of(about)[-1]
    _require_known(context, entry)
    asked = context.host.part(Questions).own(token, context.member, context.now)

    async def then(again: Context, filled: dict[str, str]) -> None:
        again.enter()
        note, question = filled["note"], filled.get("question", "")
        given = Feedback(what, question, entry, note, again.community)
        thanks = again.say("answers.feedback.done", days=HANDED_QUESTIONS.days)
        await _keep_once(again, given, thanks)

    note = Field("note", context.say("answers.feedback.note"), limit=_NOTE, minimum=0, long=True)
    fields = [note]
    if asked:
        label = context.say("answers.feedback.question")
        fields.append(
            Field("question", label, limit=_QUESTION, minimum=0, default=asked[:_QUESTION])
        )
    title = context.say(f"answers.feedback.title.{what}")
    await show_form(context, Form(title, fields, then))


async def _keep_once(context: Context, given: Feedback, thanks: str) -> None:
    """Store it unless the same member has just said the same."""
    records, questions = _records(context), context.host.part(Questions)
    saying = f"{given.about} {given.entry} {given.note}"
    await context.defer()
    if questions.has_said(context.member, saying, context.now):
        await context.answer(context.say("answers.feedback.again"))
        return
    await records.keep(given, now=context.now)
    questions.note_said(context.member, saying, context.now)
    await context.answer(thanks)


def _require_known(context: Context, entry: str) -> None:
    if context.services.reading.answer(entry) is None:
        raise EyebotError("answers.sources.gone")


ACTS: dict[str, Act] = {"keep": keep, "h": helpful, "w": wrong, "p": passage}
