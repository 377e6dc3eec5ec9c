"""An entry, a near miss, a false premise, filled in from options and from what an editor types."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cli.workshop.asking import CERTAINTIES, KINDS, VOICES, Asker
from bot.knowledge.workshop.additions import NewEntry, NewNearMiss, NewPremise


def fill_entry(asker: Asker, given: NewEntry) -> NewEntry:
    """Whatever is missing of an entry is asked for; with nothing missing nothing is asked."""
    is_whole = all((given.id, given.title, given.claim, given.cites, len(given.asks) >= 3))
    id_ = asker.text("id", given.id, asker.new_entry_id)
    title = asker.text("title", given.title, asker.length(3, 80))
    claim = asker.text("claim", given.claim, asker.length(10, 420))
    cites = asker.text("cites", " ".join(given.cites), asker.passages)
    voice, certainty = given.voice, given.certainty
    speaker, hedge, side, topics = given.speaker, given.hedge, given.side, given.topics
    if not is_whole:
        voice = asker.text("voice", voice, asker.one_of(VOICES), "reporting")
        certainty = asker.text("certainty", certainty, asker.one_of(CERTAINTIES), "stated")
        if voice == "quoted":
            speaker = asker.text("speaker", speaker, asker.length(1, 80))
        if certainty == "hedged":
            hedge = asker.text("hedge", hedge, asker.length(1, 80))
        side = asker.text("side", side, asker.one_of(("for", "against", "")), "")
        default = cites.partition(":")[0]
        typed = asker.text("topics", ", ".join(topics), lambda _: "", default)
        topics = tuple(part.strip() for part in typed.split(",") if part.strip())
    return NewEntry(
        id_,
        title.strip(),
        claim.strip(),
        tuple(cites.replace(",", " ").split()),
        asker.asks(given.asks),
        voice=voice or "reporting",
        certainty=certainty or "stated",
        topics=topics,
        speaker=speaker,
        hedge=hedge,
        side=side,
        role=given.role,
        related=given.related,
        file=given.file,
    )


def fill_near(asker: Asker, given: NewNearMiss) -> NewNearMiss:
    """The same of a near miss; a group that is there already wants an id and asks only."""
    is_whole = bool(given.id and given.asks)
    id_ = asker.text("id", given.id, asker.group_id)
    kind, related, about = given.kind, given.related, given.about
    if not is_whole and not asker.has_group(id_):
        kind = asker.text("kind", kind, asker.one_of(KINDS), "other-detail")
        related = asker.text("related", related, asker.entry_or_none, "")
        if not related:
            about = asker.text("about", about, asker.passage_or_none, "")
    asks = asker.asks(given.asks, least=1)
    return NewNearMiss(id_, asks, kind=kind or "other-detail", related=related, about=about)


def fill_premise(asker: Asker, given: NewPremise) -> NewPremise:
    """The same of a false premise."""
    is_whole = bool(given.id and given.asks and given.premise)
    id_ = asker.text("id", given.id, asker.group_id)
    premise, instead, about = given.premise, given.instead, given.instead_about
    if not is_whole and not asker.has_group(id_):
        premise = asker.text("premise", premise, asker.length(3, 300))
        instead = asker.text("instead", instead, asker.entry_or_none, "")
        if not instead:
            about = asker.text("instead_about", about, asker.passage_or_none, "")
    asks = asker.asks(given.asks, least=1)
    return NewPremise(id_, asks, premise=premise, instead=instead, instead_about=about)


def many(values: Sequence[str] | None) -> tuple[str, ...]:
    """An option that may be given several times."""
    return tuple(value.strip() for value in values or () if value.strip())
