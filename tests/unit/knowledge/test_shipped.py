"""A pack may lie anywhere: what is common to all is found beside it, or where it is shipped."""

import shutil
from pathlib import Path

from bot.knowledge.checking.checks import check
from bot.knowledge.loader import digest_of, load, load_languages
from bot.knowledge.shipped import common_of

ROOT = Path(__file__).parents[3]
PACK = ROOT / "tests" / "packs" / "night-train"
SHIPPED = ROOT / "knowledge" / "common"


def test_a_pack_without_common_beside_it_gets_the_shipped_one(tmp_path: Path) -> None:
    folder = shutil.copytree(PACK, tmp_path / PACK.name)

    knowledge = load(folder)

    assert common_of(folder) == SHIPPED
    assert knowledge.unsafe
    assert set(knowledge.unsafe) <= set(load(ROOT / "knowledge" / "eye-in-the-sky").unsafe)
    assert load_languages(folder)
    assert check(folder) == []


def test_common_beside_the_pack_goes_before_the_shipped_one(tmp_path: Path) -> None:
    folder = shutil.copytree(PACK, tmp_path / PACK.name)
    beside = shutil.copytree(SHIPPED, tmp_path / "common")
    with (beside / "unsafe.yaml").open("a") as file:
        file.write("  - id: added-here\n    asks: [an ask of this place only]\n")

    assert common_of(folder) == beside
    assert "added-here" in {group.id for group in load(folder).unsafe}


def test_the_same_knowledge_has_the_same_digest_wherever_common_lies(tmp_path: Path) -> None:
    alone = shutil.copytree(PACK, tmp_path / "z" / PACK.name)
    beside = shutil.copytree(PACK, tmp_path / "a" / PACK.name)
    shutil.copytree(SHIPPED, tmp_path / "a" / "common")

    assert digest_of(alone) == digest_of(beside)
