"""An entry with few asks is also learned from the other forms of its claim."""

from pathlib import Path

import pytest

from bot.knowledge.loader import load
from bot.knowledge.models import Knowledge
from bot.retrieval.examples import Scope, examples_of
from tests.packs.generated import Made, write_pack

FACETS = """facets:
  - entry: e1
    short: A tower of bricks.
    plain: The tower was made of bricks by people.
    more: It leans, and a baker rings the bell.
    example: The left wall is of bricks.
"""


def pack(folder: Path, asks: int) -> Knowledge:
    """A tower's pack with so many asks."""
    ways = tuple(f"who built the tower, asks visitor {n}" for n in range(asks))
    made = Made("Who built the tower?", "The tower was built of bricks.", ways)
    written = write_pack(folder / "knowledge" / "made", [made], title="Made up")
    (written / "facets").mkdir()
    (written / "facets" / "all.yaml").write_text(FACETS)
    return load(written)


@pytest.mark.parametrize(
    ("asks", "learned"),
    [
        (6, {"The tower was built of bricks.", "A tower of bricks."}),
        (40, {"The tower was built of bricks."}),
    ],
)
def test_other_forms_of_a_claim_are_learned_where_there_are_few_asks(
    tmp_path: Path, asks: int, learned: set[str]
) -> None:
    knowledge = pack(tmp_path, asks)

    found = [one for one in examples_of(knowledge) if one.scope is Scope.ENTRY]

    unasked = {one.text for one in found if not one.asked}
    assert learned <= unasked
    assert ("The tower was made of bricks by people." in unasked) == (len(learned) > 1)
    assert not {one for one in unasked if "baker" in one or "wall" in one}, "beyond the claim"
    assert sum(one.asked for one in found) == asks + 1, "the asks and the title"
