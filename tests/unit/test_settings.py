"""Settings: the shards a process serves, secrets from files, and errors that name the variable."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SetUpError
from bot.retrieval.data import FOLDER
from bot.settings import ShardRange, load_settings, shard_range


@pytest.mark.parametrize(
    ("shards", "ordinal", "expected"),
    [
        ("auto", 3, None),
        ("0-15/64", None, ShardRange(tuple(range(16)), 64)),
        ("16-31/64", 0, ShardRange(tuple(range(16, 32)), 64)),
        ("3/4", None, ShardRange((3,), 4)),
        ("each:16/64", 0, ShardRange(tuple(range(16)), 64)),
        ("each:16/64", 3, ShardRange(tuple(range(48, 64)), 64)),
        ("each:16/40", 2, ShardRange(tuple(range(32, 40)), 40)),
    ],
)
def test_shards_are_what_the_setting_says(
    shards: str, ordinal: int | None, expected: ShardRange | None
) -> None:
    assert shard_range(shards, ordinal) == expected


def test_the_processes_of_each_share_out_all_shards() -> None:
    ranges = [shard_range("each:7/30", ordinal) for ordinal in range(5)]

    assert [number for one in ranges if one for number in one.ids] == list(range(30))


@pytest.mark.parametrize(
    "wrong", ["0-64/64", "5-3/64", "each:0/4", "each:9/4", "all", "1-2", "-1/4", "0-1/0"]
)
def test_impossible_shards_are_named_with_their_variable(wrong: str) -> None:
    with pytest.raises(SetUpError, match="EYEBOT_SHARDS"):
        load_settings(shards=wrong)


def test_one_process_too_many_is_told_so() -> None:
    with pytest.raises(SetUpError, match="run fewer processes"):
        shard_range("each:16/64", 4)


def test_without_a_number_the_ordinal_is_asked_for() -> None:
    with pytest.raises(SetUpError, match="EYEBOT_ORDINAL"):
        shard_range("each:16/64", None)


def test_a_pods_name_gives_its_ordinal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "eyebot-2")

    assert load_settings(shards="each:2/6").shard_range == ShardRange((4, 5), 6)


def test_the_database_may_be_named_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql+asyncpg://bot:secret@db/eyebot\n", encoding="utf-8")

    assert (
        load_settings(database_url_file=tmp_path / "url").database
        == "postgresql+asyncpg://bot:secret@db/eyebot"
    )


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetUpError, match="EYEBOT_DATABASE_URL_FILE: cannot be read"):
        _ = load_settings(database_url_file=tmp_path / "none").database


def test_a_pack_without_a_calibration_answers_with_the_shared_one(tmp_path: Path) -> None:
    settings = load_settings(knowledge=tmp_path)

    assert settings.calibration == FOLDER / "calibration.json"
    assert settings.calibration.is_file()
    assert settings.own_calibration == tmp_path / "calibration.json"


def test_a_packs_own_calibration_goes_before_the_shared_one(tmp_path: Path) -> None:
    (tmp_path / "calibration-minilm.json").write_text("{}", encoding="utf-8")

    settings = load_settings(knowledge=tmp_path, embedding="minilm")

    assert settings.calibration == settings.own_calibration == tmp_path / "calibration-minilm.json"


def test_a_log_level_may_be_written_small_and_a_wrong_one_is_named() -> None:
    assert load_settings(log_level="debug").log_level == "DEBUG"
    with pytest.raises(SetUpError, match="EYEBOT_LOG_LEVEL"):
        load_settings(log_level="loud")


def test_each_article_has_a_calibration_of_its_own_or_the_shared_one(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "source.yaml").touch()
    (tmp_path / "b" / "calibration.json").touch()
    settings = load_settings(knowledge=tmp_path, embedding="static")

    assert [settings.of(pack).calibration for pack in settings.packs] == [
        FOLDER / "calibration.json",
        tmp_path / "b" / "calibration.json",
    ]


def test_what_looks_at_one_article_says_which_there_are(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "source.yaml").touch()

    with pytest.raises(SetUpError, match=rf"name {tmp_path}/a or {tmp_path}/b"):
        load_settings(knowledge=tmp_path).one_pack()
    assert load_settings(knowledge=tmp_path / "a").one_pack().knowledge == tmp_path / "a"
