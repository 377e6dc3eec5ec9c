"""What can't be shown is tried again: soon where nobody answered, ever more rarely where it was
refused.
"""

from datetime import UTC, datetime, timedelta

from bot.services.debating.patience import Patience

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def _tries_of_a_day(*, is_refused: bool) -> int:
    patience, now, tries = Patience(), NOW, 0
    while now < NOW + timedelta(days=1):
        tries += 1
        patience.note(7, "c1", "debate.trouble.no_access", now, is_refused=is_refused)
        now = patience.next_try() or NOW
    return tries


def test_a_refusal_is_tried_again_fewer_than_ten_times_a_day() -> None:
    assert 4 <= _tries_of_a_day(is_refused=True) < 10


def test_discord_out_of_reach_is_tried_again_every_few_minutes() -> None:
    assert 200 < _tries_of_a_day(is_refused=False) < 400


def test_the_first_try_after_a_failure_is_soon_where_nobody_answered() -> None:
    patience = Patience()

    patience.note(7, "c1", "discord.error.discord_down", NOW, is_refused=False)

    assert not patience.may_try(7, NOW + timedelta(seconds=9))
    assert patience.may_try(7, NOW + timedelta(seconds=10))


def test_a_failure_is_new_once() -> None:
    patience = Patience()

    news = [patience.note(7, "c1", key, NOW, is_refused=True) for key in ("a", "a", "b", "b")]

    assert news == [True, False, True, False]


def test_a_change_in_a_community_hastens_its_debates_only() -> None:
    patience = Patience()
    patience.note(7, "c1", "a", NOW, is_refused=True)
    patience.note(8, "c2", "a", NOW, is_refused=True)

    assert patience.hasten("c1", NOW)

    assert patience.may_try(7, NOW)
    assert not patience.may_try(8, NOW)


def test_what_was_settled_elsewhere_is_waited_for_no_longer() -> None:
    patience = Patience()
    patience.note(7, "c1", "a", NOW, is_refused=True)

    patience.keep_only({8})

    assert patience.next_try() is None
