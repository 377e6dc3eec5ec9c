"""Which plan grants which wish: a row an act. An act without a row is said in the words that
`prompts/` has for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.dialogue.acts import RESIZE, Wish
from bot.dialogue.mind import Mind
from bot.dialogue.plan import Plan
from bot.dialogue.plans import (
    arguing,
    correcting,
    critique,
    discussing,
    lengths,
    passages,
    reference,
    talking,
)
from bot.dialogue.talk import Talk

Grant = Callable[[Wish, Talk, Mind], Plan | None]
"""What a wish comes to; None where it turns out to be a question about the article."""

GRANTS: Mapping[str, Grant] = {
    "excerpt": passages.excerpt,
    "link": passages.link,
    "article-link": passages.article_link,
    "sources": passages.sources,
    "link-of": passages.link_of,
    "summary": lengths.summary,
    RESIZE: lengths.resize,
    "shorten": lengths.shorten,
    "longer": lengths.longer,
    "simplify": lengths.simplify,
    "expand": lengths.expand,
    "repeat": lengths.repeat,
    "go-back": lengths.go_back,
    "define": reference.define,
    "list": reference.listing,
    "list-people": reference.listing,
    "list-companies": reference.listing,
    "list-places": reference.listing,
    "list-figures": reference.listing,
    "list-dates": reference.listing,
    "list-quotations": reference.listing,
    "list-questions": reference.listing,
    "list-unsourced": reference.listing,
    "compare": reference.compare,
    "argue-for": arguing.argue,
    "argue-against": arguing.argue,
    "argue-other": arguing.argue,
    "supporter-answers": arguing.argue,
    "strongest-for": arguing.strongest,
    "strongest-against": arguing.strongest,
    "both-sides": arguing.both_sides,
    "rebut": arguing.rebut,
    "devils-advocate": arguing.devils_advocate,
    "discuss": discussing.discuss,
    "one-more": discussing.one_more,
    "quiz": discussing.quiz,
    "quiz-answer": discussing.quiz_answer,
    "surprise": discussing.surprise,
    "opinion": talking.opinion,
    "pick-side": talking.opinion,
    "agree-author": talking.opinion,
    "true": critique.truth,
    "proof": critique.proof,
    "biased": critique.biased,
    "left-out": critique.left_out,
    "trust-author": critique.trust_author,
    "evidence-either": critique.evidence,
    "doubt": talking.doubt,
    "unconvinced": talking.unconvinced,
    "confused": talking.confused,
    "meant": correcting.meant,
    "not-that": correcting.not_that,
    "nth": correcting.nth,
    "second-thing": correcting.nth,
}
LEANING = frozenset(
    (
        *("shorten", "longer", "repeat", "go-back", "meant", "not-that", "nth", "second-thing"),
        *("one-more", "quiz-answer", "elsewhere", "doubt", "unconvinced", "supporter-answers"),
    )
)
"""Acts that mean nothing before anything was told."""
SPOKEN = frozenset(
    (
        *("self-who", "self-human", "self-model", "self-maker", "self-skills", "self-keeps"),
        *("self-languages", "self-runs", "self-wrong", "how-to-vote", "remind", "others"),
        *("vote-wish", "last-result", "opinion", "pick-side", "agree-author", "discuss"),
        *("quiz", "quiz-answer", "one-more"),
    )
)
"""Acts that tell nothing of the article."""
CRITIQUE = frozenset(("true", "proof", "biased", "left-out", "trust-author", "evidence-either"))
"""Acts that judge the article or what was just told of it; about anything else it can only be
asked.
"""
NAMING = frozenset(
    (
        *("excerpt", "link", "link-of", "summary", "simplify", "expand", "shorten", "longer"),
        *("define", "list", "compare", "argue-for", "argue-against", "strongest-for"),
        *("strongest-against", "both-sides", "rebut", "devils-advocate", "discuss", "quiz"),
        *("go-back", "repeat", "meant", "opinion", "pick-side", "agree-author", "vote-wish"),
        *("others", "last-result", "how-to-vote", "remind"),
    )
)
"""Acts that mostly name what they are about; another one with words of the article in it is more
likely a question.
"""
ARGUING = frozenset(
    (
        *("argue-for", "argue-against", "argue-other", "supporter-answers", "strongest-for"),
        *("strongest-against", "both-sides", "devils-advocate", "rebut"),
    )
)
"""Acts that argue a side of what the article is about."""
COMMUNITY = frozenset(("others", "last-result", "how-to-vote", "remind", "vote-wish"))
"""Acts about the members and their debates, whose words an article about votes has too."""
FOLLOW_UPS = frozenset(("why", "speaker", "opposite", "later", "elsewhere"))
"""Acts that are questions about the article in the light of the last answer."""


def grant(wish: Wish, before: Talk, mind: Mind) -> Plan | None:
    """The plan of a wish; None where it is a question after all."""
    if wish.act in FOLLOW_UPS:
        return None
    plan = GRANTS.get(wish.act, talking.spoken)(wish, before, mind)
    return None if plan is None else replace(plan, act=plan.act or wish.act)
