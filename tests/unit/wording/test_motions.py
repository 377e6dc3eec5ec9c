"""Motions are the pack's own where it has any."""

from pathlib import Path

import pytest

from bot.wording.motions import read_motions

ROOT = Path(__file__).parents[3]


@pytest.fixture
def prompts(tmp_path: Path) -> Path:
    folder = tmp_path / "prompts"
    (folder / "motions").mkdir(parents=True)
    (folder / "motions" / "shared.yaml").write_text("motion: Anything goes.\n")
    return folder


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    folder.mkdir()
    return folder


def _names(prompts: Path, pack: Path | None = None) -> list[str]:
    return [template.name for template in read_motions(prompts, pack)]


def test_a_packs_own_motions_take_the_place_of_the_shared_ones(prompts: Path, pack: Path) -> None:
    (pack / "motions").mkdir()
    (pack / "motions" / "own.yaml").write_text("motion: Trains are better.\n")

    assert _names(prompts, pack) == ["own"]


def test_a_pack_without_motions_is_offered_the_shared_ones(prompts: Path, pack: Path) -> None:
    assert _names(prompts, pack) == _names(prompts) == ["shared"]


def test_an_editors_lock_is_no_motion(prompts: Path) -> None:
    (prompts / "motions" / ".#shared.yaml").symlink_to("ada@machine.1234:56")

    assert _names(prompts) == ["shared"]


def test_no_motion_of_one_article_is_common_to_all() -> None:
    assert read_motions(ROOT / "prompts") == ()


def test_the_second_packs_motions_are_about_the_second_article(prompts: Path) -> None:
    found = read_motions(ROOT / "prompts", ROOT / "tests" / "packs" / "night-train")

    assert {template.name for template in found} == {"bring-it-back", "what-matters"}
    assert all("/night-train/motions/" in template.place for template in found)
