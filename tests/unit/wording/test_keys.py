"""Every key that the code names or builds is a sentence, and every sentence is said somewhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from bot.adapters.discord.floor.look import SIDES as LOOKS
from bot.debate.contributions import Standing
from bot.debate.formats import FOR_AGAINST, SKIP, Ranking, SomeOf, formats
from bot.debate.formats.kinds import NONE
from bot.debate.models import State
from bot.dialogue.plan import AFTER_HELP
from bot.dialogue.plans import talking
from bot.dialogue.plans.granting import FOLLOW_UPS, GRANTS
from bot.dialogue.questions.intent import Decision
from bot.dialogue.reading.by_words.cues import SAID
from bot.dialogue.together import FIRST
from bot.knowledge.models import Voice
from bot.knowledge.turns import CONTENT
from bot.knowledge.turns_loader import read_turns
from bot.services.asking.inbox import About
from bot.services.debating.brief import SIDES
from bot.services.server.privacy import MEMORY
from bot.services.server.settings import SETTINGS
from bot.storage.repositories.personal import HANDLERS, Handler
from bot.storage.tables import metadata
from bot.wording import Catalogue

ROOT = Path(__file__).parents[3]
_TOPICS = {path.stem for path in (ROOT / "prompts" / "en").glob("*.yaml")}
_KEY = re.compile(r"[a-z_]+(\.[a-z0-9_{}-]+)+")
_SHORT = {"of_debate": "discord.debate."}
"""Methods that put the beginning of a key before what they are given."""
_WHOLE = ("ask.chat", "commands", "demo", "pictures", "prompts", "workshop.preview.page")
"""Topics that are read as a whole, by `Wording.under`: a table of sentences, not single keys."""
_PLURAL = (".one", ".other")

_REFUSALS = set(Decision) - {Decision.ANSWER, Decision.CLARIFY, Decision.CHAT}
_DECIDED = set(Standing) - {Standing.WAITING}
_PERSONAL = [name for name, handler in HANDLERS.items() if handler != Handler()]
_HELD = [f"{name}{plural}" for name in (*_PERSONAL, MEMORY) for plural in _PLURAL]
_SIDES_OF_ALL = {option.key for option in FOR_AGAINST} | {"agree", "disagree", "pass"}
_FILLED_IN = {SomeOf.name, Ranking.name}


def _spoken() -> set[str]:
    """The acts that are answered in words of `talk.yaml`, and nothing else."""
    acts = {group.id for group in read_turns(ROOT / "knowledge" / "common").acts}
    told = {act for act in GRANTS if GRANTS[act].__module__ != talking.__name__}
    return (acts | set(SAID)) - told - FOLLOW_UPS - {CONTENT}


BUILT: Mapping[str, Iterable[str]] = {
    "ask.absent.{}": {*_REFUSALS, "instead", "not-an-answer"},
    "ask.attribution.{}": Voice,
    "ask.named.{}": Voice,
    "ask.speaker.{}": Voice,
    "answers.buttons.{}": {"wrong", "passage"},
    "answers.feedback.title.{}": {"wrong", "passage"},
    "answers.kb.{}": {"wrong", "passage"},
    "answers.quiz.{}": {"right", "wrong", "revealed"},
    "console.debate.standing.{}": Standing,
    "console.debate.state.{}": State,
    "console.debate.take_part.{}": _FILLED_IN,
    "console.debate.{}": {"moved"},
    "debate.chosen.{}": {NONE, SKIP},
    "debate.option.{}": _SIDES_OF_ALL,
    "debate.refused.account_age.{}": ("one", "other"),
    "debate.refused.member_age.{}": ("one", "other"),
    "debate.outcome.{}": {*_DECIDED, "rejected_note"},
    "discord.argue.none_{}": {*SIDES, "background"},
    "discord.argue.title_{}": {*SIDES, "background"},
    "discord.debate.ballot.{}": _FILLED_IN,
    "discord.debate.done.{}": {"advanced", "paused", "resumed"},
    "discord.debate.fill.{}": _FILLED_IN,
    "discord.debate.form.note_{}": {Standing.RETURNED, Standing.REJECTED},
    "discord.debate.points.{}": SIDES,
    "discord.debate.queue.{}_done": {"approved", "returned", "rejected"},
    "discord.debate.standing.{}": Standing,
    "discord.debate.state.{}": State,
    "discord.debate.vote.{}": {
        "again", "changed", "counted", "mine", "mine_in", "skipped", "skip_voted",
    },
    "discord.debate.{}": {"brought", "shown"},
    "look.symbol.{}": LOOKS,
    "moderate.need.{}": {"one", "many", "twice", "statements"},
    "moderate.strip.{}": {"vote", "argue", "again", "result"},
    "pictures.ending.few.{}": {"one", "many", "twice", "statements"},
    "privacy.held.{}": _HELD,
    "privacy.table.{}.kept": metadata.tables,
    "privacy.table.{}.purpose": metadata.tables,
    "talk.article_link.{}": {"address", "site", "title"},
    "talk.case.{}": {"for", "against"},
    "talk.define.{}": {"general", "explained", "undefined", "near"},
    "talk.first.{}": FIRST,
    "talk.rebut.{}": {"for", "against"},
    "talk.quiz.{}": {"right", "wrong", "given"},
    "talk.source.{}": Voice,
    "talk.{}": {*_spoken(), "luck", "joke", AFTER_HELP},
    "settings.{}.set": [setting.name for setting in SETTINGS],
    "settings.{}.unset": [setting.name for setting in SETTINGS],
    "workshop.inbox.about.{}": set(About) - {About.UNANSWERED},
    "workshop.inbox.decision.{}": Decision,
    "workshop.new.field.{}": {
        "about", "certainty", "cites", "claim", "hedge", "id", "instead", "instead_about", "kind",
        "premise", "related", "side", "speaker", "title", "topics", "voice",
    },
}  # fmt: skip
"""Each key that is built from parts, with all that can stand in its braces. What a format says is
held against `formats.yaml` by its own registry.
"""


def _code() -> Iterator[ast.AST]:
    for path in sorted((ROOT / "bot").rglob("*.py")):
        yield from ast.walk(ast.parse(path.read_text("utf-8")))


def _text(node: ast.AST) -> str:
    """A string as it is written, with `{}` for what is filled in."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "{}" for part in node.values)
    return ""


def _inside(node: ast.AST) -> list[ast.AST]:
    """The pieces of strings that are built: not strings of their own."""
    return list(node.values) if isinstance(node, ast.JoinedStr) else []


@cache
def _named() -> frozenset[str]:
    """Every key in the code, and the beginnings that `under` takes."""
    nodes = list(_code())
    pieces = {id(piece) for node in nodes for piece in _inside(node)}
    texts = {_text(node) for node in nodes if id(node) not in pieces}
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            begin = _SHORT.get(node.func.attr, "")
            texts.update(begin + _text(one) for one in ast.walk(node.args[0]) if begin)
    return frozenset(text for text in texts if _is_key(text))


def _is_key(text: str) -> bool:
    first = text.split(".", maxsplit=1)[0]
    return bool(_KEY.fullmatch(text)) and first in _TOPICS and not text.endswith(".json")


def _said() -> set[str]:
    """All keys that the code can come to."""
    built = {key.replace("{}", str(part)) for key, parts in BUILT.items() for part in parts}
    of_formats = {f"formats.{key}.{name}" for key, one in formats().items() for name in one.words()}
    return {key for key in _named() if "{" not in key} | built | of_formats


def test_every_key_that_is_named_or_built_is_a_sentence() -> None:
    known = Catalogue.load().slots.keys()
    begun = {key[:at] for key in known for at, sign in enumerate(key) if sign == "."}
    counted = {key.removesuffix(plural) for key in known for plural in _PLURAL}

    assert sorted(_said() - known - begun - counted) == []


def test_every_key_that_is_built_says_of_what() -> None:
    elsewhere = ("formats.", *_WHOLE)
    built = {key for key in _named() if "{" in key and not key.startswith(elsewhere)}

    assert sorted(built - BUILT.keys()) == [], "add it to BUILT with all that can stand there"


def test_no_sentence_is_left_over() -> None:
    said = _said()

    left = [
        key
        for key in Catalogue.load().slots
        if key not in said
        and key.removesuffix(".one").removesuffix(".other") not in said
        and key.rpartition(".")[0] not in said  # one of several ways to say it
        and not key.startswith(_WHOLE)
    ]
    assert left == []
