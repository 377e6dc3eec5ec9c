"""Reply -> the texts of a Discord message, within the limits and with every citation kept. Pure:
no buttons here.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.adapters.discord.floor.citations import citation_place, passages_line
from bot.adapters.discord.floor.look import ROOM, Words, fit
from bot.adapters.discord.floor.text import plain, plain_line, size
from bot.dialogue.replies import Answer, Citation, Outcome, Reply
from bot.typed import one_line

_QUESTION = 300
_HEADINGS = ((150, 48), (0, 30))
"""How long a heading may be in the line below a claim that is cut to at least so much; "Sources"
shows it whole.
"""
_WHOLE_HEADING = 150
_LINKED_FROM = 150
"""Where claims have to be shorter than this, passages are named without their addresses."""


def reply_texts(
    reply: Reply, question: str, words: Words, *, is_brief: bool = False, room: int = ROOM
) -> list[str]:
    """The question, the lead, each claim with its line of passages. A brief one leaves out what is
    only near: for a channel where nobody else asked.
    """
    asked = question_text(question, words)

    def make(cap: int) -> list[str]:
        texts = [asked, lead_text(reply.text, cap)]
        number = 0
        if texts[-1] and reply.answers and not reply.answers[0].text:  # what the lead says itself
            marks, number = _marks(reply.answers[0], 0), len(reply.answers[0].citations)
            texts[-1] = words.say("answers.claim", claim=texts[-1], marks=marks)
            texts[-1] += "\n" + below(reply.answers[0], words, cap)
            texts[-1] = texts[-1].rstrip()
        for answer in reply.answers[bool(number) :]:
            texts += claim_texts(answer, words, cap, before=number)
            number += len(answer.citations)
        if reply.outcome is Outcome.ABSENT and not is_brief:
            texts += [
                words.say("answers.nearby", places=_places(item.citations, words))
                for item in reply.related[:1]
            ]
        return texts

    found = fit(make, room)
    return (
        found
        if [text for text in found if text != asked]
        else [*found, words.say("answers.nothing")]
    )


def question_text(question: str, words: Words) -> str:
    """What was asked, as a quotation; nothing where it holds nothing to be seen."""
    shown = plain_line(one_line(question, _QUESTION), _QUESTION)
    return words.say("answers.question", question=shown) if shown.strip() else ""


def claim_texts(
    answer: Answer, words: Words, cap: int = 500, *, before: int = 0, within: str = ""
) -> list[str]:
    """A claim with its marks, and below it whose view it is and its passages, in one line."""
    claim = words.say("answers.claim", claim=plain(answer.text, cap), marks=_marks(answer, before))
    small = below(answer, words, cap, before=before, within=within)
    return [f"{claim}\n{small}".rstrip()]


def _marks(answer: Answer, before: int) -> str:
    return "".join(f"[{n}]" for n in range(before + 1, before + len(answer.citations) + 1))


def below(
    answer: Answer,
    words: Words,
    cap: int = 500,
    *,
    before: int = 0,
    within: str = "",
    is_whole: bool = False,
) -> str:
    """`The author's view · [1] Lack of Trust, passage 2`, small; with whole headings if wanted."""
    heading = next(length for least, length in _HEADINGS if cap >= least)
    passages = passages_line(
        answer.citations,
        words.wording,
        words.locale,
        before=before,
        heading=_WHOLE_HEADING if is_whole and cap >= _LINKED_FROM else heading,
        is_linked=cap >= _LINKED_FROM,
        within=within,
    )
    parts = [plain_line(answer.attribution, min(cap, 200)), passages]
    shown = f" {words.say('answers.between')} ".join(part for part in parts if part)
    return words.say("answers.below", parts=shown) if shown else ""


def lead_text(text: str, cap: int = ROOM) -> str:
    """A lead is the bot's own sentence: its `code` marks stay, its length and mentions are
    minded.
    """
    return (
        "`".join(plain(part, cap) for part in text.split("`"))
        if text.count("`") % 2 == 0 and size(text) <= cap
        else plain(text, cap)
    )


def _places(citations: Sequence[Citation], words: Words) -> str:
    return "; ".join(citation_place(one, words.wording, words.locale) for one in citations[:3])
