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
        "luck",
        "joke",
        "birthday",
        "stance",
    )
)
"""What is answered in passing where the message wants something else besides."""
AT_THE_BOT = frozenset(("annoyed-at-bot", "insult"))
"""Small talk that may be put as a question, and names all sorts of things."""
LED = frozenset(("why", "speaker", "opposite", "later", "elsewhere", "second-thing"))
"""Acts that are questions about the article in the light of the last answer."""
RETELLING = frozenset(
    (
        *("shorten", "longer", "simplify", "expand", "repeat", "go-back", "confused"),
        *("true", "proof", "quiz", "quiz-answer", "one-more", "surprise", "doubt"),
    )
)
"""Acts that are about what was just told unless they name something else themselves."""
FEELINGS = frozenset(
    ("sad", "afraid", "hopeless", "worried-for", "angry-at-it", "lonely", "grieving")
)
"""What is answered before anything else, and instead of what only says why."""
LEANING = frozenset(
    (
        *("shorten", "longer", "repeat", "go-back", "meant", "not-that", "nth", "second-thing"),
        *("one-more", "quiz-answer", "elsewhere", "doubt", "unconvinced", "supporter-answers"),
    )
)
"""Acts that mean nothing before anything was told."""
SELF = frozenset(
    (
        *("self-who", "self-human", "self-model", "self-maker", "self-skills", "self-keeps"),
        *("self-languages", "self-runs", "self-wrong", "self-sources"),
    )
)
"""Acts that ask about the bot itself."""
COMMUNITY = frozenset(("others", "last-result", "how-to-vote", "remind", "vote-wish"))
"""Acts about the members and their debates, whose words an article about votes has too."""
VIEWS = frozenset(("opinion", "pick-side", "agree-author"))
"""Acts that ask for the bot's own view."""
OF_US = COMMUNITY | VIEWS | SELF
"""Acts about the bot or the members here."""
SPOKEN = SELF | COMMUNITY | VIEWS | {"discuss", "quiz", "quiz-answer", "one-more"}
"""Acts that tell nothing of the article."""
CRITIQUE = frozenset(("true", "proof", "biased", "left-out", "trust-author", "evidence-either"))
"""Acts that judge the article or what was just told of it; about anything else it can only be
asked.
"""
NAMING = frozenset(
    (
        *(
            "excerpt",
            "link",
            "link-of",
            "sources",
            "summary",
            "simplify",
            "expand",
            "shorten",
            "longer",
        ),
        *("define", "list", "compare", "argue-for", "argue-against", "strongest-for"),
        *("strongest-against", "both-sides", "rebut", "devils-advocate", "discuss", "quiz"),
        *("go-back", "repeat", "meant", "opinion", "pick-side", "agree-author", "vote-wish"),
        *("others", "last-result", "how-to-vote", "remind"),
    )
)
"""Acts that mostly name what they are about; another one with words of the article in it is more
likely a question.
"""
BACKING = frozenset(("true", "proof"))
"""Acts that ask whether a claim holds."""
OF_THE_WHOLE = frozenset(("biased", "left-out", "trust-author", "evidence-either"))
"""Acts that judge the article as a whole, or its author."""
ARGUING = frozenset(
    (
        *("argue-for", "argue-against", "argue-other", "supporter-answers", "strongest-for"),
        *("strongest-against", "both-sides", "devils-advocate", "rebut"),
    )
)
"""Acts that argue a side of what the article is about."""
KIN = (FEELINGS, ARGUING, COMMUNITY, CRITIQUE, VIEWS | SELF)
"""Acts of which it matters little which it is: all are met alike, or nearly."""
DISCUSSING = frozenset(("discuss", "quiz", "quiz-answer", "one-more", "surprise"))
"""Acts that ask for something to talk about."""
FOLLOW_UPS = frozenset(("why", "speaker", "opposite", "later", "elsewhere"))
"""Acts that are questions about the article in the light of the last answer."""
UNMISTAKABLE = frozenset(("excerpt", "link", "link-of", "article-link"))
"""Acts whose words leave little doubt, such as "word for word"."""
DEFINE = "define"
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
    narrow: Query | None = None
    """Only what asks of it, where something else is told beside it."""


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
    lead: float = 0.0
    """How far it stands above other acts."""
    cued: bool = False
    """Whether its words leave no doubt of it, whatever it names."""


Act = Help | Nothing | Lost | FollowUp | Translation | Question | Asked | Wish


CLEAR = 0.7
"""How far a wish stands above a question that counts even after a cry for help."""


def is_go_back(act: Act | None) -> bool:
    """Whether a message goes back to what was told before."""
    return isinstance(act, Wish) and act.act == "go-back"


def is_clear(wish: Wish) -> bool:
    """Whether a wish is about the article beyond doubt."""
    if wish.act in LIGHT | FEELINGS | RETELLING | SPOKEN:
        return False
    return wish.said or wish.subject is not None or wish.over >= CLEAR


def is_part(act: Act, whole: Query) -> bool:
    """Whether a wish was read from a part of a message only."""
    return isinstance(act, Wish) and len(act.query.raw) < len(whole.raw)


def is_near_compare(act: Asked) -> bool:
    """Whether a message most likely compares, though it is near another act."""
    nearest = act.nearest
    return nearest is not None and nearest.act == "compare" and nearest.over_content >= CLEAR


def is_calm(wish: Wish | None) -> bool:
    """Whether what resembles a cry for help is an everyday wish for all that."""
    return wish is not None and wish.act not in FEELINGS and wish.over >= 0
