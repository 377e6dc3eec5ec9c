"""The forms in which an entry can be said, and which of them a wish asks for."""

from __future__ import annotations

from bot.dialogue.acts import Wish
from bot.dialogue.mind import Mind
from bot.dialogue.plan import Form, Point, claim_of, said
from bot.knowledge.models import Entry

_FEW_WORDS, _SOME_WORDS = 20, 45
"""Words up to which a wished length is a short form's, and a sentence's."""


def has(entry: Entry, form: Form, mind: Mind) -> bool:
    """Whether the pack has an entry in a form."""
    return form is Form.CLAIM or getattr(mind.knowledge.facets_of(entry.id), form) is not None


def formed(entry: Entry, form: Form, mind: Mind) -> Point:
    """An entry in a form; its claim where the pack hasn't that one."""
    text = None if form is Form.CLAIM else getattr(mind.knowledge.facets_of(entry.id), form)
    return claim_of(entry) if text is None else said(text, form, entry)


def form_of(wish: Wish, usual: Form = Form.BULLETS) -> Form:
    """The form of the length that a wish names."""
    kinds = {
        "sentence": Form.SENTENCE,
        "words": Form.SHORT,
        "shorter": Form.SENTENCE,
        "bullets": Form.BULLETS,
        "longer": Form.LONGER,
    }
    if wish.length is None:
        return usual
    words = wish.length.number if wish.length.kind == "words" else None
    if words is not None and words > _FEW_WORDS:
        return Form.SENTENCE if words <= _SOME_WORDS else Form.LONGER
    return kinds[wish.length.kind]
