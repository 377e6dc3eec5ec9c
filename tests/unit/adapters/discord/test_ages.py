"""What has waited too long is known by its id, whatever the clocks say."""

import pytest

from bot.adapters.discord.admission import Ages

EPOCH = 1_420_070_400.0
START = 1_800_000_000.0


def number(at: float) -> int:
    """The id of what Discord sends at that moment."""
    return int((at - EPOCH) * 1000) << 22


@pytest.mark.parametrize("apart", [0.0, -300.0, 900.0, -START])
def test_age_is_beside_the_fastest_whatever_the_clocks_differ(apart: float) -> None:
    ages = Ages()

    assert ages.of(number(START), START + apart + 0.05) == 0
    assert ages.of(number(START + 1), START + apart + 1.05) == pytest.approx(0, abs=0.01)
    assert ages.of(number(START + 2), START + apart + 6.05) == pytest.approx(4, abs=0.01)


def test_a_jam_of_minutes_is_still_seen_and_a_lasting_change_is_got_used_to() -> None:
    ages = Ages()
    ages.of(number(START), START)

    assert ages.of(number(START + 61), START + 65) == pytest.approx(4, abs=0.01)
    for minute in range(3, 6):
        ages.of(number(START + 60 * minute), START + 60 * minute + 4)
    assert ages.of(number(START + 420), START + 424) == pytest.approx(0, abs=0.01)
