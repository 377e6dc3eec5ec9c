"""Without the examples of what no article answers, nothing is loaded."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.knowledge import shipped
from bot.knowledge.checking.checks import check
from bot.knowledge.loader import load
from bot.retrieval.embedding.words import word_vectors

GROUPS = ("small_talk", "off_topic", "injection", "unsafe")
FILES = (
    *GROUPS,
    "chat_speak",
    "elsewhere",
    "dialogue/words",
    "dialogue/follow_ups",
    "dialogue/answer_types",
)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("read", [check, load])
def test_a_missing_file_of_common_is_named_with_its_cure(
    article: Path, name: str, read: object
) -> None:
    (article.parent / "common" / f"{name}.yaml").unlink()

    with pytest.raises(KnowledgeError, match=rf"{name}\.yaml:1:1: the file is missing; restore"):
        read(article)  # type: ignore[operator]


def test_where_no_folder_is_left_every_file_is_named(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(article.parent / "common")
    monkeypatch.setattr(shipped, "data_root", lambda: article / "nowhere")

    with pytest.raises(KnowledgeError) as found:
        load(article)

    assert all(f"common/{name}.yaml:1:1: the file is missing" in str(found.value) for name in FILES)


@pytest.mark.parametrize("name", GROUPS)
def test_a_file_without_any_group_is_refused(article: Path, name: str) -> None:
    (article.parent / "common" / f"{name}.yaml").write_text("groups: []\n")

    with pytest.raises(KnowledgeError, match=rf"{name}\.yaml"):
        load(article)


def test_examples_without_a_crisis_among_them_are_refused(article: Path) -> None:
    unsafe = article.parent / "common" / "unsafe.yaml"
    unsafe.write_text(unsafe.read_text().replace("crisis: true, ", ""))

    with pytest.raises(KnowledgeError, match="nobody in danger would be told where help is"):
        load(article)


def test_follow_ups_without_a_kind_that_the_conversation_needs_are_refused(article: Path) -> None:
    path = article.parent / "common" / "dialogue" / "follow_ups.yaml"
    path.write_text(path.read_text().replace("- id: source", "- id: saucer"))

    with pytest.raises(KnowledgeError, match="no group source: nobody who says so"):
        load(article)


def test_what_is_common_talks_of_no_article() -> None:
    """Names that an article or its subject brings, and that are no everyday words."""
    root = Path(__file__).parents[3]
    zipf = word_vectors().frequencies
    rare = set()
    for pack in (root / "knowledge" / "eye-in-the-sky", root / "tests" / "packs" / "night-train"):
        source = load(pack).source
        names = [name for _, passage in source.passages().values() for name in passage.names]
        words = {word.lower() for name in (*names, *source.subject) for word in name.split()}
        rare |= {word for word in words if word.isalpha() and zipf.get(word, 0.0) < 3.3}

    texts = [
        path.read_text("utf-8").lower()
        for path in (root / "knowledge/common").rglob("*.yaml")
        if path.name != "elsewhere.yaml"  # names of the world, whatever the article
    ]
    common = {word for text in texts for word in re.findall(r"\w+", text)}

    assert {"rongcheng", "harrowmere"} <= rare
    assert rare & common == set()
    assert not any("social credit" in text or "eye in the sky" in text for text in texts)
