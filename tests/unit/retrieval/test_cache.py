"""What was learned is kept under the digest of what it was learned from, or a release brings it."""

from pathlib import Path

import pytest

from bot.knowledge.loader import load
from bot.knowledge.models import Knowledge
from bot.retrieval import cache
from bot.retrieval.retriever import load_model
from tests.packs.generated import invented, write_pack


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    return load(write_pack(tmp_path / "knowledge" / "made", invented(3), title="Made up"))


def unlearned() -> None:
    pytest.fail("learned, though it was there")


def test_what_was_learned_is_read_again(tmp_path: Path, knowledge: Knowledge) -> None:
    first = load_model(knowledge, tmp_path / "kept")

    again = load_model(knowledge, tmp_path / "kept", unlearned)

    assert again.labels == first.labels
    assert (again.weights == first.weights).all()


def test_a_release_brings_what_it_learned(
    tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_model(knowledge, tmp_path / "release")
    monkeypatch.setattr(cache, "SHIPPED", tmp_path / "release")

    load_model(knowledge, tmp_path / "kept", unlearned)

    assert not (tmp_path / "kept").exists()


def test_an_edited_pack_is_learned_though_the_release_brings_another(
    tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_model(knowledge, tmp_path / "release")
    monkeypatch.setattr(cache, "SHIPPED", tmp_path / "release")
    edited = knowledge.model_copy(update={"digest": "another"})
    learned = []

    load_model(edited, tmp_path / "kept", lambda: learned.append(edited.id))

    assert learned == [knowledge.id]
    assert list((tmp_path / "kept").glob("model-*.npz"))
