"""What a pack brings to a conversation beside its entries: other forms of its claims, summaries,
lists, comparisons and questions to discuss. All of it may be missing: a small pack converses, too.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from bot.knowledge.frozen import Frozen, Locator

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class Passaged(Frozen):
    """A sentence or two with the passages that say it; in a facet without passages those of its
    entry hold.
    """

    text: str = Field(min_length=3, max_length=700)
    cites: tuple[Locator, ...] = Field(default=(), max_length=12)


def _passaged(given: object) -> object:
    return {"text": given} if isinstance(given, str) else given


Said = Annotated[
    Passaged, BeforeValidator(_passaged, json_schema_input_type=str | dict[str, object])
]


class Facets(Frozen):
    """Other forms of one entry's claim."""

    entry: str
    short: Said | None = None
    plain: Said | None = None
    more: Said | None = None
    reason: Said | None = None
    example: Said | None = None


class FacetFile(Frozen):
    """`facets/*.yaml`."""

    facets: tuple[Facets, ...]


class Summary(Frozen):
    """The whole article at three lengths."""

    sentence: Said
    bullets: tuple[Said, ...] = ()
    longer: tuple[Said, ...] = ()


class SectionTalk(Frozen):
    """One section, also one that only frames others: what members call it, what it comes to, what
    could be discussed.
    """

    section: str
    words: tuple[Words, ...] = ()
    sentence: Said | None = None
    bullets: tuple[Said, ...] = ()
    questions: tuple[Said, ...] = ()


class Listing(Frozen):
    """A list that members ask for: `people`, `dates` and the like by their id, others by their
    words.
    """

    id: str
    title: str = Field(min_length=3, max_length=120)
    words: tuple[Words, ...] = ()
    items: tuple[Said, ...] = Field(min_length=1)


class Comparison(Frozen):
    """Two things set side by side, each by the words that members have for it."""

    id: str
    things: tuple[tuple[Words, ...], tuple[Words, ...]]
    title: str = ""
    sides: tuple[Said, Said]
    same: Said | None = None


class QuizQuestion(Frozen):
    """A question with its answer in a few words; `accept` are other ways to write it."""

    text: str = Field(min_length=5, max_length=300)
    answer: str = Field(min_length=1, max_length=200)
    accept: tuple[Annotated[str, BeforeValidator(str)], ...] = ()
    cites: tuple[Locator, ...] = Field(min_length=1)


class Critique(Frozen):
    """What can be said of the article itself: what is sourced, where its author stands, what one
    doesn't learn.
    """

    accuracy: Said | None = None
    biased: Said | None = None
    proof: Said | None = None
    left_out: Said | None = Field(default=None, alias="left-out")
    trust_author: Said | None = Field(default=None, alias="trust-author")
    evidence: Said | None = None


class Rebuttal(Frozen):
    """What answers a claim: an entry's id, or a text of its own."""

    against: str = ""
    answer: str | Passaged
    words: tuple[Annotated[str, StringConstraints(max_length=200)], ...] = ()


class Conversation(Frozen):
    """`conversation.yaml`."""

    summary: Summary | None = None
    sections: tuple[SectionTalk, ...] = ()
    lists: tuple[Listing, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    quiz: tuple[QuizQuestion, ...] = ()
    motions: tuple[Said, ...] = ()
    """Sentences to be for or against in a talk; those of debates are the pack's `motions/`."""
    surprises: tuple[str, ...] = ()
    critique: Critique = Critique()
    rebuttals: tuple[Rebuttal, ...] = ()


class LengthWords(Frozen):
    """`common/acts/lengths.yaml`: phrases by which a length is named, `{n}` standing for a number;
    words by which somebody praises or damns a thing, and names for those who do.
    """

    sentence: tuple[Words, ...] = ()
    words: tuple[Words, ...] = ()
    bullets: tuple[Words, ...] = ()
    longer: tuple[Words, ...] = ()
    shorter: tuple[Words, ...] = ()
    praising: tuple[Words, ...] = ()
    damning: tuple[Words, ...] = ()
    supporters: tuple[Words, ...] = ()
    opponents: tuple[Words, ...] = ()
