"""Which plan grants which wish: a row an act. An act without a row is said in the words that
`prompts/` has for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise

from bot.dialogue.acts import FOLLOW_UPS, RESIZE, Wish
from bot.dialogue.mind import Mind
from bot.dialogue.plan import Plan
from bot.dialogue.plans import (
    arguing,
    correcting,
    critique,
    discussing,
    lengths,
    summaries,
    talking,
)
from bot.dialogue.plans.looking_up import comparing, defining, listing
from bot.dialogue.plans.once_more import again
from bot.dialogue.plans.passages import linking, quoting
from bot.dialogue.talk import Talk

Grant = Callable[[Wish, Talk, Mind], Plan | None]
"""What a wish comes to; None where it turns out to be a question about the article."""


def _summary(wish: Wish, before: Talk, mind: Mind) -> Plan | None:
    """A summary; the pack's list where just that is named: "what are the key terms"."""
    listed = mind.subjects.listed_at_end(wish.subject.plain) if wish.subject else None
    if listed is not None and mind.subjects.named_section(wish.query.plain) is None:
        return listing.list_of(listed)
    return summaries.summary(wish, before, mind)


def _quotations(wish: Wish, before: Talk, mind: Mind) -> Plan | None:
    """The quotations; what was just told word for word where the wish points at it, "put it in
    quotes".
    """
    pairs = pairwise(("", *wish.query.raw))
    is_that = any(word in _THAT and first not in _IN for first, word in pairs)
    if is_that and before.told is not None and wish.subject is None:
        return quoting.excerpt(wish, before, mind)
    return listing.listing(wish, before, mind)


def _unsourced(wish: Wish, before: Talk, mind: Mind) -> Plan | None:
    """What lacks a source; what that rests on which was just told: "that claim's source?"."""
    if before.told is not None and wish.subject is None and not _POINTED.isdisjoint(wish.query.raw):
        return critique.proof(wish, before, mind)
    return listing.listing(wish, before, mind)


_POINTED = frozenset(("that", "this", "thats"))
_THAT, _IN = ("it", "that", "this"), ("in", "from", "of")
GRANTS: Mapping[str, Grant] = {
    "excerpt": quoting.excerpt,
    "link": linking.link,
    "article-link": linking.article_link,
    "sources": linking.sources,
    "link-of": linking.link_of,
    "summary": _summary,
    RESIZE: lengths.resize,
    "shorten": lengths.shorten,
    "longer": lengths.longer,
    "simplify": lengths.simplify,
    "expand": lengths.expand,
    "repeat": again.repeat,
    "go-back": again.go_back,
    "define": defining.define,
    "list": listing.listing,
    "list-people": listing.listing,
    "list-companies": listing.listing,
    "list-places": listing.listing,
    "list-figures": listing.listing,
    "list-dates": listing.listing,
    "list-quotations": _quotations,
    "list-questions": listing.listing,
    "list-unsourced": _unsourced,
    "compare": comparing.compare,
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


_PICKED = ("nth", "second-thing", "meant")
"""Acts that pick something, perhaps at another length: "the second, in a few words"."""


def grant(wish: Wish, before: Talk, mind: Mind) -> Plan | None:
    """The plan of a wish; None where it is a question after all."""
    if wish.act == "elsewhere":
        return correcting.turned(wish, before, mind)
    if wish.act in FOLLOW_UPS:
        return None
    plan = GRANTS.get(wish.act, talking.spoken)(wish, before, mind)
    if plan is None:
        return None
    if wish.act in _PICKED:
        plan = lengths.of_picked(plan, wish, before, mind)
    return replace(plan, act=plan.act or wish.act)
