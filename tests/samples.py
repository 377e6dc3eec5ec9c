"""Closed debates of every format with the results their formats publish, for tests of what is said
and drawn of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from bot.debate.conclude import Record, conclude
from bot.debate.formats import format_of
from bot.debate.models import Ballot, Debate, Eligibility, Option, Result, Spec, State, View
from bot.results.picture_models import Labels
from bot.wording.templates import read_locale

PROMPTS = Path(__file__).parents[1] / "prompts"
NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
MOTION = "A score for citizens would do more good than harm."
STATEMENTS = (
    "Cash must stay possible, because nobody should have to ask a company before buying bread.",
    "A score for companies would do more good than a score for people.",
    "Cameras in public places are fine as long as a court decides who may look.",
    "If the score is public, it's a pillory.",
    "I'd trust a score more if I could see how mine is made up.",
    "Nobody should be kept off a train for a debt.",
    "Companies know more about us than any government does.",
    "I have nothing to hide.",
)


def labels() -> Labels:
    """The words of pictures."""
    start = "pictures."
    found = read_locale(PROMPTS / "en")
    return Labels(
        {key.removeprefix(start): one.text for key, one in found.items() if key.startswith(start)}
    )


def debate(kind: str = "poll", *options: str, **changes: object) -> Debate:
    """A closed debate of a format, with its own options or those named."""
    named = tuple(Option(f"o{n}", label) for n, label in enumerate(options, 1))
    spec = Spec("server", "channel", MOTION, timedelta(days=1), options=named, format=kind)
    facts: dict[str, object] = {
        "id": 7,
        "community": spec.community,
        "place": spec.place,
        "motion": spec.motion,
        "options": format_of(kind).options(spec),
        "points": (),
        "hidden": True,
        "eligibility": Eligibility(),
        "quorum": 0,
        "state": State.CLOSED,
        "rev": 3,
        "opened_at": NOW - timedelta(days=1),
        "due_at": NOW,
        "closed_at": NOW,
        "format": kind,
    }
    return Debate(**(facts | changes))  # type: ignore[arg-type]  # checked where they are read


def votes(question: str, choices: Mapping[str, int], begin: int = 0) -> list[Ballot]:
    """Ballots of so many voters a choice, numbered on."""
    made = [choice for choice, count in choices.items() for _ in range(count)]
    return [Ballot(_voter(begin + n), question, choice) for n, choice in enumerate(made)]


def poll(choices: Mapping[str, int], *options: str, **changes: object) -> tuple[Debate, Result]:
    """A poll with these votes by option's key."""
    held = debate("poll", *options, **changes)
    return held, conclude(Record(held, votes("vote", choices)), 5)


def oxford(moves: Mapping[tuple[str, str], int], late: int = 0) -> tuple[Debate, Result]:
    """An Oxford debate in which so many went from one side to another; `late` more voted For in
    the end only.
    """
    held = debate("oxford")
    pairs = [pair for pair, count in moves.items() for _ in range(count)]
    ballots = [Ballot(_voter(n), "first", was) for n, (was, _) in enumerate(pairs)]
    ballots += [Ballot(_voter(n), "final", now) for n, (_, now) in enumerate(pairs)]
    ballots += votes("final", {"for": late}, len(pairs))
    moved = votes("moved", {"c1": 26}, 0) if len(pairs) > 25 else []
    arguments = {"c1": "Cameras on our street ended the break-ins."}
    return held, conclude(Record(held, [*ballots, *moved], arguments), 5)


def approval(given: Mapping[str, int], *options: str) -> tuple[Debate, Result]:
    """An approval vote with these ballots, keys with spaces between."""
    held = debate("approval", *options)
    return held, conclude(Record(held, votes("vote", given)), 5)


def ranked(given: Mapping[str, int], *options: str) -> tuple[Debate, Result]:
    """A ranked vote with these ballots, keys in order with spaces between."""
    held = debate("ranked", *options)
    return held, conclude(Record(held, votes("vote", given)), 5)


def statements(
    sizes: Sequence[int] = (32, 28), texts: Sequence[str] = STATEMENTS, noise: float = 0.1
) -> tuple[Debate, Result]:
    """Statements answered by camps of so many members: all agree with the first, the camps part on
    the others.
    """
    held = debate("statements")
    rng = np.random.default_rng(3)
    ballots, number = [], 0
    for camp, size in enumerate(sizes):
        for _ in range(size):
            for place in range(len(texts)):
                side = place == 0 or (place + camp) % 2 == 0
                other = rng.random() < noise
                stance = "pass" if rng.random() < 0.05 else "agree" if side != other else "disagree"
                ballots.append(Ballot(_voter(number), f"s{place}", stance))
            number += 1
    return held, conclude(Record(held, ballots, statements=dict(enumerate(texts))), 5)


def view(sample: tuple[Debate, Result]) -> View:
    """The two together, as services hand them out."""
    return View(sample[0], None, None, sample[1])


def _voter(number: int) -> bytes:
    return number.to_bytes(8, "big")


WITH_CELLS = {
    ("for", "for"): 14, ("against", "against"): 13, ("against", "for"): 11,
    ("undecided", "for"): 10, ("undecided", "undecided"): 10,
}  # fmt: skip
WITHHELD = {
    ("for", "for"): 11, ("for", "against"): 1, ("against", "against"): 11, ("against", "for"): 10,
    ("against", "undecided"): 1, ("undecided", "for"): 4, ("undecided", "against"): 1,
    ("undecided", "undecided"): 1,
}  # fmt: skip


def all_samples() -> dict[str, tuple[Debate, Result]]:
    """One of each kind that looks different."""
    drinks = ("Tea, from the pot", "Coffee", "Water", "Whatever the kitchen has left over")
    return {
        "poll": poll({"for": 8, "against": 3, "undecided": 1}),
        "options": poll({"o1": 12, "o2": 9, "o3": 2, "o4": 5}, *drinks),
        "oxford": oxford(WITH_CELLS, late=12),
        "oxford-withheld": oxford(WITHHELD),
        "approval": approval({"o1 o2": 12, "o2": 9, "o1 o4": 6, "o3": 2}, *drinks),
        "ranked": ranked(
            {"o1 o2": 12, "o2 o1": 9, "o3 o2": 6, "o4 o3": 6, "o2 o3": 5, "o4 o2": 7}, *drinks
        ),
        "statements": statements((14,)),
        "groups": statements(),
    }
