"""Text made to hold up whoever reads it, and every path that what members type takes through the
bot: each kind of text through each path is one call, timed in processor time.
"""

from __future__ import annotations

import io
import random
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from bot.adapters.console.debating.members import read_card
from bot.adapters.console.debating.start import read_start
from bot.adapters.console.render import plain_text, styled
from bot.adapters.discord.ask.panels import reply_panel
from bot.adapters.discord.floor.look import Words
from bot.adapters.discord.floor.text import label, plain, plain_line
from bot.adapters.discord.floor.when import suggest_lengths
from bot.debate import rules
from bot.debate.contributions import check_argument, check_note, check_statement
from bot.debate.formats import FOR_AGAINST, Ranking, SomeOf
from bot.debate.lengths import read_length, read_lengths
from bot.debate.models import Option, Spec
from bot.debate.openings import read_opening
from bot.dialogue.plan import answer, claim_of
from bot.dialogue.replies import Answer, Citation, Outcome, Reply, Suggestion
from bot.errors import EyebotError
from bot.log import masked
from bot.retrieval.duplicates import near_duplicate
from bot.retrieval.query.text import clean, words
from bot.services.asking.ask import AskService
from bot.services.asking.library import Library, Shelf
from bot.services.debating.brief import BriefService
from bot.settings import shard_range
from bot.typed import one_line
from bot.wording.motions import read_motions

LENGTH = 4000
MOST_SECONDS = 0.05
_NOW = datetime(2026, 5, 1, tzinfo=UTC)
_PROMPTS = Path(__file__).parents[1] / "prompts"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _fill(unit: str, before: str = "", after: str = "") -> str:
    room = LENGTH - len(before) - len(after)
    return before + (unit * (room // len(unit) + 1))[:room] + after


def _made_up(length: int) -> Iterator[str]:
    """Words that no list has, others at each turn: what has been looked up once is remembered."""
    chance = random.Random(length)  # noqa: S311  # no secret
    while True:
        words = ("".join(chance.choices(_LETTERS, k=length)) for _ in range(LENGTH // length))
        yield " ".join(words)[:LENGTH]


KINDS: dict[str, str | Iterator[str]] = {
    "blanks": _fill(" ", "what is", "it about"),
    "tabs": _fill("\t", "what is", "it about"),
    "line ends": _fill("\n", "what is", "it about"),
    "carriage returns": _fill("\r\n", "who and", "why"),
    "no-break spaces": _fill("\u00a0", "what is", "it about"),
    "ideographic spaces": _fill("\u3000", "what is", "it about"),
    "line separators": _fill("\u2028\u2029", "what is", "it about"),
    "en and em spaces": _fill("\u2002\u2003\u2009", "1", "day"),
    "blank letters": _fill("\u3164\u115f\u2800", "what is", "it about"),
    "blanks and zero width": _fill(" \u200b", "what is", "and why"),
    "zero width": _fill("\u200b\u200c\u200d\u2060", "what", "is it"),
    "control characters": _fill("\x00\x07\x1b\x7f", "what", "is it"),
    "right to left": _fill("\u202e\u2067abc\u202c", "why", "?"),
    "variation selectors": _fill("❤\ufe0f", "why "),
    "combining marks": _fill("a\u0301\u0323\u0308\u0330"),
    "one letter under marks": _fill("\u0323\u0301", "e"),
    "marks of scripts": _fill("\u05b0\u0651\u0e38\u3099", "x"),
    "letters that unfold": _fill("\ufdfa"),
    "emoji families": _fill("👩\u200d👩\u200d👧\u200d👦"),
    "flags and tags": _fill("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"),
    "one letter": _fill("a"),
    "one word for ever": _fill("socialcredit"),
    "made-up words": _made_up(9),
    "made-up short words": _made_up(4),
    "two letters": _fill("ab "),
    "digits": _fill("1"),
    "digits and units": _fill("1d ", "", "x"),
    "one figure with no unit": _fill(" ", "1", "!"),
    "and and and": _fill("and ", "who approved it "),
    "and also what": _fill(" and also what", "who"),
    "between": _fill("between ", "what is the difference "),
    "questions": _fill("why? "),
    "opening words": _fill("ok so well then now ", "", "tho"),
    "that that that": _fill("that it them so ", "why ", "x"),
    "is there any source": _fill("is there any the ", "", "x"),
    "round brackets": _fill("("),
    "square brackets": _fill("[a:1", "for this "),
    "angle brackets": _fill("<@1"),
    "a mention without end": _fill("1", "<@"),
    "a command without end": _fill("a", "</"),
    "addresses cut short": _fill("a-b.c-d."),
    "schemes": _fill("a://b:c"),
    "dots": _fill(". "),
    "question marks": _fill("?!"),
    "markdown": _fill("*_~`|[]<>@"),
    "list signs": _fill("- 1) # > \n"),
    "apostrophes": _fill("a'b’"),
    "look-alike letters": _fill("ѕосiаl сrеdit "),
    "another language": _fill("warum gibt es das sozialkreditsystem überwachung "),
    "another language, joined": _fill("überwachungskreditgesellschaft"),
    "a script without spaces": _fill("社会信用体系是什么"),
    "a phrasing again and again": _fill("who approved the company pilots and what is it ; "),
    "commas": _fill(", ", "who, "),
    "slashes": _fill("/|", "1h"),
    "lone surrogates": _fill("\ud83d", "why "),
}
"""Name -> text of LENGTH characters, or one text after another."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How long one kind took on one path, in seconds of processor time."""

    surface: str
    kind: str
    seconds: float


_TEN = tuple(Option(f"o{n}", str(n)) for n in range(10))


def paths(ask: AskService) -> dict[str, Callable[[str], object]]:
    """Every way that typed text takes, by what a member would call it."""
    brief = BriefService(
        lambda: ask.knowledge,
        read_motions(_PROMPTS, _PROMPTS.parent / "knowledge" / "eye-in-the-sky"),
    )
    shown = [
        f"Statement number {n} says that more watching is {n} times better." for n in range(2000)
    ]

    def question(text: str) -> Reply:
        return ask.ask(text, member="somebody new", place="q", now=_NOW)

    def follow_up(text: str) -> Reply:
        ask.memory.keep("m", "f", answer(claim_of(ask.knowledge.entries[0])), _NOW)
        return ask.ask(text, member="m", place="f", now=_NOW)

    def screen(text: str) -> None:
        Console(file=io.StringIO(), width=80).print(styled(_reply(one_line(text)), ask.wording))

    return {
        "question": question,
        "follow-up": follow_up,
        "compound question": lambda text: question(f"who approved it and what is {text}"),
        "question in another language": lambda text: question(f"qué es el crédito social {text}"),
        "change of subject": lambda text: follow_up(f"ok different topic, {text}"),
        "why it was answered so": ask.explain,
        "completion of a question": ask.complete,
        "words of a text": lambda text: words(clean(text)),
        "argument card": lambda text: check_argument("for", text, shown),
        "argument card of 400": lambda text: check_argument("for", text[:400], shown),
        "statement": lambda text: check_statement(text, shown),
        "statement of 140": lambda text: check_statement(text[:140], shown),
        "said before": lambda text: near_duplicate(text[:400], shown),
        "moderator's note": check_note,
        "motion": lambda text: rules.check_spec(_spec(motion=text)),
        "motion of 300": lambda text: rules.check_spec(_spec(motion=text[:300])),
        "options": lambda text: rules.check_spec(_spec(options=(text, text[:80], "no"))),
        "first statements": lambda text: rules.check_spec(_spec(statements=(text[:140], text))),
        "template by motion": brief.template,
        "article by name": Library([Shelf(ask, brief)]).named,
        "length": read_length,
        "lengths of phases": read_lengths,
        "length while typing": suggest_lengths,
        "opening": lambda text: read_opening(text, _NOW),
        "approvals": lambda text: SomeOf(10).read(text, _TEN),
        "ranking": lambda text: Ranking(5).read(text, _TEN),
        "terminal: start": lambda text: read_start(text, brief, _NOW),
        "terminal: start with options": lambda text: read_start(f"1h x : {text}", brief, _NOW),
        "terminal: card": lambda text: read_card(f"for {text}"),
        "terminal: plain answer": lambda text: plain_text(_reply(text), ask.wording),
        "terminal: answer on a screen": screen,
        "Discord: answer": lambda text: reply_panel(_reply(text), text, Words(ask.wording)),
        "Discord: plain text": plain,
        "Discord: plain line": plain_line,
        "Discord: label": label,
        "settings": lambda text: shard_range(text, None),
        "log line": masked,
    }


def take(surface: str, path: Callable[[str], object], runs: int = 3) -> Iterator[Taken]:
    """Every kind through one path; the best of some runs."""
    for kind, text in KINDS.items():
        best = float("inf")
        for _ in range(runs):
            typed = text if isinstance(text, str) else next(text)
            began = time.process_time()
            with suppress(EyebotError, ValueError):  # a refusal is an answer
                path(typed)
            best = min(best, time.process_time() - began)
        yield Taken(surface, kind, best)


def _spec(**given: object) -> Spec:
    options = given.pop("options", ())
    assert isinstance(options, tuple)
    statements = given.get("statements", ())
    return Spec(
        "c",
        "p",
        str(given.get("motion", "Cash must stay.")),
        rules.SHORTEST,
        options=tuple(Option(f"o{n}", text) for n, text in enumerate(options))
        or (() if statements else FOR_AGAINST),
        statements=statements,  # type: ignore[arg-type]  # strings
        format="statements" if statements else "poll",
    )


def _reply(text: str) -> Reply:
    cited = (Citation("opening:1", text, 1, text),)
    return Reply(
        Outcome.ANSWER,
        text,
        1.0,
        answers=(Answer("a", text, text, text, cited),),
        related=(Suggestion("b", text, cited),),
    )
