"""Which packs a deployment holds, and that none is taken for another."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.loader import load
from bot.knowledge.packs import packs_in, require_apart, slug


def _pack(folder: Path, name: str) -> Path:
    pack = folder / name
    pack.mkdir(parents=True)
    (pack / "source.yaml").write_text("title: T\n")
    return pack


def test_one_folder_is_one_pack(tmp_path: Path) -> None:
    assert packs_in(str(_pack(tmp_path, "a"))) == (tmp_path / "a",)


def test_a_folder_of_packs_is_all_of_them_by_name(tmp_path: Path) -> None:
    for name in ("b", "a", ".hidden"):
        _pack(tmp_path, name)
    (tmp_path / "common").mkdir()

    assert packs_in(str(tmp_path)) == (tmp_path / "a", tmp_path / "b")


def test_a_list_keeps_its_order_and_names_nothing_twice(tmp_path: Path) -> None:
    for name in ("one/a", "one/b", "two/c"):
        _pack(tmp_path, name)

    found = packs_in(f"{tmp_path}/two:{tmp_path}/one/b:{tmp_path}/one")

    assert [pack.name for pack in found] == ["c", "b", "a"]


def test_a_folder_without_a_pack_is_told_when_it_is_loaded(tmp_path: Path) -> None:
    (only,) = packs_in(str(tmp_path))

    with pytest.raises(KnowledgeError, match=r"no source\.yaml here"):
        load(only)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("The Night Train!", "the-night-train"), ("Å_b--c", "a-b-c"), ("…", "article")],
)
def test_a_name_becomes_an_id(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_pack_is_known_by_its_id_or_its_folder(article: Path) -> None:
    assert load(article).id == article.name

    source = article / "source.yaml"
    source.write_text("id: another-name\n" + source.read_text())
    assert load(article).id == "another-name"


def test_two_packs_with_one_id_are_refused_naming_both(article: Path, tmp_path: Path) -> None:
    twin = tmp_path / "elsewhere" / article.name
    shutil.copytree(article, twin)

    with pytest.raises(KnowledgeError) as told:
        require_apart([(article, load(article)), (twin, load(twin))])

    assert str(told.value).startswith(f"{article} and {twin} have the same id ({article.name});")


def test_two_packs_with_one_title_are_refused_naming_both(article: Path) -> None:
    twin = article.parent / "twin"
    shutil.copytree(article, twin)
    source = twin / "source.yaml"
    title = next(line for line in source.read_text().splitlines() if line.startswith("title:"))
    source.write_text(source.read_text().replace(title, title.upper().replace("TITLE", "title")))

    with pytest.raises(KnowledgeError) as told:
        require_apart([(article, load(article)), (twin, load(twin))])

    assert f"{article} and {twin} have the same title" in str(told.value)
