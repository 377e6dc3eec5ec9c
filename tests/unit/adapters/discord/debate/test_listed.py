"""Every debate can be chosen, however many there are."""

from bot.adapters.discord.debate.moderate.choice import offered
from tests.samples import debate


def test_one_beyond_what_a_list_holds_is_found_by_number_and_by_words() -> None:
    debates = [debate(id=number, motion=f"Motion {number:03}?") for number in range(1, 61)]

    assert len(offered(debates, "")) == 25
    assert [one.value for one in offered(debates, "60")] == ["60"]
    assert [one.value for one in offered(debates, "motion 042")] == ["42"]
