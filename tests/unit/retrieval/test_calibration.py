"""A calibration is a logistic regression over signals."""

from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from bot.articles import build_library
from bot.errors import SetUpError
from bot.retrieval.calibration import Calibration, fit, with_thresholds
from bot.retrieval.data import FOLDER
from bot.retrieval.signals import NAMES
from bot.settings import Settings
from tests.packs.generated import invented, write_pack


def _cases() -> tuple[np.ndarray, list[bool]]:
    chance = np.random.default_rng(2)
    rows = chance.normal(size=(300, len(NAMES)))
    return rows, list(rows[:, 0] + 0.5 * rows[:, 1] + chance.normal(size=300) > 0.3)


def test_probabilities_agree_with_scikit_learn() -> None:
    rows, answerable = _cases()
    weight = np.where(answerable, 1.0, 0.5)
    standard = np.clip((rows - rows.mean(axis=0)) / rows.std(axis=0), -4, 4)
    known = [name.endswith("_known") for name in NAMES]
    peer = LogisticRegression(C=0.1, tol=1e-8, max_iter=5000)
    peer.fit(standard, answerable, sample_weight=weight)

    found = fit(rows, answerable, weight=weight, softness=0.1, pairs=False)

    assert any(known)
    assert np.allclose(found.probabilities(rows), peer.predict_proba(standard)[:, 1], atol=1e-3)


def test_how_much_a_knowledge_holds_moves_nothing_where_it_was_always_the_same() -> None:
    rows, answerable = _cases()
    known = [place for place, name in enumerate(NAMES) if name.endswith("_known")]
    rows[:, known] = 5.0
    found = fit(rows, answerable, softness=0.03)

    more = rows.copy()
    more[:, known] += 0.01

    assert np.abs(found.probabilities(more) - found.probabilities(rows)).max() < 0.01


def test_it_is_the_same_after_a_round_through_a_file(tmp_path: Path) -> None:
    rows, answerable = _cases()
    fitted = fit(rows, answerable)
    found = with_thresholds(fitted, answer_at=0.2, clarify_at=0.1, surer=3.5)
    found.save(tmp_path / "calibration.json")

    again = Calibration.load(tmp_path / "calibration.json")

    assert (again.answer_at, again.clarify_at, again.surer) == (0.2, 0.1, 3.5)
    assert np.allclose(again.probabilities(rows), found.probabilities(rows), atol=1e-4)


@pytest.mark.parametrize("name", ["calibration.json", "calibration-minilm.json"])
def test_the_shared_ones_are_for_these_signals(name: str) -> None:
    assert 0 < Calibration.load(FOLDER / name).answer_at < 1


def test_one_for_other_signals_is_told_with_its_cure(tmp_path: Path) -> None:
    path = tmp_path / "calibration.json"
    text = (FOLDER / "calibration.json").read_text(encoding="utf-8")
    path.write_text(text.replace('"top"', '"bottom"'), encoding="utf-8")

    with pytest.raises(SetUpError, match="made for other signals; run `eyebot kb calibrate`"):
        Calibration.load(path)


def test_a_pack_whose_calibration_is_of_another_version_is_answered_by_the_shared_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pack = write_pack(tmp_path / "knowledge" / "made", invented(2), title="Made up")
    text = (FOLDER / "calibration.json").read_text(encoding="utf-8")
    (pack / "calibration.json").write_text(text.replace('"top"', '"bottom"'), encoding="utf-8")
    settings = Settings(knowledge=pack, data=tmp_path, embedding="static")

    library = build_library(settings)

    shared = Calibration.load(FOLDER / "calibration.json")
    assert library.first.ask.retriever.calibration.names == shared.names
    assert "until then the shared one decides" in caplog.text
