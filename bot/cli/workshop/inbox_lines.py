"""The inbox as lines, and as a row for machines."""

from __future__ import annotations

from collections.abc import Iterator

from bot.services.asking.triage import Contents, Group
from bot.wording import Wording

_SHOWN = 5
"""Questions of a group that are shown; the rest are counted."""


class InboxLines:
    """Puts what waits into words."""

    def __init__(self, words: Wording) -> None:
        self._words = words

    def head(self, contents: Contents) -> Iterator[str]:
        """How much waits."""
        whole = sum(group.count for group in contents.groups)
        say = self._words.say
        if not whole:
            yield say("workshop.inbox.empty", days=contents.days)
            return
        slots = {"days": contents.days, "groups": len(contents.groups)}
        yield self._words.say_count("workshop.inbox.head", whole, **slots)
        if contents.left_out:
            yield say("workshop.inbox.left_out", n=contents.left_out)

    def group(self, group: Group) -> Iterator[str]:
        """A group of questions: what they were, and what they come to now."""
        say = self._words.say
        for one in group.questions[:_SHOWN]:
            yield "  " + say(
                "workshop.inbox.question",
                key=one.key,
                count=one.count,
                text=one.text,
                day=one.last.isoformat(),
            )
        if (more := len(group.questions) - _SHOWN) > 0:
            yield f"  + {more}"
        vain = say("workshop.inbox.vain", n=group.in_vain) if group.in_vain else ""
        yield "  " + say(
            "workshop.inbox.now",
            decision=say(f"workshop.inbox.decision.{group.decision}", subject=group.subject),
            vain=f" {vain}" if vain else "",
        )
        for number, near in enumerate(group.nearest, 1):
            yield "    " + say(
                "workshop.inbox.near",
                number=number,
                title=near.title,
                entry=near.entry,
                cites=" ".join(near.cites),
            )

    def remarks(self, contents: Contents) -> Iterator[str]:
        """What members said of answers."""
        if not contents.remarks:
            return
        say = self._words.say
        yield f"\n{say('workshop.inbox.remarks')}"
        for one in contents.remarks:
            yield "  " + say(
                "workshop.inbox.remark",
                key=one.key,
                count=one.count,
                about=say(f"workshop.inbox.about.{one.about}"),
                title=one.title or one.entry,
                entry=one.entry,
            )
            if said := " – ".join(filter(None, (one.text, one.note))):
                yield f"      {said}"

    def in_vain(self, contents: Contents) -> Iterator[str]:
        """What was asked in vain, by count."""
        if not contents.in_vain:
            return
        yield f"\n{self._words.say('workshop.inbox.in_vain')}"
        for one in contents.in_vain:
            if one.entry:
                yield "  " + self._words.say(
                    "workshop.inbox.in_vain_line",
                    count=one.count,
                    title=one.title or one.entry,
                    entry=one.entry,
                )
            else:
                yield "  " + self._words.say("workshop.inbox.in_vain_nothing", count=one.count)


def as_row(contents: Contents) -> dict[str, object]:
    """All of it in the machine form."""
    return {
        "days": contents.days,
        "groups": [
            {
                "questions": [
                    {
                        "key": one.key,
                        "question": one.text,
                        "count": one.count,
                        "first": one.first.isoformat(),
                        "last": one.last.isoformat(),
                    }
                    for one in group.questions
                ],
                "now": str(group.decision),
                "subject": group.subject,
                "in_vain": group.in_vain,
                "nearest": [
                    {
                        "entry": near.entry,
                        "title": near.title,
                        "cites": list(near.cites),
                        "score": near.score,
                    }
                    for near in group.nearest
                ],
            }
            for group in contents.groups
        ],
        "remarks": [
            {
                "key": one.key,
                "about": str(one.about),
                "entry": one.entry,
                "question": one.text,
                "note": one.note,
                "count": one.count,
            }
            for one in contents.remarks
        ],
        "in_vain": [
            {"entry": one.entry, "title": one.title, "count": one.count} for one in contents.in_vain
        ],
        "left_out": contents.left_out,
    }
