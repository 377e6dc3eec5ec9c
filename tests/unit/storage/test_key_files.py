"""Keys lie in a folder or under a wrapping key; what is wrong with either is told."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import SetUpError
from bot.settings import load_settings
from bot.storage.keys import KeyFolder, KeyRing, WrappedKeys, open_keys

SECRET = bytes(range(32))
ONE, OTHER = "11" * 32, "22" * 32
NOW = datetime.now(UTC)


def test_a_wrapped_key_opens_with_its_wrapping_key_alone(tmp_path: Path) -> None:
    handle = open_keys(tmp_path, ONE).keep(SECRET)

    assert SECRET not in handle
    assert open_keys(tmp_path, ONE).find(handle) == SECRET
    assert open_keys(tmp_path, OTHER).find(handle) is None
    assert open_keys(tmp_path).find(handle) is None


def test_a_changed_wrapping_key_wraps_and_the_former_still_opens(tmp_path: Path) -> None:
    old = open_keys(tmp_path, ONE).keep(SECRET)
    both = open_keys(tmp_path, f"{OTHER}\n{ONE}\n")

    new = both.keep(SECRET)

    assert both.find(old) == both.find(new) == SECRET
    assert open_keys(tmp_path, OTHER).find(new) == SECRET
    assert open_keys(tmp_path, OTHER).find(old) is None


def test_keys_of_the_folder_open_beside_a_wrapping_key_and_are_destroyed(tmp_path: Path) -> None:
    handle = open_keys(tmp_path).keep(SECRET)
    wrapped = open_keys(tmp_path, ONE)

    assert wrapped.find(handle) == SECRET
    wrapped.destroy([handle, wrapped.keep(SECRET)])
    assert wrapped.find(handle) is None


@pytest.mark.parametrize("text", ["x", "11" * 31, f"{ONE} zz"])
def test_what_is_no_wrapping_key_is_told_with_the_cure(tmp_path: Path, text: str) -> None:
    with pytest.raises(SetUpError, match="openssl rand -hex 32"):
        open_keys(tmp_path, text)


def test_a_destroyed_key_is_no_longer_at_hand(tmp_path: Path) -> None:
    here, there = KeyRing(KeyFolder(tmp_path)), KeyRing(KeyFolder(tmp_path))
    handle = here.keep(SECRET)
    assert here.of(handle)
    assert there.of(handle)

    here.destroy([handle])
    there.destroy_old(NOW, ())

    assert here.of(handle) is None
    assert there.of(handle) is None


def test_keys_that_no_debate_has_go_after_their_time(tmp_path: Path) -> None:
    keys = KeyFolder(tmp_path)
    needed, stray = keys.keep(SECRET), keys.keep(SECRET)

    assert keys.destroy_old(NOW - timedelta(days=1), [needed]) == 0
    assert keys.destroy_old(NOW + timedelta(days=1), [needed]) == 1
    assert (keys.find(needed), keys.find(stray)) == (SECRET, None)


def test_a_server_without_a_named_place_for_keys_is_refused(tmp_path: Path) -> None:
    """They would lie in a folder that may be gone at the next start."""
    url = "postgresql+asyncpg://me@here/bot"

    with pytest.raises(SetUpError, match=r"EYEBOT_KEYS: with PostgreSQL.*EYEBOT_WRAPPING_KEY_FILE"):
        _ = load_settings(database_url=url, data=tmp_path).key_folder
    assert load_settings(database_url=url, keys=tmp_path).key_folder == tmp_path
    assert load_settings(database_url="", data=tmp_path).key_folder == tmp_path / "keys"


def test_an_unreadable_key_is_no_destroyed_one(tmp_path: Path) -> None:
    keys = WrappedKeys([SECRET], KeyFolder(tmp_path))
    handle = KeyFolder(tmp_path).keep(SECRET)
    (tmp_path / handle.hex()).unlink()
    (tmp_path / handle.hex()).mkdir()

    with pytest.raises(OSError, match="directory"):
        keys.find(handle)
