"""The first step of a turn: what does the member want? Not yet what about. A message may hold more
than one wish.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.dialogue.reading.lengths import Length
from bot.dialogue.talk import Talk
from bot.knowledge.models import Entry
from bot.retrieval.acts import ActScore
from bot.retrieval.query.query import Query

LIGHT = frozenset(
    (
        "greeting",
        "thanks",
        "goodbye",
        "sorry",
        "praise",
        "how-are-you",
        "excuse",
        "aside",
        "wow",
        "laughter",
        "understood",
        "agree",
        "ok",
        "insult",
        "annoyed-at-bot",
        "confused",
        "lonely",
    )
)
"""What is answered in passing where the message wants something else besides."""
LED = frozenset(("why", "speaker", "opposite", "later", "elsewhere", "second-thing"))
"""Acts that are questions about the article in the light of the last answer."""
RETELLING = frozenset(
    (
        *("shorten", "longer", "simplify", "expand", "repeat", "go-back", "confused"),
        *("true", "proof", "quiz", "quiz-answer", "one-more", "surprise", "doubt"),
    )
)
"""Acts that are about what was just told unless they name something else themselves."""
FEELINGS = frozenset(("sad", "afraid", "hopeless", "worried-for", "angry-at-it", "lonely"))
"""What is answered before anything else, and instead of what only says why."""
RESIZE = "resize"
"""The act of a message that only names a length."""


@dataclass(frozen=True, slots=True)
class Help:
    """Somebody is in danger."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No word that could be asked about."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A bare follow-up on nothing that is remembered."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A bare follow-up: what it asks of the last answer."""

    query: Query
    facet: str
    before: Entry
    shown: frozenset[str]


@dataclass(frozen=True, slots=True)
class Translation:
    """A question in another language: its English words, and a line in that language."""

    english: str
    notice: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Words that ask the article, not yet read in the light of what was said."""

    query: Query
    is_no_chat: bool = False
    nearest: ActScore | None = None
    """The act that is not far, for where the article has nothing."""
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Anything else; after a change of subject its talk begins anew."""

    query: Query
    talk: Talk
    is_no_chat: bool = False
    """Whether it is a question whatever small talk it resembles."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Something wanted of the conversation: which act, and the words that name what it is about,
    if any do.
    """

    act: str
    query: Query
    subject: Query | None = None
    length: Length | None = None
    number: int | None = None
    over: float = 0.0
    """How far the act stands above a question about the article."""
    said: bool = False


Act = Help | Nothing | Lost | FollowUp | Translation | Question | Asked | Wish
